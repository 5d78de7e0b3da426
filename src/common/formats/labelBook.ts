// Gathers what a reader takes, gives ids to files that have none (from 1, in the order in which things are met), and hands
// everything on in batches. Formats with ids of their own do not need it.
import type { AnnotationExtra, DatasetAnnotation, DatasetCategory, DatasetImage, Entry } from '../dataset/entries.ts';

/** Entries in a batch: small enough to let others in, large enough to be written in one transaction. */
const batchEntries = 1000;

export type NewImage = Omit<DatasetImage, 'id' | 'sourceId'>;
export type NewBox = Omit<DatasetAnnotation, 'id' | 'imageId' | 'extra'> & { readonly extra?: AnnotationExtra };

export interface LabelBook {
  /** The id of the class with this name, which is added where it is new; names differ by every character. */
  category(name: string, more?: Pick<DatasetCategory, 'sourceId' | 'extra'>): number;
  hasCategory(name: string): boolean;
  /** The picture with this file name, which is added where it is new; what the first mention said of it stays. */
  image(image: NewImage): DatasetImage;
  hasImage(fileName: string): boolean;
  annotation(image: DatasetImage, box: NewBox): void;
  /** What was gathered since, in whole batches; what is less than one stays. */
  batches(): Generator<readonly Entry[]>;
  /** What is left. */
  rest(): Generator<readonly Entry[]>;
  readonly images: number;
}

export function labelBook(): LabelBook {
  const categories = new Map<string, DatasetCategory>();
  const images = new Map<string, DatasetImage>();
  let annotations = 0;
  let entries: Entry[] = [];
  function* take(least: number): Generator<readonly Entry[]> {
    const taken = entries;
    let at = 0;
    while (taken.length - at >= least) {
      yield taken.slice(at, at + batchEntries);
      at += batchEntries;
    }
    entries = taken.slice(at);
  }
  return {
    category(name, more) {
      const known = categories.get(name);
      if (known !== undefined) return known.id;
      const id = categories.size + 1;
      const category = { id, name, supercategory: '', ...more };
      categories.set(name, category);
      entries.push({ kind: 'category', category });
      return id;
    },
    hasCategory: (name) => categories.has(name),
    image(image) {
      const known = images.get(image.fileName);
      if (known !== undefined) return known;
      const added = { id: images.size + 1, ...image };
      images.set(image.fileName, added);
      entries.push({ kind: 'image', image: added });
      return added;
    },
    hasImage: (fileName) => images.has(fileName),
    annotation({ id: imageId }, box) {
      annotations += 1;
      entries.push({ kind: 'annotation', annotation: { id: annotations, imageId, extra: {}, ...box } });
    },
    batches: () => take(batchEntries),
    rest: () => take(1),
    get images() {
      return images.size;
    },
  };
}
