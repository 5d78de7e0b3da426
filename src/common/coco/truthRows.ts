// Takes the rows of a COCO instances file one by one as the truth of an evaluation. Nothing is clipped or renumbered: import.ts
// does that, and the evaluation must see the boxes that pycocotools sees.
import { shown, type ProblemList } from '../dataset/problems.ts';
import { isRow } from '../dataset/rows.ts';
import type { SourceId, Truth } from './evaluation.ts';
import {
  columnsSoFar,
  growingColumns,
  isBbox,
  isSourceId,
  lookupOf,
  pushBox,
  type GrowingColumns,
  type Lookup,
} from './evaluationColumns.ts';

/** All pictures and categories come before the first annotation. */
export interface TruthReader {
  image(row: unknown): void;
  category(row: unknown): void;
  /**
   * An annotation without a picture, a category or a usable box is skipped and listed; a missing area is w · h, a missing
   * iscrowd 0.
   */
  annotation(row: unknown): void;
  truth(): Truth;
}

/** What is wrong with rows is added to `found`, and is among the truth's problems. */
export function truthReader(found: ProblemList): TruthReader {
  const images = listReader('images', 'file_name', found);
  const categories = listReader('categories', 'name', found);
  let boxes: BoxReader | undefined;
  const boxReader = (): BoxReader => (boxes ??= truthBoxReader(images.listed(), categories.listed(), found));
  return {
    image: (row) => images.add(row),
    category: (row) => categories.add(row),
    annotation: (row) => boxReader().add(row),
    truth() {
      const listed = images.listed();
      return {
        imageIds: listed.map(({ id }) => id),
        fileNames: listed.map(({ name }) => name),
        categories: categories.listed(),
        boxes: boxReader().boxes(),
        problems: found.problems(),
        counts: found.counts(),
      };
    },
  };
}

interface Listed {
  readonly id: SourceId;
  readonly name: string;
}

/** Numbers before strings, each ascending: numpy's order of COCO ids. */
function byId(a: SourceId, b: SourceId): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === 'number' ? -1 : 1;
}

interface ListReader {
  add(row: unknown): void;
  /** In ascending order of id, each id once. */
  listed(): Listed[];
}

function listReader(place: string, nameKey: string, found: ProblemList): ListReader {
  const byKey = new Map<SourceId, Listed>();
  let index = -1;
  return {
    add(row) {
      index += 1;
      const at = `${place}[${index}]`;
      if (!isRow(row) || !isSourceId(row['id'])) {
        found.add('skipped', 'no-id', at, 'has no usable id; it was skipped');
      } else if (byKey.has(row['id'])) {
        found.add('skipped', 'duplicate-id', `${at}.id`, `${shown(row['id'])} is there already; the first one counts`);
      } else {
        const name = row[nameKey];
        byKey.set(row['id'], { id: row['id'], name: typeof name === 'string' ? name : String(row['id']) });
      }
    },
    listed: () => [...byKey.values()].sort((a, b) => byId(a.id, b.id)),
  };
}

interface BoxReader {
  add(row: unknown): void;
  boxes(): Truth['boxes'];
}

function truthBoxReader(images: readonly Listed[], categories: readonly Listed[], found: ProblemList): BoxReader {
  const reading: Reading = {
    into: growingColumns(),
    crowds: [],
    imageAt: lookupOf(images.map(({ id }) => id)),
    categoryAt: lookupOf(categories.map(({ id }) => id)),
    found,
  };
  let index = -1;
  return {
    add(row) {
      index += 1;
      addBox(row, index, reading);
    },
    boxes() {
      const { value: area, ...columns } = columnsSoFar(reading.into);
      const crowd = new Uint8Array(columns.count);
      for (const at of reading.crowds) crowd[at] = 1;
      return { ...columns, area, crowd };
    },
  };
}

interface Reading {
  readonly into: GrowingColumns;
  /** Places of crowds among the columns. */
  readonly crowds: number[];
  readonly imageAt: Lookup;
  readonly categoryAt: Lookup;
  readonly found: ProblemList;
}

function addBox(row: unknown, index: number, { into, crowds, imageAt, categoryAt, found }: Reading): void {
  const skip = (kind: string, key: string, message: string): void =>
    found.add('skipped', kind, `annotations[${index}]${key}`, message);
  if (!isRow(row)) return skip('not-an-object', '', `is ${shown(row)}; it was skipped`);
  const image = imageAt(row['image_id']);
  const category = categoryAt(row['category_id']);
  const bbox = row['bbox'];
  if (image === undefined)
    return skip('orphan', '.image_id', `${shown(row['image_id'])} is no listed picture; the box was skipped`);
  if (category === undefined) {
    const message = `${shown(row['category_id'])} is no listed category; the box was skipped`;
    return skip('unknown-category', '.category_id', message);
  }
  if (!isBbox(bbox)) return skip('bbox-malformed', '.bbox', 'is not a list of four numbers; the box was skipped');
  let area = row['area'];
  if (typeof area !== 'number' || !Number.isFinite(area)) {
    area = bbox[2] * bbox[3];
    const message = 'has no usable area; width × height was taken';
    found.add('noted', 'area-missing', `annotations[${index}].area`, message);
  }
  if (row['id'] === 0) {
    const message = 'is 0, which pycocotools takes for "unmatched"; here the box counts';
    found.add('noted', 'id-zero', `annotations[${index}].id`, message);
  }
  if (row['iscrowd']) crowds.push(into.count);
  pushBox(into, image, category, bbox, area as number);
}
