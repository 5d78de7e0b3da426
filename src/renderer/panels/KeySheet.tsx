// All keys on one sheet, out of the table of commands and the keys in force.
import { Keyboard } from 'lucide-react';
import type { KeyMap } from '../../common/keys/keyMap.ts';
import { partsOf } from '../../common/keys/stroke.ts';
import { t } from '../../common/messages/t.ts';
import { commands, runCommand } from '../commands.ts';
import { families, type Command, type Family } from '../commands/command.ts';
import { keysOf } from '../keyMap.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { openDialog } from '../state/view.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Keys } from '../ui/Keys.tsx';

/** Commands that come in fours or tens stand as one line. */
const together: readonly (readonly [ids: RegExp, title: string])[] = [
  [/^classes\.choose-/, t('Class: relabel the selection, or draw with it')],
  [/^boxes\.nudge-\w+-10$/, t('Move by 10 px')],
  [/^boxes\.nudge-\w+$/, t('Move by 1 px')],
  [/^boxes\.grow-(?!all)\w+-10$/, t('Grow that side by 10 px')],
  [/^boxes\.grow-(?!all)\w+$/, t('Grow that side by 1 px')],
  [/^boxes\.shrink-(?!all)\w+-10$/, t('Shrink that side by 10 px')],
  [/^boxes\.shrink-(?!all)\w+$/, t('Shrink that side by 1 px')],
  [/^grid\.class-/, t('Relabel the selected crops, by the place of the class')],
  [/^attributes\.toggle-\d$/, t('Flag of the box, by its place: set, or clear')],
  [/^view\.look-\w+$/, t('Move the view')],
];

interface Line {
  readonly title: string;
  readonly keys: readonly string[];
}

function linesOf(family: Family, map: KeyMap): readonly Line[] {
  const lines = new Map<string, { keys: string[]; group: boolean }>();
  for (const command of commands) {
    if (command.family !== family) continue;
    const keys = keysOf(map, command).filter((key) => !key.includes('Numpad'));
    const group = together.find(([ids]) => ids.test(command.id));
    const line = lines.get(titleOf(command, group)) ?? { keys: [], group: group !== undefined };
    line.keys.push(...(group ? keys.slice(0, 1) : keys.slice(0, 2)));
    lines.set(titleOf(command, group), line);
  }
  return [...lines]
    .map(([title, { keys, group }]) => ({ title, keys: group ? shortened(keys) : keys }))
    .filter(({ keys }) => keys.length > 0);
}

const titleOf = (command: Command, group: (typeof together)[number] | undefined) => group?.[1] ?? command.title;

/** "1 … 9 0" for ten keys, all of four short ones, the first of four long ones. */
function shortened(keys: readonly string[]): readonly string[] {
  if (keys.length > 4) return [keys[0] ?? '', '…', ...keys.slice(-2)];
  const parts = keys.reduce((sum, key) => sum + partsOf(key).modifiers.length + 1, 0);
  return parts <= 8 ? keys : [keys[0] ?? '', '…'];
}

const byHand: readonly Line[] = [
  { title: t('Zoom at the pointer: wheel'), keys: [] },
  { title: t('Add to the selection: Shift and a click'), keys: [] },
  { title: t('Give up what is being dragged'), keys: ['Escape'] },
  { title: t('Next box below: Alt and a click, or Tab'), keys: [] },
  { title: t('Move the nearest edge: Alt and the wheel'), keys: [] },
  { title: t('Square, from the middle: Shift, Alt'), keys: [] },
  { title: t('No snapping while held: Ctrl'), keys: [] },
];

export function KeySheet() {
  const desk = useDesk();
  const { keys: map } = useFields(desk.settings.store, 'keys');
  const close = () => openDialog(desk.view, undefined);
  const change = () => {
    close();
    // After the dialog gave the focus back, so that the search has the last word.
    setTimeout(() => runCommand(desk, 'keys.change'), 0);
  };
  return (
    <Dialog
      title={t('Keys')}
      wide
      onClose={close}
      foot={
        <Button icon={Keyboard} onClick={change}>
          {t('Change keys…')}
        </Button>
      }
    >
      <div className="dialog-body" tabIndex={0} role="group" aria-label={t('All keys')}>
        <div className="key-table">
          {families.map((family) => (
            <section key={family} aria-label={t(family)}>
              <h3>{t(family)}</h3>
              <ul>
                {[...linesOf(family, map), ...(family === 'View' ? byHand : [])].map(({ title, keys }) => (
                  <li key={title}>
                    <span className="grow">{title}</span>
                    {keys.map((key) => (key === '…' ? <span key={key}>…</span> : <Keys key={key} value={key} />))}
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
