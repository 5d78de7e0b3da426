// The sets that the starter learns from, put together as one COCO file, and how each one's pictures and licence are named. Reads the
// sets' annotation files; writes two files; opens no picture.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** `train`: the splits that are learnt from. The test splits are never touched. */
export const starterSets = [
  { name: 'bccd', train: ['train', 'val'], licence: 'BCCD: MIT' },
  { name: 'fod-tools', train: ['train', 'val'], licence: 'FOD-A: MIT' },
  { name: 'nuclei', train: ['train', 'val'], licence: '2018 Data Science Bowl (BBBC038): CC0 1.0' },
  {
    name: 'openimages5',
    train: ['train'],
    licence: 'Open Images: pictures CC BY 2.0, annotations CC BY 4.0',
  },
];

/** Pictures of each set that are held out to see how learning goes. */
const heldOutOfEach = 20;

export function annotationFile(folder, set, split) {
  return path.join(folder, set, 'annotations', `instances_${split}.json`);
}

/** The sets without the ones left out. Throws on a name that is none. */
export function chosenSets(without) {
  const strange = without.find((name) => !starterSets.some((set) => set.name === name));
  if (strange !== undefined)
    throw new Error(`There is no set ${strange}: ${starterSets.map(({ name }) => name).join(', ')}.`);
  return starterSets.filter(({ name }) => !without.includes(name));
}

/** Writes train.json and val.json into `target`; file names go from `folder`. → pictures and boxes of each set. */
export function writeStarterData(folder, sets, target) {
  const categories = new Map();
  const parts = { train: { images: [], annotations: [] }, val: { images: [], annotations: [] } };
  const counts = [];
  for (const { name, train } of sets) {
    const files = train.map((split) => JSON.parse(readFileSync(annotationFile(folder, name, split), 'utf8')));
    const images = files.flatMap((file) => file.images);
    const annotations = files.flatMap((file) => file.annotations);
    const every = Math.floor(images.length / heldOutOfEach);
    const own = new Map();
    for (const category of files[0].categories) {
      if (!categories.has(category.name)) categories.set(category.name, categories.size + 1);
      own.set(category.id, categories.get(category.name));
    }
    const ids = new Map();
    images.forEach((image, index) => {
      const part = index % every === every - 1 ? parts.val : parts.train;
      const id = parts.train.images.length + parts.val.images.length + 1;
      ids.set(image.id, { id, part });
      part.images.push({ ...image, id, file_name: `${name}/images/${image.file_name}` });
    });
    for (const { image_id: image, category_id: category, bbox, area, iscrowd } of annotations) {
      const { id, part } = ids.get(image);
      const number = parts.train.annotations.length + parts.val.annotations.length + 1;
      part.annotations.push({
        id: number,
        image_id: id,
        category_id: own.get(category),
        bbox,
        area,
        iscrowd: iscrowd ?? 0,
      });
    }
    counts.push({ name, pictures: images.length, boxes: annotations.length });
  }
  const list = [...categories].map(([name, id]) => ({ id, name }));
  for (const [name, part] of Object.entries(parts)) {
    writeFileSync(path.join(target, `${name}.json`), JSON.stringify({ ...part, categories: list }));
  }
  return counts;
}
