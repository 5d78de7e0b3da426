// Outputs that a foreign detector should not give, and inputs of every kind: what is read is right, or the reason why not is said.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Detections } from '../../../src/common/fcos/detect.ts';
import { guesses, specOf } from '../../../src/common/foreign/guess.ts';
import { inputFacts } from '../../../src/common/foreign/inputFacts.ts';
import type { ForeignChoices } from '../../../src/common/foreign/guess.ts';
import type { Placement } from '../../../src/common/foreign/input.ts';
import type { Output } from '../../../src/common/foreign/outputs.ts';
import type { Probe } from '../../../src/common/foreign/probe.ts';
import { readForeign } from '../../../src/common/foreign/read.ts';
import type { ForeignSpec, Reading } from '../../../src/common/foreign/spec.ts';
import type { ForeignCard } from '../../../src/common/model/card.ts';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import { examineOnnx } from '../../../src/detector/foreign/examine.ts';
import { readOnnxSource } from '../../../src/detector/foreign/onnxSource.ts';
import { prepare } from '../../../src/detector/preprocess.ts';
import { createSession } from '../../../src/detector/providers.ts';
import { runPictures } from '../../../src/detector/runPictures.ts';
import { drawnModel } from './onnxBuilder.ts';
import type { DrawnModel } from './onnxBuilder.ts';

const place: Placement = {
  paddedWidth: 96,
  paddedHeight: 64,
  left: 0,
  top: 8,
  width: 96,
  height: 48,
  imageWidth: 192,
  imageHeight: 96,
};

function spec(reading: Reading, classes: number, iouThreshold = 1): ForeignSpec {
  return {
    input: {
      name: 'images',
      order: 'rgb',
      scale: 1,
      mean: [0, 0, 0],
      deviation: [1, 1, 1],
      filter: 'antialias',
      size: { kind: 'letterbox', width: 96, height: 64, align: 'centre' },
      layout: 'nchw',
      element: 'float32',
      batch: 1,
    },
    reading,
    classes,
    detection: { scoreThreshold: 0.3, iouThreshold, candidatesPerLevel: 1000, detectionsPerImage: 3 },
  };
}

function read(
  outputs: Readonly<Record<string, readonly [dims: readonly number[], values: readonly number[]]>>,
  own: ForeignSpec,
): Detections {
  const all = new Map(
    Object.entries(outputs).map(([name, [dims, values]]): [string, Output] => [
      name,
      { dims, values: Float32Array.from(values) },
    ]),
  );
  return readForeign({ outputs: all, picture: 0, batch: 1 }, own, place);
}

const lists: Reading = {
  kind: 'listed',
  boxes: 'boxes',
  scores: 'scores',
  labels: 'labels',
  form: { numbers: 'x1y1x2y2', unit: 'input' },
  firstLabel: 1,
};

