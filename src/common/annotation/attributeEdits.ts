// Changes to what is said of boxes beyond their class: attributes and notes. Pure, like edits.ts.
import { withAttribute } from './attributes.ts';
import type { Annotations, Change } from './change.ts';
import type { AnnotationId, AttributeValue } from './types.ts';
import { afterEdit, updating } from './updating.ts';

type Ids = Iterable<AnnotationId>;

/** `undefined` takes the attribute away. A proposal of which something is said is the annotator's from then on. */
export function setAttribute(
  annotations: Annotations,
  ids: Ids,
  name: string,
  value: AttributeValue | undefined,
): Change {
  return updating(annotations, ids, (annotation) => {
    const next = withAttribute(annotation, name, value);
    return next.attributes?.[name] === annotation.attributes?.[name]
      ? annotation
      : { ...next, origin: afterEdit(annotation.origin) };
  });
}

/** Set on all of these, or taken away where all have it. */
export function toggleFlag(annotations: Annotations, ids: readonly AnnotationId[], name: string): Change {
  const all = ids.every((id) => annotations.get(id)?.attributes?.[name] === true);
  return setAttribute(annotations, ids, name, all ? undefined : true);
}

/** Words on one box; empty ones take the note away. A note alone does not accept a proposal. */
export function setNote(annotations: Annotations, id: AnnotationId, words: string): Change {
  const note = words.trim();
  return updating(annotations, [id], (annotation) => {
    if ((annotation.note ?? '') === note) return annotation;
    const { note: _, ...rest } = annotation;
    return note === '' ? rest : { ...rest, note };
  });
}
