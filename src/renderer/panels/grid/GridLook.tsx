// The box at the cursor in its whole picture, over the cells. The keys go on as before: arrows to the next one, Enter accepts.
import { X } from 'lucide-react';
import { t } from '../../../common/messages/t.ts';
import { imageAddress } from '../../../common/imageAddress.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { IconButton } from '../../ui/Button.tsx';
import { cellWords } from './cellWords.ts';

export function GridLook() {
  const desk = useDesk();
  const { ids, picked, facts, looking } = useFields(desk.grid.store, 'ids', 'picked', 'facts', 'looking');
  const { byId } = useFields(desk.categories.store, 'byId');
  const { project } = useFields(desk.project, 'project');
  const found = facts.get(ids[picked.cursor] ?? 0);
  if (!looking || picked.cursor < 0) return null;
  const image = found === undefined || found === 'gone' ? undefined : desk.images.get(found.image);
  if (found === undefined || found === 'gone' || image === undefined) return <div className="grid-look" aria-busy />;
  const { annotation } = found;
  const { x1, y1, x2, y2 } = annotation.box;
  const category = byId.get(annotation.categoryId);
  const words = cellWords(annotation, category, image.name);
  const isOfModel = annotation.origin.kind === 'proposed' || annotation.origin.kind === 'rejected';
  const frame = {
    x: x1,
    y: y1,
    width: x2 - x1,
    height: y2 - y1,
    fill: 'none',
    vectorEffect: 'non-scaling-stroke',
  } as const;
  return (
    <section className="grid-look" aria-label={t('Whole picture')}>
      <header>
        <span className="swatch" style={{ background: category?.colour }} aria-hidden />
        <span className="cut grow">{words}</span>
        <span className="muted">
          {t('{width} × {height} px', { width: Math.round(x2 - x1), height: Math.round(y2 - y1) })}
        </span>
        <span className="muted">
          {t('{done, number} of {total, number}', { done: picked.cursor + 1, total: ids.length })}
        </span>
        <IconButton
          small
          icon={X}
          label={t('Close the large view')}
          keys="Escape"
          onClick={() => desk.grid.setLooking(false)}
        />
      </header>
      <svg viewBox={`0 0 ${image.width} ${image.height}`} role="img" aria-label={words}>
        <image href={imageAddress(image.id, 'full', project?.id)} width={image.width} height={image.height} />
        <rect {...frame} stroke="#000000" strokeOpacity={0.6} strokeWidth={4} />
        <rect {...frame} stroke={category?.colour} strokeWidth={2} {...(isOfModel && { strokeDasharray: '6 4' })} />
      </svg>
    </section>
  );
}