describe('lists that a model gives', () => {
  it('are read in every way of writing a box', () => {
    const one = (numbers: readonly number[], form: (typeof lists)['form']): readonly number[] => [
      ...read({ boxes: [[1, 4], numbers], scores: [[1], [0.9]], labels: [[1], [1]] }, spec({ ...lists, form }, 2))
        .boxes,
    ];
    const wanted = [20, 10, 60, 50];
    expect(one([10, 13, 30, 33], { numbers: 'x1y1x2y2', unit: 'input' })).toEqual(wanted);
    expect(one([13, 10, 33, 30], { numbers: 'y1x1y2x2', unit: 'input' })).toEqual(wanted);
    expect(one([20, 23, 20, 20], { numbers: 'cxcywh', unit: 'input' })).toEqual(wanted);
    expect(one([10, 13, 20, 20], { numbers: 'xywh', unit: 'input' })).toEqual(wanted);
    expect(one(wanted, { numbers: 'x1y1x2y2', unit: 'picture' })).toEqual(wanted);
    for (const [side, value] of one([10 / 96, 13 / 64, 30 / 96, 33 / 64], {
      numbers: 'x1y1x2y2',
      unit: 'fraction',
    }).entries())
      expect(value).toBeCloseTo(wanted[side] as number, 3);
  });

  it('leave out the background, and fail on a label beyond the classes: all names would be wrong', () => {
    const outputs = (label: number) =>
      ({
        boxes: [
          [1, 4],
          [10, 10, 30, 30],
        ],
        scores: [[1], [0.9]],
        labels: [[1], [label]],
      }) as const;
    expect([...read(outputs(2), spec(lists, 2)).labels]).toEqual([1]);
    expect(read(outputs(0), spec(lists, 2)).scores).toHaveLength(0);
    expect(() => read(outputs(3), spec(lists, 2))).toThrow(/gave label 3, and its card has 2 classes from 1/);
  });

  it('without rows are no detections; of different lengths, or not there, they are named', () => {
    expect(read({ boxes: [[0, 4], []], scores: [[0], []], labels: [[0], []] }, spec(lists, 2)).scores).toHaveLength(0);
    expect(() =>
      read({ boxes: [[2, 4], Array(8).fill(1) as number[]], scores: [[1], [1]], labels: [[1], [1]] }, spec(lists, 2)),
    ).toThrow(/scores has 1 rows; 2 were expected/);
    expect(() => read({ boxes: [[0, 4], []], scores: [[0], []] }, spec(lists, 2))).toThrow(/gave no output labels/);
    expect(() => read({ boxes: [[4], [1, 2, 3, 4]], scores: [[1], [1]], labels: [[1], [1]] }, spec(lists, 2))).toThrow(
      /boxes is \[4\]/,
    );
  });

  it('keep the sound boxes where others are no numbers, have no size, or lie in the padding', () => {
    const boxes = [NaN, 1, 2, 3, 0, 0, Infinity, 9, 30, 30, 10, 10, 5, 5, 5, 40, 0, 0, 40, 7, 10, 13, 30, 33];
    const found = read(
      { boxes: [[6, 4], boxes], scores: [[6], [0.99, 0.98, 0.97, 0.96, 0.95, 0.5]], labels: [[6], [1, 1, 1, 1, 1, 1]] },
      spec(lists, 2, 0.5),
    );
    expect([...found.boxes]).toEqual([20, 10, 60, 50]);
    const unsure = read(
      {
        boxes: [
          [1, 4],
          [0, 10, 9, 30],
        ],
        scores: [[1], [NaN]],
        labels: [[1], [1]],
      },
      spec(lists, 2),
    );
    expect(unsure.scores).toHaveLength(0);
  });
});

describe('raw outputs that a model gives', () => {
  const cells: Reading = {
    kind: 'cells',
    values: 'output0',
    axes: 'numbers-cells',
    objectness: false,
    activation: 'none',
    form: { numbers: 'cxcywh', unit: 'input' },
    decoding: 'done',
    strides: [8, 16, 32],
  };

  it('full of what is no number give no detections', () => {
    const outputs = { output0: [[1, 6, 126], Array(6 * 126).fill(NaN) as number[]] } as const;
    expect(read(outputs, spec(cells, 2)).scores).toHaveLength(0);
    expect(read(outputs, spec({ ...cells, activation: 'softmax' }, 2)).scores).toHaveLength(0);
    const queries: Reading = {
      kind: 'pair',
      boxes: 'b',
      scores: 's',
      form: cells.form,
      activation: 'softmax',
      background: 'last',
    };
    const nothing = read(
      { b: [[1, 2, 4], Array(8).fill(NaN) as number[]], s: [[1, 2, 3], Array(6).fill(NaN) as number[]] },
      spec(queries, 2),
    );
    expect(nothing.scores).toHaveLength(0);
  });

  it('of another shape than at first are refused with both shapes', () => {
    expect(() => read({ output0: [[1, 4, 126], Array(4 * 126).fill(0) as number[]] }, spec(cells, 2))).toThrow(
      /4 numbers a cell, too few for 2 classes/,
    );
    const grid: Reading = { ...cells, axes: 'cells-numbers', decoding: 'grid' };
    expect(() => read({ output0: [[1, 125, 6], Array(6 * 125).fill(0.5) as number[]] }, spec(grid, 2))).toThrow(
      /125 cells, which do not fit strides 8, 16, 32/,
    );
    expect(() => read({ output0: [[6, 126], Array(5).fill(0) as number[]] }, spec(cells, 2))).toThrow(/incomplete/);
  });
});

