// What a row of the box list says of locked and hidden boxes, and the chip over the canvas that brings hidden ones back.
import { Eye, EyeOff, Lock } from 'lucide-react';
import type { Annotation } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import { hide, toggleLock } from '../commands/marks.ts';
import { bringBack } from '../state/marks.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { CommandButton, IconButton } from '../ui/Button.tsx';
import { useGroups } from './useGroups.ts';

/** The lock of a locked box opens it; the eye hides a box, struck it brings it back. */
export function RowMarks({ annotation, words, unseen }: { annotation: Annotation; words: string; unseen: boolean }) {
  const desk = useDesk();
  const { locked } = useFields(desk.marks, 'locked');
  return (
    <>
      {locked.has(annotation.id) && (
        <IconButton
          small
          icon={Lock}
          label={t('Locked; unlock {name}', { name: words })}
          keys="Alt+l"
          onClick={() => toggleLock(desk, [annotation.id])}
        />
      )}
      {unseen ? (
        <IconButton
          small
          icon={EyeOff}
          label={t('Hidden; show {name}', { name: words })}
          keys="Shift+q"
          onClick={() => bringBack(desk.marks, annotation)}
        />
      ) : (
        <IconButton
          small
          icon={Eye}
          className="only-hover"
          label={t('Hide {name}', { name: words })}
          keys="Alt+q"
          onClick={() => hide(desk, [annotation.id])}
        />
      )}
    </>
  );
}

/** "3 hidden", "27 faded": nothing is out of sight without a word, and a click brings it back. */
export function HiddenChip() {
  const desk = useDesk();
  const { alone } = useFields(desk.marks, 'alone');
  const { hidden } = useGroups();
  const { pass } = useFields(desk.review.store, 'pass');
  // What a pass fades, it brings back itself.
  if (hidden.length === 0 || pass !== undefined) return null;
  const count = hidden.length;
  return (
    <div className="hidden-chip" role="status">
      <CommandButton
        command="marks.show-all"
        icon={EyeOff}
        look="plain"
        words={
          alone
            ? t('{count, number} faded or hidden · Show all', { count })
            : t('{count, number} hidden · Show all', { count })
        }
      />
    </div>
  );
}
