// What the readers of COCO files demand, each as a function of its own, written from the facts about those readers and
// not from the exporter: nothing of src is imported. The pixels and numbers of a picture come from the file itself.

interface Annotation {
  readonly [key: string]: unknown;
}

export interface CocoRule {
  readonly name: string;
  /** The reader or tool that fails otherwise. */
  readonly reader: string;
  /** One line for each breach; empty when the document keeps the rule. */
  readonly breaches: (document: Document) => string[];
}

interface Document {
  readonly [key: string]: unknown;
  readonly images: readonly Annotation[];
  readonly annotations: readonly Annotation[];
  readonly categories: readonly Annotation[];
}

function rule(name: string, reader: string, breaches: CocoRule['breaches']): CocoRule {
  return { name, reader, breaches };
}

/** The rows that fail a test, named. */
function failing(list: string, rows: readonly Annotation[], holds: (row: Annotation) => boolean): string[] {
  return rows.flatMap((row, index) => (holds(row) ? [] : [`${list}[${index}]: ${JSON.stringify(row).slice(0, 160)}`]));
}

function repeated(list: string, rows: readonly Annotation[], key: string): string[] {
  const seen = new Set<unknown>();
  return failing(list, rows, (row) => !seen.has(row[key]) && seen.add(row[key]) !== undefined);
}

const isId = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 1 && Number.isSafeInteger(value);
const numbersOf = (value: unknown): number[] =>
  (Array.isArray(value) ? value.filter((entry) => Number.isFinite(entry)) : []) as number[];
const imageOf = (document: Document, row: Annotation): Annotation | undefined =>
  document.images.find((image) => image['id'] === row['image_id']);

/** A coordinate may miss the edge by this much, which is what decimal numbers do when added. */
const rounding = 1e-4;

function isPolygon(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length >= 6 && value.length % 2 === 0 && numbersOf(value).length === value.length
  );
}

function isRle(value: unknown, image: Annotation | undefined): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { size, counts } = value as { size?: unknown; counts?: unknown };
  const [height, width] = numbersOf(size);
  if (image !== undefined && (width !== image['width'] || height !== image['height'])) return false;
  if (typeof counts === 'string') return counts.length > 0;
  return Array.isArray(counts) && numbersOf(counts).reduce((sum, run) => sum + run, 0) === (width ?? 0) * (height ?? 0);
}

