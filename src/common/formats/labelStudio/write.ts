// Writes tasks for Label Studio with their annotations, to be imported there, and the labelling configuration that they need.
// Pictures are named as files below the server's own folder (LOCAL_FILES_DOCUMENT_ROOT); the part of the data set stands in `data`.
import { defaultColour } from '../../annotation/colours.ts';
import type { AttributeValue } from '../../annotation/types.ts';
import type { ExportedPicture, ExportImage, ExportInput, PlacedBox } from '../../dataset/exported.ts';
import { exportedPictures } from '../../dataset/exportBoxes.ts';
import type { ExportTally } from '../../dataset/exportTally.ts';
import type { Row } from '../../dataset/rows.ts';
import { categoryNames } from '../categoryNames.ts';
import type { FormatWriter, OutFile } from '../format.ts';
import { piecesOf } from '../jsonFile.ts';
import { attributesFrom, boxesOnly } from '../keeps.ts';

const labelControl = 'label';
const imageObject = 'image';

export const labelStudioWriter: FormatWriter = {
  id: 'label-studio',
  keeps: {
    ...boxesOnly,
    holds: new Set(['notes']),
    attributesOf: (said) => attributesFrom(Object.entries(said).map(([name, value]) => [controlName(name), value])),
  },
  picturePath,
  *files(input: ExportInput, tally: ExportTally): Generator<OutFile> {
    const nameOf = categoryNames(input, tally);
    const controls: Controls = new Map();
    yield {
      path: 'tasks.json',
      pieces: piecesOf('[', taskRows(exportedPictures(input, tally), nameOf, controls), ']\n'),
    };
    yield { path: 'label_config.xml', pieces: [configOf(input, controls)] };
  },
};

function picturePath({ fileName }: ExportImage): string {
  return `images/${fileName}`;
}

/** Controls that attributes need, by name. */
type Controls = Map<string, 'choices' | 'textarea' | 'number'>;

function* taskRows(
  pictures: Iterable<ExportedPicture>,
  nameOf: (id: number) => string,
  controls: Controls,
): Generator<string> {
  for (const { image, boxes } of pictures) {
    const result = boxes.flatMap((placed) => resultsOf(placed, image, nameOf(placed.annotation.categoryId), controls));
    const address = `/data/local-files/?d=${picturePath(image).split('/').map(encodeURIComponent).join('/')}`;
    yield JSON.stringify({
      id: image.id,
      data: { [imageObject]: address, ...(image.split !== undefined && { split: image.split }) },
      annotations: [{ result, was_cancelled: false, ground_truth: false }],
      predictions: [],
    });
  }
}

function resultsOf({ annotation, bbox }: PlacedBox, image: ExportImage, label: string, controls: Controls): Row[] {
  const { id, attributes = {}, note } = annotation;
  const [x, y, width, height] = bbox;
  const place = {
    x: (x / image.width) * 100,
    y: (y / image.height) * 100,
    width: (width / image.width) * 100,
    height: (height / image.height) * 100,
    rotation: 0,
  };
  const ofRegion = {
    ...{ original_width: image.width, original_height: image.height, image_rotation: 0 },
    ...{ id: `box-${id}`, to_name: imageObject },
  };
  const box = {
    ...ofRegion,
    ...{ from_name: labelControl, type: 'rectanglelabels', origin: 'manual' },
    value: { ...place, rectanglelabels: [label] },
    ...(note !== undefined && { meta: { text: [note] } }),
  };
  const said = Object.entries(attributes).map(([name, value]) => {
    const { from_name, type, said: own } = controlOf(name, value, controls);
    return { ...ofRegion, from_name, type, value: { ...place, ...own } };
  });
  return [box, ...said];
}

/** A name that a control of ours has gets a line behind it. */
function controlName(name: string): string {
  return name === labelControl || name === imageObject ? `${name}_` : name;
}

/** A flag is a choice that is called as its control is. */
function controlOf(
  name: string,
  value: AttributeValue,
  controls: Controls,
): { readonly from_name: string; readonly type: string; readonly said: Row } {
  const control = controlName(name);
  const kind = typeof value === 'boolean' ? 'choices' : typeof value === 'number' ? 'number' : 'textarea';
  if (!controls.has(control)) controls.set(control, kind);
  const said =
    kind === 'choices' ? { choices: [control] } : kind === 'number' ? { number: value } : { text: [String(value)] };
  return { from_name: control, type: kind, said };
}

function configOf({ categories }: ExportInput, controls: Controls): string {
  const labels = categories.map(
    ({ name }, index) => `    <Label value="${escaped(name)}" background="${defaultColour(index)}"/>\n`,
  );
  const others = [...controls].map(([name, kind]) => {
    const head = `name="${escaped(name)}" toName="${imageObject}" perRegion="true"`;
    if (kind === 'textarea') return `  <TextArea ${head}/>\n`;
    if (kind === 'number') return `  <Number ${head}/>\n`;
    return `  <Choices ${head}>\n    <Choice value="${escaped(name)}"/>\n  </Choices>\n`;
  });
  return [
    `<View>\n  <Image name="${imageObject}" value="$${imageObject}"/>\n`,
    `  <RectangleLabels name="${labelControl}" toName="${imageObject}">\n`,
    ...labels,
    '  </RectangleLabels>\n',
    ...others,
    '</View>\n',
  ].join('');
}

/** Text for an attribute of XML; characters that no XML may have become U+FFFD. */
function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '\n': '&#10;',
  };
  return text
    .replaceAll(/[&<>"\n]/g, (sign) => signs[sign]!)
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, '\ufffd');
}
