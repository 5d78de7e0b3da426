// What is known of the picture on screen.
import type { ImageId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import type { Desk } from '../state/desk.ts';
import { useCurrentImage, useDesk, useFields } from '../state/useDesk.ts';
import { StateMark } from './imageStates.tsx';
import { VerdictList } from './people/Verdicts.tsx';
import { NoteField } from './NoteField.tsx';

export function PictureFacts() {
  const desk = useDesk();
  const image = useCurrentImage();
  const { project } = useFields(desk.project, 'project');
  if (image === undefined) return null;
  return (
    <section className="part facts" aria-label={t('Picture facts')}>
      <header className="part-head">
        <h2>{t('Picture')}</h2>
        <span className="grow" />
        <StateMark image={image} />
      </header>
      <dl>
        <dt>{t('File')}</dt>
        <dd className="selectable cut" title={image.name}>
          {image.name}
        </dd>
        <dt>{t('Size')}</dt>
        <dd>{size(image.width, image.height)}</dd>
        {image.split !== undefined && (
          <>
            <dt>{t('Split')}</dt>
            <dd className="selectable cut" title={image.split}>
              {image.split}
            </dd>
          </>
        )}
        {image.problem !== undefined && (
          <>
            <dt className="bad">{t('Problem')}</dt>
            <dd className="bad selectable">{image.problem}</dd>
          </>
        )}
      </dl>
      <VerdictList image={image} />
      <NoteField
        key={`${image.id} ${image.note ?? ''}`}
        label={t('Note on the picture')}
        value={image.note ?? ''}
        readOnly={project?.readOnly !== false}
        onChange={(words) => void setNote(desk, image.id, words)}
      />
    </section>
  );
}

/** Kept at once; it is no step of the picture's history. */
async function setNote(desk: Desk, image: ImageId, words: string): Promise<void> {
  const result = await desk.studio.ask('image/set-note', { image, words });
  if (result.ok) desk.images.update([result.value]);
  else desk.notices.report(result.failure);
}

function size(width: number, height: number): string {
  if (width === 0 || height === 0) return t('not known yet');
  const mega = (width * height) / 1e6;
  return t('{width} × {height} px · {megapixels} MP', {
    width: String(width),
    height: String(height),
    megapixels: mega.toFixed(mega < 0.1 ? 2 : 1),
  });
}
