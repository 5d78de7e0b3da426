// Writes Pascal VOC: Annotations/, JPEGImages/, and where the set has parts ImageSets/Main/. Corners as floats, from 0.
// Attributes beyond VOC's own go in a list as CVAT writes it. Crowds and outlines have no place in it.
import type { AttributeValue, Attributes } from '../../annotation/types.ts';
import type { ExportImage, ExportInput, PlacedBox } from '../../dataset/exported.ts';
import { exportedPictures } from '../../dataset/exportBoxes.ts';
import type { ExportTally } from '../../dataset/exportTally.ts';
import { attributeValue } from '../attributeText.ts';
import { labelNames, pathOf, splitFolder } from '../exportNames.ts';
import type { FormatWriter, OutFile } from '../format.ts';
import { attributesFrom, boxesOnly } from '../keeps.ts';
import { folderOf, nameOf, pictureStemOf } from '../paths.ts';
import { possibleText, xmlText } from '../xml/writeXml.ts';

export const vocWriter: FormatWriter = {
  id: 'voc',
  keeps: {
    ...boxesOnly,
    holds: new Set(['classes without boxes']),
    attributesOf: readAgain,
    className: possibleText,
  },
  picturePath,
  files,
};

function readAgain({ truncated, difficult, occluded, pose, ...others }: Attributes): Attributes {
  return attributesFrom([
    ['truncated', isSet(truncated)],
    ['difficult', isSet(difficult)],
    ['occluded', isSet(occluded)],
    ['pose', typeof pose === 'string' && pose !== 'Unspecified' ? possibleText(pose).trim() : undefined],
    ...Object.entries(others).map(
      ([name, value]) => [possibleText(name).trim(), attributeValue(possibleText(String(value)))] as const,
    ),
  ]);
}

/** VOC's own flags are 0 or 1. */
function isSet(value: AttributeValue | undefined): boolean {
  return value === true || (typeof value === 'number' && value > 0);
}

function picturePath({ fileName }: ExportImage): string {
  return pathOf('JPEGImages', fileName);
}

function* files(input: ExportInput, tally: ExportTally): Generator<OutFile> {
  const classes = new Map(input.categories.map(({ id, name }) => [id, name]));
  const splits = new Map<string, string[]>();
  const names = labelNames();
  for (const { image, boxes } of exportedPictures(input, tally)) {
    const split = splitFolder(image);
    if (split !== undefined) listOf(splits, split).push(pictureStemOf(image.fileName));
    const objects = boxes.map((placed) => objectXml(placed, classes.get(placed.annotation.categoryId)!));
    yield { path: names.claim('Annotations', image, 'xml'), pieces: [annotationXml(image, objects.join(''))] };
  }
  for (const [split, list] of splits)
    yield { path: `ImageSets/Main/${split}.txt`, pieces: [list.map((name) => `${name}\n`).join('')] };
  for (const _ of input.categories) tally.count('categories');
  const lines = input.categories.map(({ name }) => `${name.replaceAll(/[\r\n]+/g, ' ')}:::\n`);
  yield { path: 'labelmap.txt', pieces: ['# label:color_rgb:parts:actions\n', ...lines] };
}

function listOf(splits: Map<string, string[]>, split: string): string[] {
  const list = splits.get(split) ?? [];
  splits.set(split, list);
  return list;
}

function annotationXml({ fileName, width, height }: ExportImage, objects: string): string {
  const folder = pathOf('JPEGImages', folderOf(fileName));
  return `<?xml version="1.0" encoding="utf-8"?>
<annotation>
  <folder>${xmlText(folder)}</folder>
  <filename>${xmlText(nameOf(fileName))}</filename>
  <source><database>Unknown</database></source>
  <size><width>${width}</width><height>${height}</height><depth>3</depth></size>
  <segmented>0</segmented>
${objects}</annotation>
`;
}

function objectXml({ annotation, box }: PlacedBox, name: string): string {
  const { truncated, difficult, occluded, pose, ...others } = annotation.attributes ?? {};
  const list = Object.entries(others).map(
    ([key, value]) => `<attribute><name>${xmlText(key)}</name><value>${xmlText(String(value))}</value></attribute>`,
  );
  return `  <object>
    <name>${xmlText(name)}</name>
    <pose>${xmlText(typeof pose === 'string' ? pose : 'Unspecified')}</pose>
    <truncated>${Number(isSet(truncated))}</truncated>
    <difficult>${Number(isSet(difficult))}</difficult>
    <occluded>${Number(isSet(occluded))}</occluded>
    <bndbox><xmin>${box.x1}</xmin><ymin>${box.y1}</ymin><xmax>${box.x2}</xmax><ymax>${box.y2}</ymax></bndbox>
${list.length === 0 ? '' : `    <attributes>${list.join('')}</attributes>\n`}  </object>
`;
}
