import { describe, expect, it } from 'vitest';
import { createmlReader } from '../../../src/common/formats/createml/read.ts';
import type { FormatReader } from '../../../src/common/formats/format.ts';
import { labelmeReader } from '../../../src/common/formats/labelme/read.ts';
import { labelStudioReader } from '../../../src/common/formats/labelStudio/read.ts';
import { superviselyReader } from '../../../src/common/formats/supervisely/read.ts';
import { viaReader } from '../../../src/common/formats/via/read.ts';
import { vocReader } from '../../../src/common/formats/voc/read.ts';
import { vottReader } from '../../../src/common/formats/vott/read.ts';
import { memorySource } from '../../support/memorySource.ts';
import { readSource } from '../../support/readSource.ts';

/** A file of each format with one box, and as much besides as is said. */
type Odd = object | undefined;
const corners = [
  [1, 2],
  [30, 40],
];
const formats: readonly (readonly [
  name: string,
  reader: FormatReader,
  file: string,
  text: (picture: Odd, box: Odd, whole: Odd) => string,
])[] = [
  [
    'labelme',
    labelmeReader,
    'a.json',
    (picture, box) =>
      JSON.stringify({
        ...{ version: '5.5.0', flags: {}, imagePath: 'a.jpg', imageData: null, imageHeight: 80, imageWidth: 120 },
        shapes: [{ label: 'cat', points: corners, group_id: null, shape_type: 'rectangle', flags: {}, ...box }],
        ...picture,
      }),
  ],
  [
    'VoTT',
    vottReader,
    'a-export.json',
    (picture, box, whole) =>
      JSON.stringify({
        ...{ name: 'p', securityToken: 's', videoSettings: { rate: 15 }, tags: [{ name: 'cat', color: '#fff' }] },
        assets: {
          k: {
            asset: {
              id: 'k',
              name: 'a.jpg',
              path: 'file:a.jpg',
              size: { width: 120, height: 80 },
              state: 2,
              ...picture,
            },
            regions: [
              {
                ...{ id: 'r', type: 'RECTANGLE', tags: ['cat'] },
                boundingBox: { left: 1, top: 2, width: 29, height: 38 },
                ...box,
              },
            ],
            version: '2.2.0',
          },
        },
        ...whole,
      }),
  ],
  [
    'CreateML',
    createmlReader,
    'a.json',
    (picture, box) =>
      JSON.stringify([
        {
          image: 'a.jpg',
          annotations: [{ label: 'cat', coordinates: { x: 20, y: 20, width: 10, height: 10 }, ...box }],
          ...picture,
        },
      ]),
  ],
  [
    'VIA',
    viaReader,
    'via.json',
    (picture, box, whole) =>
      JSON.stringify({
        _via_settings: { core: {} },
        _via_attributes: { region: {}, file: {} },
        _via_img_metadata: {
          a: {
            ...{ filename: 'a.jpg', size: 9, file_attributes: {} },
            regions: [
              {
                shape_attributes: { name: 'rect', x: 1, y: 2, width: 3, height: 4 },
                region_attributes: { class: 'cat' },
                ...box,
              },
            ],
            ...picture,
          },
        },
        ...whole,
      }),
  ],
  [
    'Pascal VOC',
    vocReader,
    'a.xml',
    (picture, box) => {
      const elements = (row: Odd) =>
        Object.entries(row ?? {})
          .map(([name, value]) => `<${name}>${value === false || value === '' ? '' : JSON.stringify(value)}</${name}>`)
          .join('');
      return `<annotation><folder>f</folder><filename>a.jpg</filename><source><database>Unknown</database></source>
        <size><width>120</width><height>80</height><depth>3</depth></size><segmented>0</segmented>${elements(picture)}
        <object><name>cat</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>30</xmax><ymax>40</ymax></bndbox>${elements(box)}
        </object></annotation>`;
    },
  ],
  [
    'Supervisely',
    superviselyReader,
    'ds/ann/a.jpg.json',
    (picture, box) =>
      JSON.stringify({
        ...{ description: '', tags: [], size: { width: 120, height: 80 } },
        objects: [
          {
            ...{ id: 1, classId: 2, classTitle: 'cat', description: '', geometryType: 'rectangle', tags: [] },
            points: { exterior: corners, interior: [] },
            ...box,
          },
        ],
        ...picture,
      }),
  ],
  [
    'Label Studio',
    labelStudioReader,
    'a.json',
    (picture) =>
      JSON.stringify([
        {
          id: 1,
          data: { image: 'a.jpg', split: 'train', ...picture },
          annotations: [
            {
              result: [
                {
                  ...{ type: 'rectanglelabels', from_name: 'l', to_name: 'i', original_width: 9, original_height: 9 },
                  value: { x: 1, y: 2, width: 30, height: 40, rotation: 0, rectanglelabels: ['cat'] },
                },
              ],
            },
          ],
        },
      ]),
  ],
];

const withBoxes = formats.filter(([name]) => name !== 'Label Studio');
const withWhole = formats.filter(([name]) => name === 'VoTT' || name === 'VIA');

async function losses(reader: FormatReader, file: string, text: string) {
  const read = await readSource(reader, memorySource({ [file]: text }));
  expect(read.annotations).toHaveLength(1);
  return read.losses;
}

describe('keys that no reader knows', () => {
  it.each(formats)('%s: a plain file has none', async (_, reader, file, text) => {
    expect(await losses(reader, file, text(undefined, undefined, undefined))).toEqual({});
  });

  it.each(formats)('%s: those of a picture are counted, but not what says nothing', async (_, reader, file, text) => {
    const odd = text({ weather: 'rain', camera: 3, unset: false, empty: '' }, undefined, undefined);
    expect(await losses(reader, file, odd)).toEqual({ 'other keys were left out': 2 });
  });

  it.each(withBoxes)('%s: those of a box are counted', async (_, reader, file, text) => {
    expect(await losses(reader, file, text(undefined, { distance: 4.5 }, undefined))).toEqual({
      'other keys were left out': 1,
    });
  });

  it.each(withWhole)('%s: those of the file are counted', async (_, reader, file, text) => {
    expect(await losses(reader, file, text(undefined, undefined, { licence: 'CC0' }))).toEqual({
      'other keys were left out': 1,
    });
  });
});