describe('a guess', () => {
  const probe = (outputs: Readonly<Record<string, readonly [readonly number[], readonly number[]]>>): Probe => ({
    width: 96,
    height: 64,
    layout: 'nchw',
    beside: 'nothing',
    whole: new Set(),
    outputs: new Map(
      Object.entries(outputs).map(([name, [dims, values]]) => [name, { dims, values: Float32Array.from(values) }]),
    ),
  });

  it('offers every order of an empty table, none of them as sure', () => {
    const likely = guesses(probe({ output: [[0, 7], []] }));
    expect(likely.length).toBeGreaterThan(1);
    for (const { sureness } of likely) expect(sureness).toBeLessThan(0.7);
  });

  it('offers both readings of a table of cells that could have an objectness', () => {
    const likely = guesses(
      probe({ output: [[1, 126, 12], Array.from({ length: 126 * 12 }, (_, n) => (n % 12 < 4 ? 40 : 0.5))] }),
    );
    expect(likely.map(({ classes }) => classes).sort()).toEqual([7, 8]);
    for (const { sureness } of likely) expect(sureness).toBeLessThan(0.7);
  });

  it('is none for classes of a whole picture, segments, depth and features', () => {
    const soft = (count: number): number[] => Array<number>(count).fill(1 / count);
    expect(guesses(probe({ probabilities: [[1, 1000], soft(1000)] }))).toEqual([]);
    expect(guesses(probe({ segments: [[1, 21, 8, 12], Array(21 * 96).fill(1 / 21) as number[]] }))).toEqual([]);
    expect(guesses(probe({ segments: [[1, 21, 64, 96], Array(21 * 64 * 96).fill(1 / 21) as number[]] }))).toEqual([]);
    expect(guesses(probe({ depth: [[1, 1, 64, 96], Array(64 * 96).fill(3) as number[]] }))).toEqual([]);
    expect(guesses(probe({ features: [[1, 197, 768], Array(197 * 768).fill(-0.3) as number[]] }))).toEqual([]);
    expect(
      guesses(probe({ nothing: [[1, 6, 126], Array(756).fill(NaN) as number[]] })).every(
        ({ sureness }) => sureness < 0.7,
      ),
    ).toBe(true);
  });
});

