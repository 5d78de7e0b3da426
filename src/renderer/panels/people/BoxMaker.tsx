// Who made the selected box, when, and which model had proposed it with what score.
import { t } from '../../../common/messages/t.ts';
import type { Annotation, AnnotationId } from '../../../common/annotation/types.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { boxWords } from './words.ts';

export function BoxMaker({ id }: { id: AnnotationId }) {
  const { document } = useDesk();
  const { annotations } = useFields(document.store, 'annotations');
  const annotation = annotations.get(id);
  if (annotation === undefined) return null;
  return (
    <div className="box-maker small muted" aria-label={t('Where the box came from')} role="group">
      {boxWords(annotation).map((line) => (
        <p key={line} className="selectable cut" title={line}>
          {line}
        </p>
      ))}
      <FromModel annotation={annotation} />
    </div>
  );
}

function FromModel({ annotation: { origin } }: { annotation: Annotation }) {
  const { models } = useFields(useDesk().models.store, 'models');
  if (!('score' in origin)) return null;
  const name = models.find(({ id }) => id === origin.model)?.name ?? origin.model;
  // The score first, for names of models are long.
  const words = t('{score} from {model}', { score: origin.score.toFixed(2), model: name });
  return (
    <p className="selectable cut" title={words}>
      {words}
    </p>
  );
}
