// Pictures are put into a split of the data set by hand: many in one step, which says where each came from, so that it can be
// taken back whole. Their boxes stay as they are.
import type { ImageId } from '../../common/annotation/types.ts';
import type { Database } from './driver.ts';

/** Where pictures were and are; null: in no split. */
export interface SplitMove {
  readonly from: string | null;
  readonly to: string | null;
  /** First and last id of each run of them: a hundred thousand pictures mostly are a few runs. */
  readonly images: readonly (readonly [first: ImageId, last: ImageId])[];
}

/** Moves that bring these pictures into a split; those that are in it already, or gone, are left out. */
export function movesInto(database: Database, images: readonly ImageId[], to: string | null): readonly SplitMove[] {
  const rows = database.rows<readonly [ImageId, string | null]>(
    'SELECT id, split FROM images WHERE id IN (SELECT value FROM json_each(:images)) AND split IS NOT :to ORDER BY id',
    { images: JSON.stringify(images), to },
  );
  const runs = new Map<string | null, [ImageId, ImageId][]>();
  for (const [id, from] of rows) {
    const own = runs.get(from) ?? [];
    runs.set(from, own);
    const last = own.at(-1);
    if (last !== undefined && last[1] === id - 1) last[1] = id;
    else own.push([id, id]);
  }
  return [...runs].map(([from, run]) => ({ from, to, images: run }));
}

/** The same moves, back. */
export function movesBack(moves: readonly SplitMove[]): readonly SplitMove[] {
  return moves.map(({ from, to, images }) => ({ from: to, to: from, images }));
}

/** Inside of a transaction. A picture that is not where its move begins (it was put elsewhere since) is left alone. */
export function makeMoves(database: Database, moves: readonly SplitMove[]): readonly ImageId[] {
  const moved = moves.flatMap(({ from, to, images }) =>
    images.flatMap(([first, last]) =>
      database
        .rows<readonly [ImageId]>(
          'UPDATE images SET split = :to WHERE id BETWEEN :first AND :last AND split IS :from RETURNING id',
          { first, last, from, to },
        )
        .map(([id]) => id),
    ),
  );
  return moved.sort((a, b) => a - b);
}

/** Pictures that the moves name. */
export function countMoved(moves: readonly SplitMove[]): number {
  return moves.reduce((sum, { images }) => images.reduce((own, [first, last]) => own + last - first + 1, sum), 0);
}
