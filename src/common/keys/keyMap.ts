// A key map: which keys each command has where they differ from its own. Kept in the settings and in files of its own, which
// people write by hand, so every fault is named and the rest of it counts. Which commands there are is not known here.
import { t } from '../messages/t.ts';
import { readStroke } from './stroke.ts';

/** Strokes by command id; an empty list leaves the command without a key. Commands that are not in it keep their own. */
export type KeyMap = Readonly<Record<string, readonly string[]>>;

/** The most keys one command may have. */
export const mostKeys = 4;

/** Changed commands a map may have; there are far fewer commands. */
const mostCommands = 500;

export interface ReadKeyMap {
  readonly keys: KeyMap;
  /** What was left out, each with its place: `keys."edit.undo"[1]`. */
  readonly problems: readonly { readonly where: string; readonly message: string }[];
}

/** Takes what is right of a value that should be a key map. `place` names it in the problems. */
export function readKeyMap(value: unknown, place = 'keys'): ReadKeyMap {
  if (!isRecord(value))
    return {
      keys: {},
      problems: [{ where: place, message: t('It is not an object of commands; the usual keys are used.') }],
    };
  const problems: { where: string; message: string }[] = [];
  const keys: Record<string, readonly string[]> = {};
  for (const [command, list] of Object.entries(value).slice(0, mostCommands)) {
    const where = `${place}."${command.slice(0, 80)}"`;
    if (!/^[a-z]+\.[a-z0-9-]+$/.test(command))
      problems.push({ where, message: t('It is not the id of a command; it was left out.') });
    else if (!Array.isArray(list))
      problems.push({ where, message: t('It is not a list of keys such as ["k"]; the command keeps its usual keys.') });
    else keys[command] = strokesIn(list, where, problems);
  }
  return { keys, problems };
}

function strokesIn(list: readonly unknown[], where: string, problems: { where: string; message: string }[]): string[] {
  const strokes: string[] = [];
  list.forEach((entry, place) => {
    const stroke = typeof entry === 'string' ? readStroke(entry) : undefined;
    const at = `${where}[${place}]`;
    if (stroke === undefined) {
      const shown = JSON.stringify(entry).slice(0, 60);
      problems.push({
        where: at,
        message: t('{shown} is not a key such as "$mod+Shift+z"; it was left out.', { shown }),
      });
    } else if (strokes.length >= mostKeys)
      problems.push({
        where: at,
        message: t('A command has at most {most} keys; it was left out.', { most: mostKeys }),
      });
    else if (!strokes.includes(stroke)) strokes.push(stroke);
  });
  return strokes;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A key map as a file of its own. */
export function writeKeyFile(keys: KeyMap): string {
  return `${JSON.stringify({ boxwrightKeys: 1, keys }, undefined, 2)}\n`;
}

/** What is right of a key map's file; undefined when it is no such file. */
export function readKeyFile(text: string): ReadKeyMap | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isRecord(value) && value['boxwrightKeys'] === 1 ? readKeyMap(value['keys']) : undefined;
}
