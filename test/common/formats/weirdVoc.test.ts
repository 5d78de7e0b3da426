import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { vocReader } from '../../../src/common/formats/voc/read.ts';
import { memorySource } from '../../support/memorySource.ts';
import { readSource, type ReadSource } from '../../support/readSource.ts';
import { describeWithShared } from '../../support/shared.ts';

interface Outcome {
  /** Refused: a part of what is said of the file. */
  readonly refused?: string;
  readonly boxes?: number;
  readonly kinds?: Record<string, number>;
  readonly says?: string;
  readonly losses?: Record<string, number>;
  readonly also?: (read: ReadSource) => void;
}

const control = { x1: 15, y1: 10, x2: 45, y2: 30 };
const noDocumentType = 'the file has a document type (<!DOCTYPE …>)';
const sizeless = { 'noted size': 1 };

const outcomes: Record<string, Outcome> = {
  'valid.xml': { boxes: 1 },
  'xxe.xml': { refused: noDocumentType },
  'xxe_http.xml': { refused: noDocumentType },
  'external_dtd.xml': { refused: noDocumentType },
  'billion_laughs.xml': { refused: noDocumentType },
  'quadratic_blowup.xml': { refused: noDocumentType },
  'deep.xml': { refused: 'elements are nested more than 50 deep' },
  'truncated.xml': { refused: 'line 2, column 128: unclosed tag: annotation' },
  'not_xml.xml': { refused: 'The file is not XML: line 1, column 14' },
  'empty.xml': { refused: 'The file is empty.' },
  'html.xml': { refused: 'The file is not XML' },
  'no_objects.xml': { boxes: 0, also: ({ images }) => expect(images).toMatchObject([{ width: 120, height: 80 }]) },
  'no_size.xml': {
    boxes: 1,
    kinds: sizeless,
    also: ({ images }) => expect(images).toMatchObject([{ width: 0, height: 0 }]),
  },
  'zero_size.xml': {
    boxes: 1,
    kinds: sizeless,
    also: ({ images }) => expect(images).toMatchObject([{ width: 0, height: 0 }]),
  },
  // That it is not the picture's size is seen when the picture is there.
  'wrong_size.xml': { boxes: 1, also: ({ images }) => expect(images).toMatchObject([{ width: 640, height: 480 }]) },
  'reversed.xml': { boxes: 1, kinds: { 'repaired bbox-reversed': 1 } },
  'zero_area.xml': {
    boxes: 0,
    kinds: { 'skipped bbox': 1 },
    says: 'zero_area.xml: object 1, bndbox: the box is 0 × 0 pixels and has no area',
  },
  'float.xml': { boxes: 1 },
  'out_of_image.xml': {
    boxes: 1,
    kinds: { 'repaired bbox-clipped': 1 },
    also: ({ annotations }) => expect(annotations[0]!.box).toEqual({ x1: 0, y1: 0, x2: 120, y2: 80 }),
  },
  'text_box.xml': { boxes: 0, kinds: { 'skipped bbox': 1 }, says: 'object 1, bndbox, xmin: is "' },
  'missing_bndbox.xml': {
    boxes: 0,
    kinds: { 'skipped bbox': 1 },
    says: 'object 1, bndbox: is missing; the object was skipped',
  },
  'missing_name.xml': {
    boxes: 0,
    kinds: { 'skipped class': 1 },
    says: 'object 1, name: is missing; the object was skipped',
  },
  'part.xml': { boxes: 1, losses: { 'parts of objects were left out': 1 } },
  'polygon_robndbox.xml': { boxes: 0, kinds: { 'skipped bbox': 1 }, losses: { 'other shapes were left out': 1 } },
  'traversal.xml': {
    boxes: 1,
    kinds: { 'repaired file-name': 1 },
    also: ({ images }) => expect(images).toMatchObject([{ fileName: 'traversal', ending: 'unsaid' }]),
  },
  'wrong_filename.xml': { boxes: 1, also: ({ images }) => expect(images).toMatchObject([{ fileName: 'other.jpg' }]) },
  'xss.xml': { boxes: 1, also: ({ categories }) => expect(categories[0]!.name).toContain('<img') },
  'cdata.xml': { boxes: 1, also: ({ categories }) => expect(categories[0]!.name).toBe('red & <blue>') },
  'namespace.xml': { boxes: 1 },
  'utf16.xml': { boxes: 1 },
  'latin1.xml': { boxes: 1, also: ({ categories }) => expect(categories[0]!.name).toBe('röt') },
  'bom_space.xml': { boxes: 1 },
};

describeWithShared('weird VOC files', (shared) => {
  const folder = join(shared, 'data/weird');
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    file: string;
    what: string;
    expect: string;
  }[];
  const files = manifest
    .filter(({ file }) => file.startsWith('voc/'))
    .map((line) => ({ ...line, name: line.file.slice(4) }));

  it('are all in the table', () => {
    expect(files.map(({ name }) => name).sort()).toEqual(Object.keys(outcomes).sort());
  });

  it.each(files)('$name: $what → $expect', async ({ name }) => {
    const outcome = outcomes[name]!;
    const source = memorySource({
      [name]: new Uint8Array(readFileSync(join(folder, 'voc', name))),
      // A file beside it: what is wrong with one leaves the others alone.
      'zz_control.xml': new Uint8Array(readFileSync(join(folder, 'voc/valid.xml'))),
    });
    const started = process.memoryUsage().heapUsed;
    const read = await readSource(vocReader, source);
    expect(process.memoryUsage().heapUsed - started).toBeLessThan(100e6);
    const own = read.annotations.length - 1;
    if (outcome.refused !== undefined) {
      expect(read.said).toHaveLength(1);
      expect(read.said[0]).toContain(`refused ${name}: `);
      expect(read.said[0]).toContain(outcome.refused);
      expect(own).toBe(0);
    } else {
      expect(read.kinds).toEqual(outcome.kinds ?? {});
      expect(own).toBe(outcome.boxes);
    }
    expect(read.losses).toEqual(outcome.losses ?? {});
    if (outcome.says !== undefined) expect(read.said.join('\n')).toContain(outcome.says);
    if (own === 1 && outcome.also === undefined && name !== 'float.xml')
      expect(read.annotations[0]!.box).toEqual(control);
    const isControl = ({ fileName }: { fileName: string }): boolean => fileName === 'ok.jpg';
    const images = read.images.filter((image, index) => !isControl(image) || index === 0);
    outcome.also?.({ ...read, images });
  });
});
