// A box to tick that runs a command, with the command's key beside it.
import { runCommand, commandOf } from '../../commands.ts';
import { useDesk, useEnabled } from '../../state/useDesk.ts';
import { Keys } from '../../ui/Keys.tsx';

interface CommandSwitchProps {
  readonly command: string;
  readonly checked: boolean;
  readonly words: string;
}

export function CommandSwitch({ command: id, checked, words }: CommandSwitchProps) {
  const desk = useDesk();
  const enabled = useEnabled(id);
  const { title, keys } = commandOf(id);
  return (
    <label className="choice" title={title}>
      <input type="checkbox" checked={checked} disabled={!enabled} onChange={() => runCommand(desk, id)} />
      <span className="grow">{words}</span>
      {keys[0] !== undefined && <Keys value={keys[0]} />}
    </label>
  );
}
