// The selected box in numbers: its corners in image pixels, its class, where it came from.
import * as edits from '../../common/annotation/edits.ts';
import type { Annotation, AnnotationId } from '../../common/annotation/types.ts';
import { height, width } from '../../common/geometry/box.ts';
import { t } from '../../common/messages/t.ts';
import type { Desk } from '../state/desk.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { CornerFields } from './CornerFields.tsx';
import { deed } from '../../common/annotation/deed.ts';

export function BoxFields({ id }: { id: AnnotationId }) {
  const desk = useDesk();
  const { annotations } = useFields(desk.document.store, 'annotations');
  const { list } = useFields(desk.categories.store, 'list');
  const { project } = useFields(desk.project, 'project');
  const annotation = annotations.get(id);
  if (annotation === undefined) return null;
  const readOnly = project?.readOnly !== false;
  return (
    <section className="part box-fields" aria-label={t('Selected box')}>
      <CornerFields annotation={annotation} readOnly={readOnly} />
      <div className="box-more">
        <select
          className="field"
          aria-label={t('Class of the box')}
          disabled={readOnly}
          value={annotation.categoryId}
          onChange={(event) => relabel(desk, annotation, Number(event.currentTarget.value))}
        >
          {list.map((category) => (
            <option key={category.id} value={category.id}>
              {category.name}
            </option>
          ))}
        </select>
        <label className="choice" title={t('COCO’s iscrowd')}>
          <input
            type="checkbox"
            checked={annotation.crowd}
            disabled={readOnly}
            onChange={(event) => setCrowd(desk, annotation, event.currentTarget.checked ? 'crowd' : 'single')}
          />
          {t('Crowd')}
        </label>
        <span className="grow" />
        <span className="code muted size">{`${width(annotation.box).toFixed(1)} × ${height(annotation.box).toFixed(1)}`}</span>
      </div>
    </section>
  );
}

function relabel(desk: Desk, { id }: Annotation, categoryId: number): void {
  const name = desk.categories.store.getState().byId.get(categoryId)?.name ?? t('class');
  desk.document.edit(
    edits.relabel(desk.document.store.getState().annotations, [id], categoryId),
    deed('relabel', 1, { name }),
  );
}

function setCrowd(desk: Desk, { id }: Annotation, kind: 'crowd' | 'single'): void {
  desk.document.edit(edits.setCrowd(desk.document.store.getState().annotations, [id], kind), deed(kind));
}
