// What one row of a finding's list shows: the picture small, or the box cut out of it, with its words.
import { t } from '../../../common/messages/t.ts';
import { grouped } from '../../../common/messages/counts.ts';
import type { ListKind } from '../../../common/health/findings.ts';
import { imageAddress } from '../../../common/imageAddress.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { StateMark } from '../imageStates.tsx';
import { Crop } from '../grid/Crop.tsx';

export function FoundRow({ kind, row }: { kind: ListKind; row: readonly number[] }) {
  switch (kind) {
    case 'pictures':
      return <PictureRow id={row[0] ?? 0} />;
    case 'boxes':
    case 'pairs':
      return <BoxesRow image={row[0] ?? 0} boxes={row.slice(1)} />;
    case 'groups':
      return <GroupRow images={row} />;
    case 'classes':
      return <ClassRow id={row[0] ?? 0} />;
  }
}

function Thumb({ id, side }: { id: number; side: number }) {
  const { project } = useFields(useDesk().project, 'project');
  return (
    <img
      className="found-thumb"
      src={imageAddress(id, 'thumb', project?.id)}
      width={side}
      height={side}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
    />
  );
}

function PictureRow({ id }: { id: number }) {
  const image = useDesk().images.get(id);
  if (image === undefined) return <span className="muted">{t('This picture is not there any more')}</span>;
  return (
    <>
      <Thumb id={id} side={48} />
      <span className="found-words">
        <span className="cut">{image.name}</span>
        <span className="muted small cut">{image.problem ?? sizeWords(image)}</span>
      </span>
      <StateMark image={image} />
    </>
  );
}

const sizeWords = ({ width, height }: { width: number; height: number }) =>
  width > 0 ? t('{width} × {height} px', { width: Math.round(width), height: Math.round(height) }) : '';

/** CSS pixels. */
const cropSide = 72;

function BoxesRow({ image: id, boxes }: { image: number; boxes: readonly number[] }) {
  const { images, grid, categories } = useDesk();
  const { facts } = useFields(grid.store, 'facts');
  const { byId } = useFields(categories.store, 'byId');
  const image = images.get(id);
  const found = boxes.map((box) => facts.get(box));
  const [first] = found;
  const annotation = first === undefined || first === 'gone' ? undefined : first.annotation;
  const category = annotation && byId.get(annotation.categoryId);
  return (
    <>
      {found.map((one, place) => (
        <span key={boxes[place]} className="crop-square found-crop" style={{ width: cropSide, height: cropSide }}>
          {one !== undefined && one !== 'gone' && image && (
            <Crop
              annotation={one.annotation}
              image={image}
              side={cropSide}
              context={25}
              colour={byId.get(one.annotation.categoryId)?.colour ?? '#888888'}
            />
          )}
        </span>
      ))}
      <span className="found-words">
        <span className="cut">
          {category && <span className="swatch" style={{ background: category.colour }} aria-hidden />}{' '}
          {first === 'gone' ? t('This box is not there any more') : (category?.name ?? t('Reading'))}
        </span>
        <span className="muted small cut">
          {[
            image?.name ?? '',
            annotation &&
              sizeWords({
                width: annotation.box.x2 - annotation.box.x1,
                height: annotation.box.y2 - annotation.box.y1,
              }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
    </>
  );
}

/** Side by side, as far as there is room. */
function GroupRow({ images: ids }: { images: readonly number[] }) {
  const { images } = useDesk();
  return (
    <>
      {ids.slice(0, mostInGroup).map((id) => (
        <span key={id} className="found-member" data-image={id} title={images.get(id)?.name}>
          <Thumb id={id} side={88} />
          <span className="small cut">{images.get(id)?.name ?? id}</span>
        </span>
      ))}
      {ids.length > mostInGroup && (
        <span className="muted">{t('and {count, number} more', { count: ids.length - mostInGroup })}</span>
      )}
    </>
  );
}

const mostInGroup = 12;

function ClassRow({ id }: { id: number }) {
  const { categories, insight } = useDesk();
  const { byId } = useFields(categories.store, 'byId');
  const { statistics, filter } = useFields(insight.store, 'statistics', 'filter');
  const category = byId.get(id);
  const isWhole = filter.boxes === 'human' && filter.category === undefined && filter.split === undefined;
  const boxes = isWhole && statistics ? (statistics.classes.find((one) => one.category === id)?.boxes ?? 0) : undefined;
  return (
    <>
      <span className="swatch" style={{ background: category?.colour }} aria-hidden />
      <span className="cut grow">{category?.name ?? t('A deleted class')}</span>
      {boxes !== undefined && <span className="muted">{grouped(boxes)}</span>}
    </>
  );
}
