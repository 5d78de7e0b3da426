// Writes "CVAT for images 1.1": one annotations.xml, pictures in images/ and there in a folder for each part. Labels are listed
// with their attributes, because CVAT drops what it does not know. Outlines have no place beside boxes.
import type { AttributeValue, Attributes } from '../../annotation/types.ts';
import { isHuman } from '../../annotation/types.ts';
import type { ExportImage, ExportInput, PlacedBox } from '../../dataset/exported.ts';
import { exportedPictures } from '../../dataset/exportBoxes.ts';
import type { ExportTally } from '../../dataset/exportTally.ts';
import { pathOf, splitFolder } from '../exportNames.ts';
import type { FormatWriter, OutFile } from '../format.ts';
import { attributesFrom, boxesOnly } from '../keeps.ts';
import { possibleText, xmlText } from '../xml/writeXml.ts';

export const cvatWriter: FormatWriter = {
  id: 'cvat',
  keeps: {
    ...boxesOnly,
    holds: new Set(['crowds', 'classes without boxes']),
    attributesOf: readAgain,
    hasOneKind: isListed,
    classKey: (key) => key === 'color',
    className: possibleText,
  },
  picturePath,
  files,
};

function readAgain({ occluded, z_order: order, ...others }: Attributes): Attributes {
  return attributesFrom([
    ['occluded', occluded === true],
    ['z_order', typeof order === 'number' && Number.isInteger(order) && order !== 0 ? order : undefined],
    ...Object.entries(others).map(([name, value]): [string, AttributeValue] => [
      possibleText(name),
      typeof value === 'string' ? possibleText(value) : value,
    ]),
  ]);
}

function picturePath(image: ExportImage): string {
  return pathOf('images', splitFolder(image), image.fileName);
}

function* files(input: ExportInput, tally: ExportTally): Generator<OutFile> {
  for (const _ of input.categories) tally.count('categories');
  yield { path: 'annotations.xml', pieces: lines(input, tally) };
}

function* lines(input: ExportInput, tally: ExportTally): Generator<string> {
  yield '<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n';
  yield metaXml(input);
  const classes = new Map(input.categories.map(({ id, name }) => [id, name]));
  let index = 0;
  for (const { image, boxes } of exportedPictures(input, tally)) {
    const split = splitFolder(image);
    const subset = split === undefined ? '' : ` subset="${xmlText(split)}"`;
    yield `  <image id="${index}" name="${xmlText(image.fileName)}"${subset} width="${image.width}" height="${image.height}">\n`;
    for (const placed of boxes) yield boxXml(placed, classes.get(placed.annotation.categoryId)!);
    yield '  </image>\n';
    index += 1;
  }
  yield '</annotations>\n';
}

type Kind = 'checkbox' | 'number' | 'text';

function metaXml(input: ExportInput): string {
  const kinds = attributesByClass(input);
  const labels = input.categories.map(({ id, name, extra }) => {
    const colour = extra?.['color'];
    const attributes = [...(kinds.get(id) ?? [])].map(([attribute, kind]) => attributeXml(attribute, kind));
    return `        <label>
          <name>${xmlText(name)}</name>
${typeof colour === 'string' ? `          <color>${xmlText(colour)}</color>\n` : ''}          <type>any</type>
          <attributes>${attributes.join('')}</attributes>
        </label>
`;
  });
  return `  <meta>
    <task>
      <size>${input.images.length}</size>
      <mode>annotation</mode>
      <labels>
${labels.join('')}      </labels>
    </task>
  </meta>
`;
}

/** What the boxes of each class say, and of which kind; a name whose values differ in kind is text. */
function attributesByClass(input: ExportInput): Map<number, Map<string, Kind>> {
  const classes = new Map<number, Map<string, Kind>>();
  for (const { id } of input.images) {
    for (const annotation of input.annotationsOf(id)) {
      if (!isHuman(annotation)) continue;
      const kinds = classes.get(annotation.categoryId) ?? new Map<string, Kind>();
      classes.set(annotation.categoryId, kinds);
      const said: [string, AttributeValue][] = Object.entries(annotation.attributes ?? {}).filter(([name]) =>
        isListed(name),
      );
      if (annotation.crowd) said.push(['is_crowd', true]);
      for (const [name, value] of said) {
        const kind: Kind = typeof value === 'boolean' ? 'checkbox' : typeof value === 'number' ? 'number' : 'text';
        kinds.set(name, (kinds.get(name) ?? kind) === kind ? kind : 'text');
      }
    }
  }
  return classes;
}

/** The others are attributes of the element itself. */
function isListed(name: string): boolean {
  return name !== 'occluded' && name !== 'z_order';
}

function attributeXml(name: string, kind: Kind): string {
  const [standard, values] =
    kind === 'checkbox' ? ['false', 'false'] : kind === 'number' ? ['0', '-1000000;1000000;0.001'] : ['', ''];
  return `<attribute><name>${xmlText(name)}</name><mutable>False</mutable><input_type>${kind}</input_type><default_value>${standard}</default_value><values>${values}</values></attribute>`;
}

function boxXml({ annotation, box }: PlacedBox, label: string): string {
  const { occluded, z_order: order, ...others } = annotation.attributes ?? {};
  const said = [...Object.entries(others), ...(annotation.crowd ? [['is_crowd', true] as const] : [])];
  const lines = said.map(
    ([name, value]) => `      <attribute name="${xmlText(name)}">${xmlText(String(value))}</attribute>\n`,
  );
  const sides = `xtl="${box.x1}" ytl="${box.y1}" xbr="${box.x2}" ybr="${box.y2}"`;
  const z = typeof order === 'number' && Number.isInteger(order) ? order : 0;
  return `    <box label="${xmlText(label)}" source="manual" occluded="${occluded === true ? 1 : 0}" ${sides} z_order="${z}">\n${lines.join('')}    </box>\n`;
}
