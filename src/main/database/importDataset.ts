// Puts a dataset that was read from a file into the database, in one transaction: classes, boxes with what the file said
// of them, numbers of pictures. Which pictures it means was found out before.
import type { CategoryId, ImageId } from '../../common/annotation/types.ts';
import { definitionsOf, mostDefinitions } from '../../common/annotation/attributes.ts';
import { bboxOf, cut, hasArea, isInside, leastSide } from '../../common/dataset/bbox.ts';
import type { AnnotationExtra, DatasetAnnotation, Dataset } from '../../common/dataset/entries.ts';
import { t } from '../../common/messages/t.ts';
import type { ProblemEntry } from '../../common/records.ts';
import type { Box } from '../../common/geometry/box.ts';
import { attributeDefinitions, setAttributeDefinitions } from './attributes.ts';
import { takeVerdict } from './verdicts.ts';
import { claimIds } from './annotationIds.ts';
import type { Database } from './driver.ts';
import { importCategories, importDatasetKeys, numberImages } from './importLists.ts';

export interface DatasetOutcome {
  /** Boxes that are new. */
  readonly annotations: number;
  readonly categories: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly renumbered: number;
  readonly changedImages: readonly ImageId[];
  readonly problems: readonly ProblemEntry[];
}

interface Size {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

interface Placed {
  readonly annotation: DatasetAnnotation;
  readonly image: ImageId;
  readonly box: Box;
  readonly extra: AnnotationExtra;
}

/** All or nothing. `imageByCocoId` gives the project's picture for an image id of the file. */
export function importDataset(
  database: Database,
  file: string,
  dataset: Dataset,
  imageByCocoId: ReadonlyMap<number, ImageId>,
): DatasetOutcome {
  return database.transaction(() => {
    const problems: ProblemEntry[] = [];
    const categories = importCategories(database, dataset.categories, problems);
    numberImages(database, dataset.images, imageByCocoId, problems);
    importDatasetKeys(database, dataset, problems);
    const placed = placeAll(database, dataset, imageByCocoId, problems);
    const { fresh, unchanged } = withoutKnown(database, placed);
    const ids = claimIds(
      database,
      fresh.map(({ annotation }) => annotation.id),
    );
    fresh.forEach((one, index) => insertImported(database, one, ids[index] ?? 0, categories));
    defineImported(database, fresh);
    const renumbered = fresh.filter(({ annotation }, index) => annotation.id !== ids[index]).length;
    if (renumbered > 0) {
      const message = t('{count} boxes have other ids in the project, because theirs are in use or were.', {
        count: renumbered,
      });
      problems.push({ where: 'annotations', message, severity: 'warning' });
    }
    const judged = importVerdicts(database, dataset.images, imageByCocoId);
    const changedImages = [...new Set([...fresh.map(({ image }) => image), ...judged])];
    database.run('INSERT INTO imports (file, made, images, annotations) VALUES (:file, :made, :images, :annotations)', {
      file,
      made: Date.now(),
      images: imageByCocoId.size,
      annotations: fresh.length,
    });
    const skipped = dataset.annotations.length - placed.length;
    return {
      annotations: fresh.length,
      categories: categories.size,
      unchanged,
      skipped,
      renumbered,
      changedImages,
      problems,
    };
  });
}

/** The boxes that lie in a picture of the project, cut at its edge; the others are counted and told picture by picture. */
function placeAll(
  database: Database,
  dataset: Dataset,
  imageByCocoId: ReadonlyMap<number, ImageId>,
  problems: ProblemEntry[],
): Placed[] {
  const sizes = readSizes(database);
  sayOtherSizes(dataset, imageByCocoId, sizes, problems);
  const unread = new Map<string, number>();
  const missing = new Map<number, number>();
  const placed: Placed[] = [];
  for (const annotation of dataset.annotations) {
    const image = imageByCocoId.get(annotation.imageId);
    const size = image === undefined ? undefined : sizes.get(image);
    if (image === undefined || size === undefined) count(missing, annotation.imageId);
    else if (size.width <= 0) count(unread, size.name);
    else {
      const one = placeOne(annotation, size, problems);
      if (one !== undefined) placed.push({ annotation, image, ...one });
    }
  }
  for (const [where, boxes] of unread) {
    problems.push({
      where,
      message: t('The picture could not be read, so its {count} boxes were not taken.', { count: boxes }),
      severity: 'error',
    });
  }
  const lost = [...missing.values()].reduce((sum, boxes) => sum + boxes, 0);
  if (lost > 0) {
    const message = t('{boxes} boxes of {pictures} pictures that are not in the project were not taken.', {
      boxes: lost,
      pictures: missing.size,
    });
    problems.push({ where: 'annotations', message, severity: 'error' });
  }
  return placed;
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function readSizes(database: Database): ReadonlyMap<ImageId, Size> {
  const rows = database.rows<readonly [number, string, number, number]>('SELECT id, name, width, height FROM images');
  return new Map(rows.map(([id, name, width, height]) => [id, { name, width, height }]));
}

function sayOtherSizes(
  dataset: Dataset,
  imageByCocoId: ReadonlyMap<number, ImageId>,
  sizes: ReadonlyMap<ImageId, Size>,
  problems: ProblemEntry[],
): void {
  for (const { id, fileName, width, height } of dataset.images) {
    const size = sizes.get(imageByCocoId.get(id) ?? 0);
    if (size === undefined || size.width <= 0 || width <= 0 || height <= 0) continue;
    if (size.width === width && size.height === height) continue;
    const turned = size.width === height && size.height === width ? 'yes' : 'no';
    const message = t(
      'The file says {width} × {height}, the picture has {ownWidth} × {ownHeight}; boxes were taken as they are, in pixels.{turned, select, yes { It seems to be turned: look at its boxes.} other {}}',
      { width, height, ownWidth: size.width, ownHeight: size.height, turned },
    );
    problems.push({ where: fileName, message, severity: 'warning' });
  }
}

function placeOne(
  annotation: DatasetAnnotation,
  size: Size,
  problems: ProblemEntry[],
): Pick<Placed, 'box' | 'extra'> | undefined {
  const box = cut(annotation.box, size.width, size.height);
  if (!hasArea(box, leastSide / 2)) {
    problems.push({
      where: size.name,
      message: t('Box {id} lies outside the picture; it was not taken.', { id: annotation.id }),
      severity: 'error',
    });
    return undefined;
  }
  if (isInside(annotation.box, size.width, size.height)) return { box, extra: annotation.extra };
  problems.push({
    where: size.name,
    message: t("Box {id} was cut at the picture's edge.", { id: annotation.id }),
    severity: 'warning',
  });
  const { area: _, ...extra } = annotation.extra;
  return { box, extra: { ...extra, bbox: bboxOf(box) } };
}

/** Leaves out what an earlier import brought: the same source id on the same picture, and the same box in the file. */
function withoutKnown(database: Database, placed: readonly Placed[]): { fresh: Placed[]; unchanged: number } {
  const known = new Map<string, string>();
  const rows = database.rows<readonly [number, number, string | null]>(
    'SELECT image, source, extra FROM annotations WHERE source IS NOT NULL',
  );
  for (const [image, source, extra] of rows) if (extra !== null) known.set(`${image}/${source}`, extra);
  const fresh = placed.filter(({ annotation, image, extra }) => {
    const stored = known.get(`${image}/${annotation.id}`);
    if (stored === undefined) return true;
    const earlier = (JSON.parse(stored) as AnnotationExtra).bbox;
    return JSON.stringify(earlier) !== JSON.stringify(extra.bbox);
  });
  return { fresh, unchanged: placed.length - fresh.length };
}

/** What the file's writer said of pictures, where nothing newer was said here. → those pictures. */
function importVerdicts(
  database: Database,
  images: Dataset['images'],
  imageByCocoId: ReadonlyMap<number, ImageId>,
): ImageId[] {
  return images.flatMap(({ id, verdict }) => {
    const image = imageByCocoId.get(id);
    if (image === undefined || verdict === undefined) return [];
    return takeVerdict(database, image, verdict) ? [image] : [];
  });
}

/** A project asks for what its imported boxes say, so that it is shown and can be changed. */
function defineImported(database: Database, placed: readonly Placed[]): void {
  const known = attributeDefinitions(database);
  const said = placed.flatMap(({ annotation }) => (annotation.attributes === undefined ? [] : [annotation.attributes]));
  const more = definitionsOf(said, known).slice(0, mostDefinitions - known.length);
  if (more.length > 0) setAttributeDefinitions(database, [...known, ...more]);
}

function insertImported(
  database: Database,
  { annotation, image, box, extra }: Placed,
  id: number,
  categories: ReadonlyMap<number, CategoryId>,
): void {
  const { x1, y1, x2, y2 } = box;
  database.run(
    `INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, crowd, attributes, note,
       made_by, made_at, changed_by, changed_at, extra, source, created, changed)
     VALUES (:id, :image, :category, :x1, :y1, :x2, :y2, 'imported', :crowd, :attributes, :note,
       :made_by, :made_at, :changed_by, :changed_at, :extra, :source, :now, :now)`,
    {
      id,
      image,
      category: categories.get(annotation.categoryId) ?? 0,
      x1,
      y1,
      x2,
      y2,
      crowd: annotation.crowd ? 1 : 0,
      attributes: annotation.attributes === undefined ? null : JSON.stringify(annotation.attributes),
      note: annotation.note ?? null,
      made_by: annotation.made?.by ?? null,
      made_at: annotation.made?.at ?? null,
      changed_by: annotation.changed?.by ?? null,
      changed_at: annotation.changed?.at ?? null,
      extra: JSON.stringify(extra),
      source: annotation.id,
      now: Date.now(),
    },
  );
}