export const cocoRules: readonly CocoRule[] = [
  rule('annotation ids are whole numbers from 1', 'pycocotools takes id 0 for unmatched', ({ annotations }) =>
    failing('annotations', annotations, ({ id }) => isId(id)),
  ),
  rule('annotation ids are unique', 'pycocotools indexes by id', ({ annotations }) =>
    repeated('annotations', annotations, 'id'),
  ),
  rule(
    'category ids are whole numbers from 1',
    'CVAT rejects 0; torchvision means background by it',
    ({ categories }) => failing('categories', categories, ({ id }) => isId(id)),
  ),
  rule('category ids are unique', 'pycocotools indexes by id', ({ categories }) =>
    repeated('categories', categories, 'id'),
  ),
  rule('image ids are whole numbers from 1', 'CVAT expects int', ({ images }) =>
    failing('images', images, ({ id }) => isId(id)),
  ),
  rule('image ids are unique', 'pycocotools indexes by id', ({ images }) => repeated('images', images, 'id')),
  rule('every annotation has iscrowd 0 or 1', 'pycocotools and torchvision: KeyError iscrowd', ({ annotations }) =>
    failing('annotations', annotations, ({ iscrowd }) => iscrowd === 0 || iscrowd === 1),
  ),
  rule('every annotation has a finite area', 'pycocotools: KeyError area', ({ annotations }) =>
    failing('annotations', annotations, ({ area }) => typeof area === 'number' && Number.isFinite(area) && area >= 0),
  ),
  // An imported box keeps the area of its file, which may be that of a mask the file did not carry.
  rule('the area of a box without a mask is width × height', 'sizes of AP small, medium and large', ({ annotations }) =>
    failing('annotations', annotations, ({ area, bbox, segmentation, attributes }) => {
      const [, , w = 0, h = 0] = numbersOf(bbox);
      const isImported = (attributes as { source?: unknown } | undefined)?.source === 'imported';
      const isBoxOnly = Array.isArray(segmentation) && segmentation.length === 0 && !isImported;
      return !isBoxOnly || Math.abs((area as number) - w * h) <= 1e-6 * Math.max(1, w * h);
    }),
  ),
  rule('every bbox is four finite numbers', 'all readers', ({ annotations }) =>
    failing(
      'annotations',
      annotations,
      ({ bbox }) => Array.isArray(bbox) && bbox.length === 4 && numbersOf(bbox).length === 4,
    ),
  ),
  rule(
    'every bbox has width and height above 0',
    'Albumentations and torchvision stop at empty boxes',
    ({ annotations }) =>
      failing('annotations', annotations, ({ bbox }) => {
        const [, , w = 0, h = 0] = numbersOf(bbox);
        return w > 0 && h > 0;
      }),
  ),
  rule('every bbox lies in its picture', 'CVAT stops at coordinates outside', (document) =>
    failing('annotations', document.annotations, (row) => {
      const [x = 0, y = 0, w = 0, h = 0] = numbersOf(row['bbox']);
      const image = imageOf(document, row);
      if (image === undefined) return true;
      const right = (image['width'] as number) + rounding;
      const bottom = (image['height'] as number) + rounding;
      return x >= -rounding && y >= -rounding && x + w <= right && y + h <= bottom;
    }),
  ),
  rule(
    'every annotation has a segmentation that mask tools can read',
    'torchvision and CVAT need the key',
    (document) =>
      failing('annotations', document.annotations, (row) => {
        const { segmentation } = row;
        return Array.isArray(segmentation)
          ? segmentation.every(isPolygon)
          : isRle(segmentation, imageOf(document, row));
      }),
  ),
  rule('every annotation names a listed picture', 'pycocotools drops it otherwise', (document) =>
    failing('annotations', document.annotations, (row) => imageOf(document, row) !== undefined),
  ),
  rule('every annotation names a listed category', 'pycocotools drops it otherwise', ({ annotations, categories }) =>
    failing('annotations', annotations, (row) => categories.some(({ id }) => id === row['category_id'])),
  ),
  rule('every picture has a whole width and height above 0', 'all readers', ({ images }) =>
    failing('images', images, ({ width, height }) => isId(width) && isId(height)),
  ),
  rule('every file_name is relative with "/" between folders', 'readers join it to a folder', ({ images }) =>
    failing(
      'images',
      images,
      ({ file_name: name }) =>
        typeof name === 'string' &&
        name !== '' &&
        !name.includes('\\') &&
        !name.includes('\0') &&
        !name.startsWith('/') &&
        !/^[A-Za-z]:/.test(name) &&
        !name.split('/').includes('..'),
    ),
  ),
  rule('file_names are unique', 'readers find pictures by name', ({ images }) =>
    repeated('images', images, 'file_name'),
  ),
  rule('info is there', 'CVAT', ({ info }) =>
    typeof info === 'object' && info !== null && !Array.isArray(info) ? [] : ['info'],
  ),
  rule('licenses is a list', 'CVAT: cannot find the licenses section', ({ licenses }) =>
    Array.isArray(licenses) ? [] : ['licenses'],
  ),
  rule('every category has a name and a supercategory', 'CVAT and panoptic tools', ({ categories }) =>
    failing(
      'categories',
      categories,
      ({ name, supercategory }) => typeof name === 'string' && name !== '' && typeof supercategory === 'string',
    ),
  ),
  // What an imported file had there was meant, and goes back.
  rule(
    'attributes is a dict without rotation or track_id of our own',
    'CVAT reads both as its own',
    ({ annotations }) =>
      failing('annotations', annotations, ({ attributes }) => {
        if (attributes === undefined) return true;
        if (typeof attributes !== 'object' || attributes === null) return false;
        return (
          (attributes as { source?: unknown }).source === 'imported' ||
          !('rotation' in attributes || 'track_id' in attributes)
        );
      }),
  ),
];

/** Every breach of every rule as "rule name: what"; empty for a document that all readers take. */
export function cocoBreaches(json: unknown): string[] {
  if (typeof json !== 'object' || json === null) return ['the document is an object: it is not'];
  const lists = ['images', 'annotations', 'categories'] as const;
  const missing = lists.filter((key) => !Array.isArray((json as Record<string, unknown>)[key]));
  if (missing.length > 0) return missing.map((key) => `${key} is a list: it is not`);
  const document = json as Document;
  return cocoRules.flatMap(({ name, breaches }) => breaches(document).map((breach) => `${name}: ${breach}`));
}
