import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DatasetAnnotation, DatasetImage } from '../../../src/common/dataset/entries.ts';
import { boxAround } from '../../../src/common/dataset/segmentation.ts';
import { csvReader, openImagesReader } from '../../../src/common/formats/csv/read.ts';
import { cvatReader } from '../../../src/common/formats/cvat/read.ts';
import type { FormatReader } from '../../../src/common/formats/format.ts';
import { kittiReader } from '../../../src/common/formats/kitti/read.ts';
import { vocReader } from '../../../src/common/formats/voc/read.ts';
import { yoloReader } from '../../../src/common/formats/yolo/read.ts';
import { FailureError } from '../../../src/common/result.ts';
import { memorySource } from '../../support/memorySource.ts';
import { mutate } from '../../support/mutate/bytes.ts';
import { mutateXml } from '../../support/mutate/text.ts';
import { amount } from '../../support/nightly.ts';
import { readSource } from '../../support/readSource.ts';
import { seeded } from '../../support/seeded.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/formats/text');
const file = (path: string): Uint8Array => new Uint8Array(readFileSync(join(fixtures, path)));
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

/** Small whole sets of files; one file of them is broken at a time. */
const sets: readonly (readonly [FormatReader, readonly Record<string, Uint8Array>[]])[] = [
  [
    yoloReader,
    [
      { 'data.yaml': file('yolo-seg/data.yaml'), 'labels/train/1.txt': file('yolo-seg/labels/train/1.txt') },
      { 'data.yaml': file('yolo-pose/data.yaml'), 'labels/train/1.txt': file('yolo-pose/labels/train/1.txt') },
      {
        'data.yaml': text(
          'path: .\ntrain: train.txt\nval: [images/val, "../x/b.jpg"]\nnc: 2\nnames: {0: a, 1: &n "b", 2: *n}\n',
        ),
        'train.txt': text('./images/a.jpg\n'),
        'images/a.jpg': text(''),
        'labels/a.txt': text('0 0.5 0.5 0.2 0.1\n1 0.25 0.25 0.5 0.5 0.9\n'),
      },
      {
        'obj.data': text('classes = 2\ntrain = data/train.txt\nnames = data/obj.names\n'),
        'obj.names': text('red\ngreen\n'),
        'train.txt': text('data/obj_train_data/a.png\n'),
        'obj_train_data/a.txt': text('0 0.5 0.5 0.2 0.1\n'),
      },
    ],
  ],
  [
    vocReader,
    [
      { 'annotations/raccoon-1.xml': file('voc-raccoon/annotations/raccoon-1.xml') },
      {
        'Annotations/a.xml': text(
          '<?xml version="1.0" encoding="iso-8859-1"?><annotation><filename>a.jpg</filename><size><width>100</width><height>80</height></size><object><name><![CDATA[a]]></name><pose>Left</pose><truncated>1</truncated><bndbox><xmin>1.5</xmin><ymin>2</ymin><xmax>30</xmax><ymax>40</ymax></bndbox><attributes><attribute><name>x</name><value>3</value></attribute></attributes><part><name>p</name></part></object></annotation>',
        ),
        'ImageSets/Main/train.txt': text('a\nb\n'),
        'labelmap.txt': text('a:255,0,0::\nb:::\n'),
        'JPEGImages/a.jpg': text(''),
      },
    ],
  ],
  [kittiReader, [{ 'label_2/000001.txt': file('kitti/label_2/000001.txt') }]],
  [
    csvReader,
    [
      { 'test_labels.csv': file('csv-raccoon/test_labels.csv').subarray(0, 400) },
      { 'a.csv': text('\ufeffimage;label;x;y;width;height;split\r\n"a;b.jpg";"big ""cat""";1,5;2;10;20;train\r\n') },
      { 'a.csv': text('image_id,width,height,bbox\nb6,1024,1024,"[834.0, 222.0, 56.0, 36.0]"\n') },
      { 'a.csv': text('/d/img_001.jpg,837,346,981,456,cow\nimg_002.jpg,,,,,\n') },
    ],
  ],
  [
    openImagesReader,
    [
      {
        'test-annotations-bbox.csv': file('open-images/annotations/test-annotations-bbox.csv'),
        'class-descriptions.csv': text('/m/1,Cat\n/m/3,"Dog, big"\n'),
        'image_ids_and_rotation.csv': file('open-images/annotations/image_ids_and_rotation.csv'),
      },
    ],
  ],
  [
    cvatReader,
    [
      { 'train.xml': file('cvat-task/train.xml') },
      { 'annotations.xml': file('cvat-project/annotations.xml') },
      {
        'a.xml': text(
          '<annotations><version>1.1</version><image id="0" name="a.jpg" width="100" height="80"><box label="a" xtl="10" ytl="10" xbr="30" ybr="20" rotation="30" group_id="1"/><ellipse label="a" cx="20" cy="20" rx="10" ry="5" rotation="3"/><mask label="a" left="1" top="2" width="3" height="4" rle="1, 2"/></image></annotations>',
        ),
      },
    ],
  ],
];

