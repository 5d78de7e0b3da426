// One row of the picture list: thumbnail, name, state and counts.
import { ImageOff, Square, SquareCheck, SquareDashed, type LucideIcon } from 'lucide-react';
import { memo, useState } from 'react';
import { imageAddress } from '../../common/imageAddress.ts';
import type { ImageId, ImageSummary } from '../../common/annotation/types.ts';
import { boxes, grouped } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { splitName } from '../words.ts';
import { StateMark } from './imageStates.tsx';

export const rowId = (image: ImageId) => `picture-${image}`;

interface PictureRowProps {
  readonly image: ImageSummary;
  /** CSS pixels from the top of the list. */
  readonly top: number;
  /** From 1. */
  readonly place: number;
  readonly of: number;
  readonly current: boolean;
  readonly marked: boolean;
}

/** Clicks are heard by the list, which knows the whole order. */
export const PictureRow = memo(drawRow);

function drawRow({ image, top, place, of, current, marked }: PictureRowProps) {
  const { folder, file } = splitName(image.name);
  return (
    <div
      id={rowId(image.id)}
      role="option"
      aria-selected={current}
      aria-posinset={place}
      aria-setsize={of}
      className={['row', current && 'current', marked && 'marked'].filter(Boolean).join(' ')}
      style={{ transform: `translateY(${top}px)` }}
      title={[image.name, image.problem, image.verdict?.note].filter(Boolean).join('\n')}
      data-row={place - 1}
    >
      <Thumbnail image={image} />
      <div className="row-words">
        <div className="row-name">
          {folder && <span className="muted cut row-folder">{folder}</span>}
          <span className="cut">{file}</span>
          {image.split !== undefined && (
            <span className="small muted cut row-split" title={t('Split: {name}', { name: image.split })}>
              {image.split}
            </span>
          )}
        </div>
        <div className="row-facts small muted cut">
          <StateMark image={image} />
          <Count icon={Square} number={image.boxes} words={boxes(image.boxes)} />
          <Count
            icon={SquareDashed}
            number={image.proposals}
            words={t('{count, number} proposed', { count: image.proposals })}
          />
          {image.verdict?.note !== undefined && <span className="cut">{image.verdict.note}</span>}
          {marked && (
            <span className="state accent row-mark" title={t('marked')}>
              <SquareCheck size={12} strokeWidth={2} aria-hidden />
              <span className="unseen">{t('marked')}</span>
            </span>
          )}
        </div>
      </div>
    </div>
  );
}

/** A number with the sign of what it counts; its words are for the tooltip and the screen reader. */
function Count({ icon: Icon, number, words }: { icon: LucideIcon; number: number; words: string }) {
  if (number === 0) return null;
  return (
    <span className="state" title={words}>
      <Icon size={11} strokeWidth={2} aria-hidden />
      <span aria-hidden>{grouped(number)}</span>
      <span className="unseen">{words}</span>
    </span>
  );
}

/** The picture in small, or a sign that there is none. */
export function Thumbnail({ image }: { image: ImageSummary }) {
  const desk = useDesk();
  const { project } = useFields(desk.project, 'project');
  const { versions } = useFields(desk.images.store, 'versions');
  const version = `${project?.id}-${versions.get(image.id) ?? 0}`;
  const shown = `${image.id}/${version}`;
  const [failed, setFailed] = useState<string>();
  if (failed === shown || image.problem !== undefined) {
    return (
      <span className="thumb none">
        <ImageOff size={16} strokeWidth={1.5} aria-hidden />
      </span>
    );
  }
  return (
    <img
      // Of its own for each picture, else the one before would be seen until this one is read.
      key={shown}
      className="thumb"
      src={imageAddress(image.id, 'thumb', version)}
      alt=""
      decoding="async"
      draggable={false}
      onError={() => setFailed(shown)}
    />
  );
}
