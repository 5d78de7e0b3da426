// The selected box in numbers: its corners in image pixels, its class, where it came from.
import { useState, type KeyboardEvent } from 'react';
import * as edits from '../../common/annotation/edits.ts';
import type { Annotation, AnnotationId } from '../../common/annotation/types.ts';
import { height, width, type Box } from '../../common/geometry/box.ts';
import type { Desk } from '../state/desk.ts';
import { useDesk, useFields } from '../state/useDesk.ts';

const corners = ['x1', 'y1', 'x2', 'y2'] as const;

/** "12", "12.25": no more digits than the number has, three at most. */
function pixels(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

export function BoxFields({ id }: { id: AnnotationId }) {
  const desk = useDesk();
  const { annotations } = useFields(desk.document.store, 'annotations');
  const { list } = useFields(desk.categories.store, 'list');
  const { project } = useFields(desk.project, 'project');
  const annotation = annotations.get(id);
  if (annotation === undefined) return null;
  const readOnly = project?.readOnly !== false;
  return (
    <section className="part box-fields" aria-label="Selected box">
      <div className="corners">
        {corners.map((corner) => (
          <CornerField
            key={`${corner}:${annotation.box[corner]}`}
            corner={corner}
            annotation={annotation}
            readOnly={readOnly}
          />
        ))}
      </div>
      <div className="box-more">
        <select
          className="field"
          aria-label="Class of the box"
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
        <label className="choice" title="COCO's iscrowd">
          <input
            type="checkbox"
            checked={annotation.crowd}
            disabled={readOnly}
            onChange={(event) => setCrowd(desk, annotation, event.currentTarget.checked ? 'crowd' : 'single')}
          />
          Crowd
        </label>
        <span className="grow" />
        <span className="code muted size">{`${width(annotation.box).toFixed(1)} × ${height(annotation.box).toFixed(1)}`}</span>
      </div>
    </section>
  );
}

function relabel(desk: Desk, { id }: Annotation, categoryId: number): void {
  const name = desk.categories.store.getState().byId.get(categoryId)?.name ?? 'class';
  desk.document.edit(
    edits.relabel(desk.document.store.getState().annotations, [id], categoryId),
    `Relabel box to ${name}`,
  );
}

function setCrowd(desk: Desk, { id }: Annotation, kind: 'crowd' | 'single'): void {
  desk.document.edit(
    edits.setCrowd(desk.document.store.getState().annotations, [id], kind),
    kind === 'crowd' ? 'Mark as crowd' : 'Mark as single',
  );
}

function setBox(desk: Desk, id: AnnotationId, box: Box): void {
  const { annotations, image } = desk.document.store.getState();
  const size = image === undefined ? undefined : desk.images.get(image);
  if (size) desk.document.edit(edits.setBox(annotations, id, box, size), 'Set box');
}

interface CornerFieldProps {
  readonly corner: (typeof corners)[number];
  readonly annotation: Annotation;
  readonly readOnly: boolean;
}

/** Takes effect on Enter and when it is left; Escape brings the number back. */
function CornerField({ corner, annotation, readOnly }: CornerFieldProps) {
  const desk = useDesk();
  const is = pixels(annotation.box[corner]);
  const [text, setText] = useState(is);
  const value = text.trim() === '' ? NaN : Number(text.replace(',', '.'));
  const commit = () => {
    if (text === is) return;
    if (Number.isFinite(value)) setBox(desk, annotation.id, { ...annotation.box, [corner]: value });
    else setText(is);
  };
  const key = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') setText(is);
  };
  return (
    <label className="corner">
      <span className="muted">{corner}</span>
      <input
        className={Number.isFinite(value) ? 'field code' : 'field code invalid'}
        inputMode="decimal"
        readOnly={readOnly}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={commit}
        onKeyDown={key}
      />
    </label>
  );
}