/** Why a box is none that a project could hold; undefined for all others. */
function faultIn({ box, unit, extra }: DatasetAnnotation, { width, height }: DatasetImage): string | undefined {
  const what = JSON.stringify({ box, unit, width, height, extra });
  if (!Number.isFinite(box.x1 + box.y1 + box.x2 + box.y2)) return `not finite: ${what}`;
  if (!(box.x1 < box.x2 && box.y1 < box.y2)) return `no area: ${what}`;
  const [right, bottom] = unit === 'fractions' ? [1, 1] : width > 0 ? [width, height] : [Infinity, Infinity];
  if (Number.isFinite(right) && (box.x1 < 0 || box.y1 < 0 || box.x2 > right || box.y2 > bottom))
    return `outside: ${what}`;
  const outline = extra.segmentation === undefined ? undefined : boxAround(extra.segmentation);
  if (outline !== undefined && !Number.isFinite(outline.x1 + outline.y1 + outline.x2 + outline.y2))
    return `outline: ${what}`;
  return undefined;
}

describe('broken text formats', () => {
  it.each(sets.map(([reader, inputs]) => ({ id: reader.id, reader, inputs })))(
    '$id never ends in anything but a list of what is wrong, with finite boxes inside the picture',
    async ({ reader, inputs }) => {
      const random = seeded(20261);
      const rounds = amount(500, 20_000);
      let broke = 0;
      let boxes = 0;
      for (let round = 0; round < rounds; round += 1) {
        const input = inputs[round % inputs.length]!;
        const paths = Object.keys(input).filter((path) => input[path]!.length > 0);
        const broken = paths[Math.floor(random() * paths.length)]!;
        const breakIt = broken.endsWith('.xml') && random() < 0.3 ? mutateXml : mutate;
        const bytes = breakIt(input[broken]!, random);
        const source = memorySource({ ...input, [broken]: bytes }, { piece: 1 + Math.floor(random() * 600) });
        try {
          await reader.recognise(source);
          const read = await readSource(reader, source);
          if (read.said.some((line) => !line.startsWith('noted'))) broke += 1;
          const images = new Map(read.images.map((image) => [image.id, image]));
          for (const annotation of read.annotations) {
            const fault = faultIn(annotation, images.get(annotation.imageId)!);
            if (fault !== undefined) throw new Error(fault);
            boxes += 1;
          }
          for (const { fileName } of read.images) {
            if (fileName.startsWith('/') || fileName.split('/').includes('..') || fileName.includes('\0'))
              throw new Error(fileName);
          }
        } catch (caught) {
          if (!(caught instanceof FailureError)) {
            const shown = JSON.stringify(new TextDecoder('latin1').decode(bytes).slice(0, 3000));
            throw new Error(`round ${round}, ${broken}: ${String(caught)}\n${shown}`, { cause: caught });
          }
          broke += 1;
        }
      }
      // The mutations neither break everything nor nothing.
      expect(boxes).toBeGreaterThan(rounds / 5);
      expect(broke).toBeGreaterThan(rounds / 20);
    },
    amount(240_000, 3_600_000),
  );
});
