// Takes the rows of a COCO results file ({image_id, category_id, bbox, score}) one by one as the detections of an evaluation.
import { failure, success, type Result } from '../result.ts';
import { shown } from '../dataset/problems.ts';
import { isRow, type Row } from '../dataset/rows.ts';
import type { Detections, SourceId, Truth } from './evaluation.ts';
import { columnsSoFar, growingColumns, isBbox, isSourceId, lookupOf, pushBox } from './evaluationColumns.ts';

export interface DetectionReader {
  /** False when the row is malformed: then nothing more counts, and there is no need to read on. */
  add(row: unknown): boolean;
  /**
   * Fails (`invalid`) on a malformed row, naming its index, and when pictures are not in the truth, with how many and the
   * first. Rows of unknown categories are counted and left out.
   */
  detections(): Result<Detections>;
}

/**
 * Where every row has a `file_name`, pictures are found by that name, because a results file made without a truth numbers
 * pictures in its own way; otherwise by image_id. Which of the two is known at the end only, so both are kept till then.
 */
export function detectionReader(truth: Truth): DetectionReader {
  const categoryAt = lookupOf(truth.categories.map(({ id }) => id));
  const byId = pictureFinder('image_id', lookupOf(truth.imageIds));
  let byName = nameFinder(truth);
  const into = growingColumns();
  const unknown = { count: 0, ids: new Set<SourceId>() };
  let index = -1;
  let malformed: string | undefined;
  return {
    add(row) {
      if (malformed !== undefined) return false;
      index += 1;
      const wrong = whyMalformed(row);
      if (wrong !== undefined) {
        malformed = `detections[${index}]${wrong}. Nothing was evaluated.`;
        return false;
      }
      const { category_id: categoryId, bbox, score, image_id: imageId, file_name: fileName } = row as Row;
      const category = categoryAt(categoryId);
      if (typeof fileName !== 'string') byName = undefined;
      byId.find(imageId, category !== undefined);
      byName?.find(fileName, category !== undefined);
      if (category === undefined) {
        unknown.count += 1;
        if (unknown.ids.size < 20) unknown.ids.add(categoryId as SourceId);
      } else {
        pushBox(into, -1, category, bbox as [number, number, number, number], score as number);
      }
      return true;
    },
    detections() {
      if (malformed !== undefined) return failure('invalid', malformed);
      const pictures = byName !== undefined && byName.knowsSome() ? byName : byId;
      const strange = pictures.whyStrange(index + 1);
      if (strange !== undefined) return failure('invalid', strange);
      const { value: score, ...boxes } = columnsSoFar(into);
      return success({
        boxes: { ...boxes, image: Int32Array.from(pictures.found()), score },
        unknownCategories: { count: unknown.count, ids: [...unknown.ids] },
      });
    },
  };
}

interface PictureFinder {
  find(said: unknown, isKept: boolean): void;
  /** The picture of each kept row. */
  found(): readonly number[];
  knowsSome(): boolean;
  /** What to say of pictures that the truth does not have. */
  whyStrange(rows: number): string | undefined;
}

function pictureFinder(key: string, lookup: (said: unknown) => number | undefined): PictureFinder {
  const found: number[] = [];
  const strangers = new Set<unknown>();
  let strange = 0;
  let known = 0;
  return {
    find(said, isKept) {
      const picture = lookup(said);
      if (picture === undefined) {
        strangers.add(said);
        strange += 1;
      } else known += 1;
      if (isKept) found.push(picture ?? -1);
    },
    found: () => found,
    knowsSome: () => known > 0,
    whyStrange(rows) {
      if (strange === 0) return undefined;
      const [first] = strangers;
      return (
        `${strange} of ${rows} detections are on pictures that the truth does not have ` +
        `(${strangers.size} pictures, the first is ${key} ${shown(first)}). Use the truth file they were made for.`
      );
    },
  };
}

/** None where names of the truth are not unique. */
function nameFinder({ fileNames }: Truth): PictureFinder | undefined {
  const byName = new Map<unknown, number>(fileNames.map((name, index) => [name, index]));
  return byName.size < fileNames.length ? undefined : pictureFinder('file_name', (name) => byName.get(name));
}

/** What is wrong with a row, worded to follow "detections[7]"; undefined when nothing is. */
function whyMalformed(row: unknown): string | undefined {
  if (!isRow(row)) return ` is ${shown(row)}, not an object`;
  if (!isSourceId(row['image_id'])) return `.image_id is ${shown(row['image_id'])}, not an id`;
  if (!isSourceId(row['category_id'])) return `.category_id is ${shown(row['category_id'])}, not an id`;
  if (!isBbox(row['bbox'])) return `.bbox is ${describeBbox(row['bbox'])}, not four numbers`;
  if (typeof row['score'] !== 'number' || !Number.isFinite(row['score']))
    return `.score is ${shown(row['score'])}, not a number`;
  return undefined;
}

function describeBbox(value: unknown): string {
  if (!Array.isArray(value) || value.length !== 4) return shown(value);
  return `[${(value as readonly unknown[]).map(shown).join(', ')}]`;
}
