import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { yoloReader } from '../../../src/common/formats/yolo/read.ts';
import { memorySource } from '../../support/memorySource.ts';
import { readSource, type ReadSource } from '../../support/readSource.ts';
import { describeWithShared } from '../../support/shared.ts';

interface Outcome {
  readonly boxes?: number;
  readonly kinds?: Record<string, number>;
  /** One line that must be among what is said, or a part of it. */
  readonly says?: readonly string[];
  readonly losses?: Record<string, number>;
  readonly also?: (read: ReadSource) => void;
  /** It is refused, and this is said of it. */
  readonly refused?: string;
}

const control = { x1: 0.125, y1: 0.125, x2: 0.375, y2: 0.375 };

/** Each label file is read beside classes.txt (red, green) as the labels of images/NAME.jpg, 120 × 80. */
const labels: Record<string, Outcome> = {
  'valid.txt': { boxes: 1, also: ({ annotations }) => expect(annotations[0]!.box).toEqual(control) },
  'empty.txt': { boxes: 0, also: ({ images }) => expect(images).toHaveLength(1) },
  'wrong_columns.txt': {
    boxes: 1,
    kinds: { 'skipped columns': 2, 'skipped outline': 1 },
    says: [
      'wrong_columns.txt: line 1: has 4 columns; a box has 5',
      'line 2: 7 in an outline is no fraction',
      'line 3: has 1 column;',
    ],
  },
  'six_columns.txt': { boxes: 1, losses: { 'scores were left out': 1 } },
  'polygon.txt': {
    boxes: 1,
    kinds: { 'noted four-corners': 1 },
    losses: { 'rotated boxes became upright boxes': 1 },
    also: ({ annotations }) => expect(annotations[0]!.box).toEqual(control),
  },
  'obb.txt': { boxes: 1, kinds: { 'noted four-corners': 1 }, losses: { 'rotated boxes became upright boxes': 1 } },
  'out_of_range.txt': {
    boxes: 1,
    kinds: { 'skipped bbox-outside': 1, 'repaired bbox-clipped': 1 },
    also: ({ annotations }) => expect(annotations[0]!.box).toMatchObject({ x2: 1, y2: 1 }),
  },
  'pixels.txt': {
    boxes: 0,
    kinds: { 'skipped pixels': 1 },
    says: ['30 is no fraction of the picture (0 … 1). If these are pixels'],
  },
  'negative.txt': { boxes: 0, kinds: { 'skipped bbox': 1 }, says: ['width is −0.2; the box was skipped'] },
  'nan.txt': {
    boxes: 0,
    kinds: { 'skipped not-a-number': 2 },
    says: ['line 1: "nan" in column 2 is not a number', 'line 2: "1e400" in column 2 is not a number'],
  },
  'class_out_of_range.txt': {
    boxes: 1,
    kinds: { 'repaired class-unnamed': 1, 'skipped class': 1 },
    says: ['classes.txt names no class 7; it is called "class 7" here', 'line 2: "-1" is no number of a class'],
  },
  'class_float.txt': { boxes: 1, kinds: { 'skipped class': 1 }, says: ['line 2: "1.5" is no number of a class'] },
  'class_text.txt': { boxes: 1, kinds: { 'repaired class-by-name': 1 } },
  'crlf_tabs.txt': { boxes: 2 },
  'comma.txt': {
    boxes: 0,
    kinds: { 'skipped commas': 1 },
    says: ['comma.txt: line 1: has commas between its columns'],
  },
  'decimal_comma.txt': {
    boxes: 0,
    kinds: { 'skipped not-a-number': 1 },
    says: ['line 1: "0,25" in column 2 is not a number (a decimal comma?)'],
  },
  'bom.txt': { boxes: 1 },
  'binary.txt': { refused: 'No YOLO label file in it can be read. labels/binary.txt: is no text' },
};

/** Read with one label file of class 0. */
const sets: Record<string, Outcome> = {
  'classes.txt': { also: ({ categories }) => expect(categories.map(({ name }) => name)).toEqual(['red', 'green']) },
  'classes_blank.txt': {
    also: ({ categories }) =>
      expect(categories.map(({ name, sourceId }) => [name, sourceId])).toEqual([
        ['red', 0],
        ['green', 2],
      ]),
  },
  'data_traversal.yaml': {
    kinds: { 'skipped part-not-found': 2 },
    says: [
      'data.yaml: train: "/etc" is nothing in the chosen folder; it was not followed',
      'data.yaml: val: ".." is nothing',
    ],
    also: ({ categories }) => expect(categories.map(({ name }) => name)).toEqual(['red', 'green']),
  },
  'data_alias_bomb.yaml': {
    refused: 'data.yaml: The file is not YAML that can be read: Excessive alias count',
  },
  'data_tag.yaml': {
    refused: 'data.yaml: The file is not YAML that can be read: Unresolved tag: tag:yaml.org,2002:js/function',
  },
  'data_names_list.yaml': {
    kinds: { 'noted class-count': 1 },
    says: ['data.yaml: nc: 3 is not the number of names (2)'],
  },
};

describeWithShared('weird YOLO files', (shared) => {
  const folder = join(shared, 'data/weird');
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    file: string;
    what: string;
    expect: string;
  }[];
  const files = manifest
    .filter(({ file }) => file.startsWith('yolo/'))
    .map((line) => ({ ...line, name: line.file.slice(5) }));

  it('are all in the table', () => {
    expect(files.map(({ name }) => name).sort()).toEqual([...Object.keys(labels), ...Object.keys(sets)].sort());
  });

  it.each(files)('$name: $what → $expect', async ({ name }) => {
    const bytes = new Uint8Array(readFileSync(join(folder, 'yolo', name)));
    const isSet = Object.hasOwn(sets, name);
    const setName = name.endsWith('.yaml') ? 'data.yaml' : 'classes.txt';
    const outcome = isSet ? sets[name]! : labels[name]!;
    const source = memorySource(
      isSet
        ? { [setName]: bytes, 'labels/a.txt': '0 0.25 0.25 0.25 0.25\n' }
        : { 'classes.txt': 'red\ngreen\n', [`labels/${name}`]: bytes },
    );
    if (outcome.refused !== undefined) {
      await expect(readSource(yoloReader, source)).rejects.toThrow(outcome.refused);
      expect('pwned' in globalThis).toBe(false);
      return;
    }
    const started = process.memoryUsage().heapUsed;
    const read = await readSource(yoloReader, source);
    expect(process.memoryUsage().heapUsed - started).toBeLessThan(100e6);
    expect(read.annotations).toHaveLength(outcome.boxes ?? 1);
    if (outcome.kinds !== undefined || !isSet) expect(read.kinds).toEqual(outcome.kinds ?? {});
    if (outcome.losses !== undefined || !isSet) expect(read.losses).toEqual(outcome.losses ?? {});
    for (const line of outcome.says ?? [])
      expect(
        read.said.some((said) => said.includes(line)),
        read.said.join('\n'),
      ).toBe(true);
    outcome.also?.(read);
  });
});
