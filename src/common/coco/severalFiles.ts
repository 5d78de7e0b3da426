// Several COCO files of one data set (train, val) as one: ids that two of them use are told apart, pictures and classes of one
// name are one.
import type { Entry } from '../dataset/entries.ts';
import type { ProblemList } from '../dataset/problems.ts';
import { usualSplit } from '../formats/splits.ts';

export interface FileOfUnion {
  /** The entry with the ids of the whole; none where it is there already. */
  readonly take: (entry: Entry) => readonly Entry[];
}

/** "train", "val" or "test" where a word of a file's path says so, the last one first: instances_train2017.json, but not latest.json. */
export function splitOfName(path: string): string | undefined {
  const words = path.match(/\p{Lu}?\p{Ll}+|\p{Lu}+/gu) ?? [];
  return words
    .map(usualSplit)
    .filter((split) => split !== undefined)
    .at(-1);
}

export function unionOfFiles(found: ProblemList): { file(path: string): FileOfUnion } {
  const images = new Map<string, number>();
  const categories = new Map<string, number>();
  const free = { image: freeIds(), category: freeIds(), annotation: freeIds() };
  let hasKeys = false;
  return {
    file(path) {
      const imageIds = new Map<number, number>();
      const categoryIds = new Map<number, number>();
      let renumbered = 0;
      const claim = (kind: keyof typeof free, id: number): number => {
        const own = free[kind](id);
        if (own !== id && renumbered++ === 0)
          found.add('noted', 'ids-of-two-files', path, 'ids that an earlier file uses too were replaced by free ones');
        return own;
      };
      const take = (entry: Entry): readonly Entry[] => {
        switch (entry.kind) {
          case 'file':
            if (hasKeys) return [];
            hasKeys = true;
            return [entry];
          case 'image': {
            const { image } = entry;
            const known = images.get(image.fileName);
            const id = known ?? claim('image', image.id);
            imageIds.set(image.id, id);
            images.set(image.fileName, id);
            return known === undefined ? [{ kind: 'image', image: { ...image, id } }] : [];
          }
          case 'category': {
            const { category } = entry;
            const known = categories.get(category.name);
            const id = known ?? claim('category', category.id);
            categoryIds.set(category.id, id);
            categories.set(category.name, id);
            return known === undefined ? [{ kind: 'category', category: { ...category, id } }] : [];
          }
          case 'annotation': {
            const { annotation } = entry;
            const imageId = imageIds.get(annotation.imageId) ?? annotation.imageId;
            const categoryId = categoryIds.get(annotation.categoryId) ?? annotation.categoryId;
            const id = claim('annotation', annotation.id);
            return [{ kind: 'annotation', annotation: { ...annotation, id, imageId, categoryId } }];
          }
        }
      };
      return { take };
    },
  };
}

/** The id itself while nobody has it, else the next one over all that were given. */
function freeIds(): (id: number) => number {
  const taken = new Set<number>();
  let highest = 0;
  return (wanted) => {
    const id = taken.has(wanted) ? highest + 1 : wanted;
    taken.add(id);
    highest = Math.max(highest, id);
    return id;
  };
}
