// Writes YOLO as Ultralytics reads it: data.yaml, labels/ beside images/, a folder for each part, a row a box in fractions.
// It holds classes, boxes and parts. Attributes, crowds and outlines have no place in it.
import type { ExportImage, ExportInput, PlacedBox } from '../../dataset/exported.ts';
import { exportedPictures } from '../../dataset/exportBoxes.ts';
import type { ExportTally } from '../../dataset/exportTally.ts';
import { decimal, labelNames, pathOf, splitFolder } from '../exportNames.ts';
import type { FormatWriter, OutFile } from '../format.ts';
import { boxesOnly } from '../keeps.ts';

export const yoloWriter: FormatWriter = {
  id: 'yolo',
  keeps: { ...boxesOnly, holds: new Set(['classes without boxes']) },
  picturePath,
  files,
};

/** Of a fraction: a millionth of a pixel of a picture of 10,000. */
const decimals = 10;

function picturePath(image: ExportImage): string {
  return pathOf('images', splitFolder(image), image.fileName);
}

function* files(input: ExportInput, tally: ExportTally): Generator<OutFile> {
  yield { path: 'data.yaml', pieces: [dataYaml(input)] };
  const classes = new Map(input.categories.map(({ id }, index) => [id, index]));
  const names = labelNames();
  for (const { image, boxes } of exportedPictures(input, tally)) {
    const path = names.claim(pathOf('labels', splitFolder(image)), image, 'txt');
    yield { path, pieces: [boxes.map((placed) => row(placed, image, classes)).join('')] };
  }
  for (const _ of input.categories) tally.count('categories');
}

function row(
  { annotation, box }: PlacedBox,
  { width, height }: ExportImage,
  classes: ReadonlyMap<number, number>,
): string {
  const numbers = [
    (box.x1 + box.x2) / 2 / width,
    (box.y1 + box.y2) / 2 / height,
    (box.x2 - box.x1) / width,
    (box.y2 - box.y1) / height,
  ];
  return `${classes.get(annotation.categoryId)} ${numbers.map((value) => decimal(value, decimals)).join(' ')}\n`;
}

/**
 * Ultralytics asks for train and val: where there is no such part, the other or all pictures stand for it. There is no `path`: then
 * it looks beside data.yaml, while a dot would be the folder that it was started in.
 */
function dataYaml({ categories, images }: ExportInput): string {
  const splits = new Map<string, string>();
  for (const { split } of images) {
    const folder = splitFolder({ ...(split !== undefined && { split }) });
    if (folder !== undefined) splits.set(folder, `images/${folder}`);
  }
  const any = splits.get('train') ?? splits.get('val') ?? 'images';
  if (!splits.has('train')) splits.set('train', any);
  if (!splits.has('val')) splits.set('val', any);
  const parts = [...splits].map(([split, folder]) => `${yamlText(split)}: ${yamlText(folder)}\n`).join('');
  const names = categories.map(({ name }, index) => `  ${index}: ${yamlText(name)}\n`).join('');
  return `${parts}\nnc: ${categories.length}\nnames:${names === '' ? ' {}' : `\n${names.trimEnd()}`}\n`;
}

/** In double quotes as JSON has them, which YAML reads the same; a plain word or path as it is. */
function yamlText(text: string): string {
  return /^(?:train|val|test|images(?:\/(?:train|val|test))?)$/.test(text) ? text : JSON.stringify(text);
}