describe('the inputs of a file', () => {
  const picture = { name: 'images', type: 'float32', dims: [1, 3, 64, 96] };

  it('are one picture and what is said of it; others are named', () => {
    expect(inputFacts([picture])).toMatchObject({ layout: 'nchw', batch: 1, width: 96, height: 64 });
    expect(inputFacts([{ ...picture, dims: ['n', 3, 'h', 'w'] }])).toEqual({
      name: 'images',
      element: 'float32',
      layout: 'nchw',
      batch: 'any',
    });
    expect(inputFacts([{ ...picture, dims: ['n', -1, -1, 3] }])).toMatchObject({ layout: 'nhwc' });
    expect(
      inputFacts([
        { name: 'im_shape', type: 'float32', dims: [-1, 2] },
        { ...picture, dims: [-1, 3, 64, 96] },
        { name: 'scale_factor', type: 'float32', dims: [-1, 2] },
      ]).others?.map(({ gives }) => gives),
    ).toEqual(['height-width', 'ones']);
    expect(
      inputFacts([
        { ...picture, dims: [-1, 3, 64, 96] },
        { name: 'size', type: 'int64', dims: [1, 2] },
      ]).batch,
    ).toBe(1);
  });

  const refused: readonly (readonly [string, Parameters<typeof inputFacts>[0], RegExp])[] = [
    [
      'text',
      [{ name: 'input_ids', type: 'int64', dims: ['n', 'length'] }],
      /one input for them; this file has: input_ids int64 \[n, length\]/,
    ],
    ['none', [], /this file has: none/],
    ['two pictures', [picture, { ...picture, name: 'right' }], /images .*; right /],
    ['a sequence', [{ name: 'images', type: 'other', dims: [] }], /this file has: images other/],
    ['doubles', [{ ...picture, type: 'float64' }], /takes float64; float32, float16 and uint8 can be given/],
    ['grey', [{ ...picture, dims: [1, 1, 64, 96] }], /no axis of three colours/],
    ['a huge side', [{ ...picture, dims: [1, 3, 1_000_000, 1_000_000] }], /1000000 pixels on a side/],
    ['a tiny side', [{ ...picture, dims: [1, 3, 4, 4] }], /4 pixels on a side/],
    ['a huge batch', [{ ...picture, dims: [1_000_000, 3, 64, 96] }], /too large/],
    ['large pictures, many of them', [{ ...picture, dims: [64, 3, 4096, 4096] }], /too large/],
    ['a prompt', [picture, { name: 'prompt', type: 'float32', dims: [1, 77, 768] }], /more than a picture.*prompt/],
  ];

  it.each(refused)('%s: refused with what was found', (_, inputs, words) => {
    expect(() => inputFacts(inputs)).toThrow(words);
  });
});

describe('a picture', () => {
  let folder = '';
  let file = '';

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'boxwright-readings-'));
    file = path.join(folder, 'picture.png');
    await sharp({ create: { width: 300, height: 200, channels: 3, background: { r: 250, g: 20, b: 90 } } })
      .png()
      .toFile(file);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  /** What a model of one box finds with these choices. */
  async function find(model: Partial<DrawnModel>, box: readonly number[], choices: ForeignChoices): Promise<number[]> {
    const onnx = path.join(folder, 'model.onnx');
    const rows = [...box, 0.9, 3];
    await writeFile(
      onnx,
      drawnModel({ width: 'any', height: 'any', ...model, outputs: [{ name: 'out', dims: [1, 6], values: rows }] }),
    );
    const report = await examineOnnx(onnx, file, defaultPixelLimit);
    const guess = report.likely.find(({ reading }) => reading.kind === 'rows');
    if (guess === undefined) throw new Error('nothing was recognised');
    const foreign = specOf(report.facts, guess, choices, 80);
    const session = await createSession((await readOnnxSource(onnx)).bytes, 'cpu', 1);
    const prepared = await prepare(file, defaultPixelLimit, foreign.input);
    const found = await runPictures(session, { foreign } as ForeignCard, [prepared, prepared]);
    await session.release();
    expect(found).toHaveLength(2);
    expect(found[0]).toEqual(found[1]);
    return [...(found[0]?.boxes ?? [])].map((value) => Math.round(value * 10) / 10);
  }

  it('enters an input of any size at the size that is chosen, and its boxes come back', async () => {
    const box = [15, 20, 150, 60];
    expect(await find({ batch: 'any' }, box, { fit: 'stretch', width: 320, height: 160 })).toEqual([
      14.1, 25, 140.6, 75,
    ]);
    // 300 × 200 at 150 × 100 in 320 × 100: in the middle it begins 85 pixels from the left.
    expect(await find({}, [100, 20, 200, 60], { fit: 'letterbox-centre', width: 320, height: 100 })).toEqual([
      30, 40, 230, 120,
    ]);
    expect(await find({ batch: 3 }, box, { fit: 'letterbox-corner', width: 320, height: 100 })).toEqual([
      30, 40, 300, 120,
    ]);
    expect(await find({ batch: 'none' }, box, { fit: 'sides', width: 100, height: 100 })).toEqual([30, 40, 300, 120]);
    expect(await find({ layout: 'nhwc', element: 'uint8' }, box, { fit: 'stretch', width: 320, height: 160 })).toEqual([
      14.1, 25, 140.6, 75,
    ]);
  });
});
