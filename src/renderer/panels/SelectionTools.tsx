// Under the box list while something is selected: align, split, merge, lock, hide. Every button is a command.
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignStartHorizontal,
  AlignStartVertical,
  Combine,
  EyeOff,
  Focus,
  Lock,
  SquareSplitHorizontal,
  SquareSplitVertical,
  StretchHorizontal,
  StretchVertical,
} from 'lucide-react';
import { t } from '../../common/messages/t.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { CommandButton } from '../ui/Button.tsx';

/** `selected` is how many boxes are; aligning takes two. */
export function SelectionTools({ selected }: { selected: number }) {
  const desk = useDesk();
  const { selection } = useFields(desk.document.store, 'selection');
  const { locked, alone } = useFields(desk.marks, 'locked', 'alone');
  return (
    <section className="part selection-tools" aria-label={t('Selected boxes')}>
      {selected > 1 && (
        <div className="tool-line" role="group" aria-label={t('Align to the first selected')}>
          <CommandButton command="arrange.left" icon={AlignStartVertical} />
          <CommandButton command="arrange.across" icon={AlignCenterVertical} />
          <CommandButton command="arrange.right" icon={AlignEndVertical} />
          <CommandButton command="arrange.top" icon={AlignStartHorizontal} />
          <CommandButton command="arrange.down" icon={AlignCenterHorizontal} />
          <CommandButton command="arrange.bottom" icon={AlignEndHorizontal} />
          <CommandButton command="arrange.width" icon={StretchHorizontal} />
          <CommandButton command="arrange.height" icon={StretchVertical} />
        </div>
      )}
      <div className="tool-line">
        <CommandButton command="arrange.split-beside" icon={SquareSplitHorizontal} />
        <CommandButton command="arrange.split-above" icon={SquareSplitVertical} />
        <CommandButton command="arrange.merge" icon={Combine} />
        <span className="divide" />
        <CommandButton command="marks.lock" icon={Lock} pressed={[...selection].every((id) => locked.has(id))} />
        <CommandButton command="marks.hide" icon={EyeOff} />
        <CommandButton command="marks.alone" icon={Focus} pressed={alone !== undefined} />
      </div>
    </section>
  );
}
