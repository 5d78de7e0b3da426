// The names of an export's classes, for formats that name the class at each box; counted once.
import type { ExportInput } from '../dataset/exported.ts';
import type { ExportTally } from '../dataset/exportTally.ts';

/** The name of a class by its id. Only ids of boxes that exportBoxes gave may be asked for: theirs are in the export. */
export function categoryNames({ categories }: ExportInput, tally: ExportTally): (id: number) => string {
  const names = new Map<number, string>();
  for (const { id, name } of categories) {
    tally.count('categories');
    names.set(id, name);
  }
  return (id) => {
    const name = names.get(id);
    if (name === undefined) throw new Error(`category ${id} is not in the export`);
    return name;
  };
}
