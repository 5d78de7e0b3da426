// The parts (train, val, test) that the pictures of an export go to: those of the project, or drawn anew, or none.
import path from 'node:path';
import { splitDataset, type SharedPicture } from '../../common/dataset/split.ts';
import { t } from '../../common/messages/t.ts';
import type { PictureChoice } from '../../common/annotation/verdicts.ts';
import type { SplitWish } from '../../common/exportWish.ts';
import { fail } from '../../common/result.ts';
import type { Database } from '../database/driver.ts';
import { pinnedRows, type Moment } from '../database/pinned.ts';
import { chosenAt } from '../database/verdicts.ts';

/** Groups of pictures that look the same, by the picture's id in the project; a picture without a twin is in none. */
export type Twins = ReadonlyMap<number, number>;

/** For exportInput. Failures: invalid for shares that are none, and for twins that nobody looked for. */
export function exportParts(
  database: Database,
  wish: SplitWish,
  {
    pictures,
    at = 'now',
    twins,
  }: { readonly pictures: PictureChoice; readonly at?: Moment; readonly twins?: Twins | undefined },
): ReadonlyMap<number, string> | 'kept' | undefined {
  if (wish.kind === 'none') return undefined;
  if (wish.kind === 'keep') return 'kept';
  const { train, val, test } = wish.shares;
  if (![train, val, test].every((share) => share >= 0) || !(train + val + test > 0))
    fail('invalid', t('The shares of the splits are numbers from 0, and not all of them 0.'));
  if (wish.group === 'twins' && twins === undefined)
    fail('invalid', t('Which pictures look the same is not known yet. Group by folder, or not at all.'));
  return splitDataset(sharedPictures(database, pictures, at, groupBy(wish.group, twins)), wish);
}

type GroupOf = (id: number, folder: number, name: string) => string | undefined;

function groupBy(group: 'none' | 'folder' | 'twins', twins: Twins | undefined): GroupOf {
  if (group === 'folder') return (_id, folder, name) => `${folder}/${path.posix.dirname(name)}`;
  if (group === 'none') return () => undefined;
  return (id) => {
    const found = twins?.get(id);
    return found === undefined ? undefined : String(found);
  };
}

function sharedPictures(database: Database, pictures: PictureChoice, at: Moment, groupOf: GroupOf): SharedPicture[] {
  const labels = new Map<number, number[]>();
  const pairs = database.rows<readonly [number, number]>(
    `SELECT DISTINCT image, category FROM ${pinnedRows('annotations', at)}`,
  );
  for (const [image, category] of pairs) {
    const list = labels.get(image);
    if (list === undefined) labels.set(image, [category]);
    else list.push(category);
  }
  const rows = database.rows<readonly [id: number, folder: number, name: string]>(
    `SELECT id, folder, name FROM ${at === 'now' ? 'images' : pinnedRows('images', at)} WHERE ${chosenAt(pictures, at)} AND width > 0 ORDER BY id`,
  );
  return rows.map(([id, folder, name]) => {
    const group = groupOf(id, folder, name);
    return { id, name: `${folder}/${name}`, labels: labels.get(id) ?? [], ...(group !== undefined && { group }) };
  });
}
