// A picture of the project with what an ONNX file finds on it as the form stands; run again when the form changes.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { boxes as boxesOf, classes as classesOf, grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { ImageSummary } from '../../../common/annotation/types.ts';
import { imageAddress } from '../../../common/imageAddress.ts';
import type { Detection } from '../../../common/protocol.ts';
import type { OnnxInspection } from '../../../common/modelImport.ts';
import { namesOf, outputsOf, type ImportForm } from '../../state/importForm.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { IconButton } from '../../ui/Button.tsx';
import { splitName } from '../../words.ts';
import { BoxOverlay } from '../train/SamplePicture.tsx';
import { useClassColours } from '../train/useClassColours.ts';
import { usePreview, type Found } from './usePreview.ts';

interface PreviewProps {
  readonly inspection: OnnxInspection;
  readonly token: string;
  readonly form: ImportForm;
}

export function Preview({ inspection, token, form }: PreviewProps) {
  const desk = useDesk();
  const { images, current } = useFields(desk.images.store, 'images', 'current');
  const start = images.findIndex(({ id }) => id === current);
  const [index, setIndex] = useState(Math.max(0, start));
  const image = images[index];
  const found = usePreview(inspection, token, form, image?.id);
  const names = namesOf(inspection, form);
  const colours = useClassColours(padded(names, found.detections));
  if (image === undefined) {
    return (
      <p className="preview-empty muted">
        {t('Open a project first to see what the model finds on one of its pictures. It can be imported without.')}
      </p>
    );
  }
  const step = (by: number) => setIndex((index + by + images.length) % images.length);
  const isNamed = form.naming !== undefined && form.naming !== 'numbers';
  const nameOf = (label: number) => (isNamed ? names[label] : undefined) ?? t('class {label}', { label });
  const { isOpen } = outputsOf(inspection, form);
  return (
    <div className="preview" role="group" aria-label={t('What it finds')}>
      <div className="preview-picture" aria-busy={found.state === 'running'}>
        <Picture key={image.id} image={image} boxes={found.detections.length} />
        <BoxOverlay size={image} truth={noTruth} detections={found.detections} colours={colours} />
      </div>
      <div className="line">
        <span className="cut grow" title={image.name}>
          {splitName(image.name).file}
        </span>
        <span className="muted">
          {t('{place, number} of {count, number}', { place: index + 1, count: images.length })}
        </span>
        <IconButton small icon={ChevronLeft} label={t('Picture before')} onClick={() => step(-1)} />
        <IconButton small icon={ChevronRight} label={t('Next picture')} onClick={() => step(1)} />
      </div>
      <div className="preview-words">
        <Outcome found={found} />
        <ClassCounts detections={found.detections} nameOf={nameOf} colours={colours} />
        {isOpen && isNamed && <Nameless detections={found.detections} names={names} />}
      </div>
    </div>
  );
}

const noTruth = [] as const;

/** Above so many pixels a window would take seconds and gigabytes to show the picture itself. */
const largestShown = 40e6;

function Picture({ image, boxes }: { image: ImageSummary; boxes: number }) {
  const { project } = useFields(useDesk().project, 'project');
  const pixels = image.width * image.height;
  const [size, setSize] = useState<'full' | 'thumb'>(pixels > 0 && pixels <= largestShown ? 'full' : 'thumb');
  return (
    <img
      src={imageAddress(image.id, size, project?.id)}
      alt={t('{name} with {boxes}', { name: splitName(image.name).file, boxes: boxesOf(boxes) })}
      decoding="async"
      draggable={false}
      onError={() => setSize('thumb')}
    />
  );
}

function Outcome({ found }: { found: Found }) {
  return (
    <p role="status" className={found.state === 'failed' ? 'bad selectable' : 'muted'}>
      {outcomeWords(found)}
    </p>
  );
}

function outcomeWords(found: Found): string {
  if (found.state === 'running') return t('Running');
  if (found.state === 'failed') return found.message;
  const { detections, milliseconds } = found;
  if (detections.length === 0) return t('Nothing found. Another reading, other colours or a lower score may help.');
  const classes = new Set(detections.map(({ label }) => label)).size;
  return t('{boxes} of {classes} in {milliseconds, number} ms', {
    boxes: boxesOf(detections.length),
    classes: classesOf(classes),
    milliseconds: Math.round(milliseconds),
  });
}

/** So many classes are listed with their colour. */
const listed = 6;

interface ClassCountsProps {
  readonly detections: readonly Detection[];
  readonly nameOf: (label: number) => string;
  readonly colours: readonly string[];
}

function ClassCounts({ detections, nameOf, colours }: ClassCountsProps) {
  const counts = new Map<number, number>();
  for (const { label } of detections) counts.set(label, (counts.get(label) ?? 0) + 1);
  if (counts.size === 0) return null;
  const most = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return (
    <ul className="preview-classes" aria-label={t('Classes found')}>
      {most.slice(0, listed).map(([label, count]) => (
        <li key={label}>
          <span className="swatch" style={{ background: colours[label] }} aria-hidden />
          <span className="cut">{nameOf(label)}</span>
          <span className="muted">{grouped(count)}</span>
        </li>
      ))}
      {most.length > listed && (
        <li className="muted">{t('and {count, number} more', { count: most.length - listed })}</li>
      )}
    </ul>
  );
}

/** A file that leaves its number of classes open can give labels that no name was given for. */
function Nameless({ detections, names }: { detections: readonly Detection[]; names: readonly string[] }) {
  const most = largestLabel(detections);
  if (most < names.length || names.length === 0) return null;
  return (
    <p className="warn">
      {t(
        'Class {label} has no name; {count, plural, one {only class 0 has one} other {the # names end at class {last}}}.',
        { label: most, count: names.length, last: names.length - 1 },
      )}
    </p>
  );
}

function largestLabel(detections: readonly Detection[]): number {
  return detections.reduce((largest, { label }) => Math.max(largest, label), -1);
}

/** A class without a name has a colour nevertheless. */
function padded(names: readonly string[], detections: readonly Detection[]): readonly string[] {
  const lacking = largestLabel(detections) + 1 - names.length;
  return lacking > 0 ? [...names, ...new Array<string>(lacking).fill('')] : names;
}
