// All keys on one sheet, out of the table of commands.
import { commands } from '../commands.ts';
import { families, type Command, type Family } from '../commands/command.ts';
import { keyName } from '../keyNames.ts';
import { useDesk } from '../state/useDesk.ts';
import { openDialog } from '../state/view.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Keys } from '../ui/Keys.tsx';

/** Keys that come in fours or tens stand as one line. */
const together: readonly (readonly [prefix: RegExp, title: string, keys: readonly string[]])[] = [
  [/^classes\.choose-/, 'Class: relabel the selection, or draw with it', ['1', '…', '9', '0']],
  [
    /^boxes\.nudge-\w+-10$/,
    'Move by 10 px',
    ['Shift+ArrowLeft', 'Shift+ArrowUp', 'Shift+ArrowRight', 'Shift+ArrowDown'],
  ],
  [/^boxes\.nudge-\w+$/, 'Move by 1 px', ['ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowDown']],
  [/^boxes\.grow-\w+-10$/, 'Grow that side by 10 px', ['$mod+Shift+ArrowLeft', '…']],
  [/^boxes\.grow-\w+$/, 'Grow that side by 1 px', ['$mod+ArrowLeft', '…']],
  [/^boxes\.shrink-\w+-10$/, 'Shrink that side by 10 px', ['Alt+Shift+ArrowLeft', '…']],
  [/^boxes\.shrink-\w+$/, 'Shrink that side by 1 px', ['Alt+ArrowLeft', '…']],
];

interface Line {
  readonly title: string;
  readonly keys: readonly string[];
}

function linesOf(family: Family): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const command of commands) {
    if (command.family !== family || command.keys.length === 0) continue;
    const line = lineOf(command);
    lines.set(line.title, line);
  }
  return [...lines.values()];
}

function lineOf({ id, title, keys, freeKeys }: Command): Line {
  const group = together.find(([prefix]) => prefix.test(id));
  if (group) return { title: group[1], keys: group[2] };
  const written = [...keys, ...freeKeys].filter((key) => !key.includes('Numpad'));
  // "?" and "Shift+?" are one key to the eye.
  const distinct = written.filter(
    (key, place) => written.findIndex((other) => keyName(other) === keyName(key)) === place,
  );
  return { title, keys: distinct.slice(0, 2) };
}

const byHand: readonly Line[] = [
  { title: 'Pan while held', keys: ['Space'] },
  { title: 'Zoom at the pointer: wheel', keys: [] },
  { title: 'Add to the selection: Shift and a click', keys: [] },
  { title: 'Next box below: Alt and a click, or Tab', keys: [] },
  { title: 'Move the nearest edge: Alt and the wheel', keys: [] },
  { title: 'Square, from the middle: Shift, Alt', keys: [] },
  { title: 'No snapping while held: Ctrl', keys: [] },
];

export function KeyTable() {
  return (
    <div className="key-table">
      {families.map((family) => (
        <section key={family} aria-label={family}>
          <h3>{family}</h3>
          <ul>
            {[...linesOf(family), ...(family === 'View' ? byHand : [])].map(({ title, keys }) => (
              <li key={title}>
                <span className="grow">{title}</span>
                {keys.map((key) => (key === '…' ? <span key={key}>…</span> : <Keys key={key} value={key} />))}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

export function KeySheet() {
  const { view } = useDesk();
  return (
    <Dialog title="Keys" wide onClose={() => openDialog(view, undefined)}>
      <div className="dialog-body">
        <KeyTable />
      </div>
    </Dialog>
  );
}
