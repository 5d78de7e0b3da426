// A picture of the project with what an ONNX file finds on it as the form stands; run again when the form changes.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { imageAddress } from '../../../common/contract.ts';
import type { Detection, OnnxInspection } from '../../../common/protocol.ts';
import { foreignOf, namesOf, type ImportForm } from '../../state/modelImport.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { splitName } from '../../words.ts';
import { BoxOverlay } from '../train/SamplePicture.tsx';
import { useClassColours } from '../train/useClassColours.ts';

interface PreviewProps {
  readonly inspection: OnnxInspection;
  readonly token: string;
  readonly form: ImportForm;
}

type Found =
  | { readonly state: 'running' }
  | { readonly state: 'found'; readonly detections: readonly Detection[]; readonly milliseconds: number }
  | { readonly state: 'failed'; readonly message: string };

/** Typing a number should not start a run for each digit. */
const patience = 250; // milliseconds

export function Preview({ inspection, token, form }: PreviewProps) {
  const desk = useDesk();
  const { images, current } = useFields(desk.images.store, 'images', 'current');
  const { project } = useFields(desk.project, 'project');
  const start = Math.max(
    0,
    images.findIndex(({ id }) => id === current),
  );
  const [index, setIndex] = useState(start);
  const image = images[index];
  const found = usePreview(inspection, token, form, image?.id);
  const names = namesOf(inspection, form);
  const colours = useClassColours(names);
  const detections = useMemo(() => (found.state === 'found' ? found.detections : []), [found]);
  if (image === undefined) {
    return (
      <p className="preview-empty muted">
        Open a project first to see what the model finds on one of its pictures. It can be imported without.
      </p>
    );
  }
  const step = (by: number) => setIndex((index + by + images.length) % images.length);
  return (
    <div className="preview" role="group" aria-label="What it finds">
      <div className="preview-picture" aria-busy={found.state === 'running'}>
        <img
          src={imageAddress(image.id, 'thumb', project?.id)}
          alt={`${splitName(image.name).file} with ${detections.length.toLocaleString('en')} boxes`}
          draggable={false}
        />
        <BoxOverlay size={image} truth={noTruth} detections={detections} colours={colours} />
      </div>
      <div className="line">
        <span className={found.state === 'failed' ? 'bad grow' : 'muted grow'} role="status">
          {found.state === 'running' ? 'Running' : found.state === 'failed' ? found.message : foundWords(found, names)}
        </span>
        <Button dense icon={ChevronLeft} aria-label="Picture before" onClick={() => step(-1)} />
        <Button dense icon={ChevronRight} aria-label="Next picture" onClick={() => step(1)} />
      </div>
    </div>
  );
}

const noTruth = [] as const;

function usePreview(inspection: OnnxInspection, token: string, form: ImportForm, image: number | undefined): Found {
  const { studio } = useDesk();
  const [found, setFound] = useState<Found>({ state: 'running' });
  const wanted = JSON.stringify(foreignOf(inspection, form));
  useEffect(() => {
    if (image === undefined || wanted === undefined) return undefined;
    let isWanted = true;
    const ask = async () => {
      setFound({ state: 'running' });
      const foreign = JSON.parse(wanted) as NonNullable<ReturnType<typeof foreignOf>>;
      const reply = await studio.ask('models/preview', { token, foreign, image });
      if (!isWanted) return;
      const result = reply.ok ? reply.value.result : reply;
      if (!result.ok) setFound({ state: 'failed', message: result.failure.message });
      else {
        const milliseconds = reply.ok ? reply.value.milliseconds.run : 0;
        setFound({ state: 'found', detections: result.value, milliseconds });
      }
    };
    const timer = setTimeout(() => void ask(), patience);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [studio, token, wanted, image]);
  return found;
}

function foundWords({ detections, milliseconds }: Extract<Found, { state: 'found' }>, names: readonly string[]): string {
  if (detections.length === 0) return 'Nothing found. Another reading, other colours or a lower score may help.';
  const counts = new Map<number, number>();
  for (const { label } of detections) counts.set(label, (counts.get(label) ?? 0) + 1);
  const listed = [...counts].sort((a, b) => b[1] - a[1]).map(([label, count]) => `${count} ${names[label] ?? label}`);
  const rest = listed.length > 3 ? ` and ${listed.length - 3} more classes` : '';
  return `${listed.slice(0, 3).join(', ')}${rest}; ${Math.round(milliseconds)} ms`;
}
