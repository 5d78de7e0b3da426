// Which of the pictures that are gone are there under another name: the same bytes in a file that nobody has worked on. Only
// what is beyond doubt is taken; where several files could be the one, that is said.
import { composed, pairByForm } from '../../common/dataset/nameForms.ts';
import type { ImageId } from '../../common/annotation/types.ts';
import { FailureError } from '../../common/result.ts';
import type { Database } from '../database/driver.ts';
import { kept } from '../database/keptWords.ts';
import { goneAndTwins, takePlace, type ContentRow } from '../database/movedImages.ts';
import type { Find } from './problems.ts';

export interface Moves {
  /** Pictures that have their boxes under another name now. */
  readonly moved: readonly ImageId[];
  /** What was done, and what was left because it was in doubt. */
  readonly finds: readonly Find[];
}

export interface MoveQuestion {
  /** Folders that are there. */
  readonly folders: readonly number[];
  /** The highest id before this look: a picture that was known beside the one that is gone is another picture. */
  readonly newest: ImageId;
  /** Pictures that were there at the look before. */
  readonly newlyGone: ReadonlySet<ImageId>;
}

/** At the end of a look, when all that is gone is marked. */
export function takeMoved(database: Database, { folders, newest, newlyGone }: MoveQuestion): Moves {
  const { gone, twins } = goneAndTwins(database, folders);
  const moved: ImageId[] = [];
  const finds: Find[] = [];
  const twinsBy = byContent(twins);
  for (const [content, lost] of byContent(gone)) {
    const found = twinsBy.get(content) ?? [];
    const pairs = pairsOf(
      lost,
      found.filter(({ id }) => id > newest),
    ).filter(([from, to]) => takesPlace(database, from, to));
    for (const [from, to] of pairs) {
      moved.push(from.id);
      const words = kept('It was {name} before; its boxes came with it.', { name: from.name });
      finds.push({ where: to.name, kept: words, severity: 'warning' });
    }
    const paired = new Set(pairs.map(([{ id }]) => id));
    const left = lost.filter(({ id, human }) => human > 0 && newlyGone.has(id) && !paired.has(id));
    if (found.length > pairs.length) finds.push(...left.map(({ name }) => inDoubt(name, found.length - pairs.length)));
  }
  return { moved, finds };
}

function inDoubt(where: string, count: number): Find {
  const words = kept(
    'It is gone, and {count, plural, one {# other file holds} other {# other files hold}} the same picture; which one it is could not be told, so its boxes stayed with it.',
    { count },
  );
  return { where, kept: words, severity: 'warning' };
}

/** One for one; of several with the same bytes those that kept the last part of their name. */
function pairsOf(lost: readonly ContentRow[], found: readonly ContentRow[]): (readonly [ContentRow, ContentRow])[] {
  const [only] = lost;
  const [twin] = found;
  if (only !== undefined && twin !== undefined && lost.length === 1 && found.length === 1) return [[only, twin]];
  const byName = (rows: readonly ContentRow[]) => rows.map((row) => ({ row, name: baseName(row.name) }));
  return pairByForm(byName(lost), byName(found), composed).map(([from, to]) => [from.row, to.row] as const);
}

const baseName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** A twin that something else of the project points at cannot give way; then both stay as they are. */
function takesPlace(database: Database, from: ContentRow, to: ContentRow): boolean {
  try {
    return takePlace(database, from.id, to.id);
  } catch (caught) {
    if (caught instanceof FailureError) throw caught;
    return false;
  }
}

function byContent(rows: readonly ContentRow[]): Map<string, ContentRow[]> {
  const by = new Map<string, ContentRow[]>();
  for (const row of rows) {
    const list = by.get(row.content);
    if (list === undefined) by.set(row.content, [row]);
    else list.push(row);
  }
  return by;
}
