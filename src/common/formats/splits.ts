// The parts of a data set as folders: formats that have no other way to say them.

/** What tools call the parts, in lower case. */
const partNames: ReadonlySet<string> = new Set(['train', 'training', 'val', 'valid', 'validation', 'test', 'testing']);

/** The part that a path belongs to: its first folder that is called like one. The file's own name says nothing. */
export function splitOfPath(path: string): string | undefined {
  return path
    .split('/')
    .slice(0, -1)
    .find((folder) => partNames.has(folder.toLowerCase()));
}

/** "train/" for a part, "" where there are none. A part's name is one folder's name then, whatever it says. */
export function splitFolder(split: string | undefined): string {
  if (split === undefined) return '';
  const name = split.replaceAll(/[\\/:*?"<>|\u0000-\u001f]/g, '_').replace(/^\.+|[. ]+$/g, '_');
  return `${name === '' ? '_' : name}/`;
}

/** What lies in each part, in the order in which the parts are met; one part without a name where there are none. */
export function bySplit<T extends { readonly split?: string }>(items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const parts = new Map<string, T[]>();
  for (const item of items) {
    const folder = splitFolder(item.split);
    const list = parts.get(folder);
    if (list === undefined) parts.set(folder, [item]);
    else list.push(item);
  }
  return parts;
}
