// Files that are no detectors, or mean harm: a real detector process says what is wrong with each, and answers the next call.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { create } from '@bufbuild/protobuf';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inputFacts } from '../../../src/common/foreign/inputFacts.ts';
import { specOf } from '../../../src/common/foreign/guess.ts';
import type { ForeignReport } from '../../../src/common/foreign/report.ts';
import {
  AttributeProtoSchema,
  GraphProtoSchema,
  TensorProtoSchema,
  TensorProto_DataLocation as Location,
  TensorProto_DataType as DataType,
  ValueInfoProtoSchema,
} from '../../../src/common/graph/protobuf/onnx_pb.ts';
import type { TensorProto } from '../../../src/common/graph/protobuf/onnx_pb.ts';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import type { ModelFiles, PictureDetections } from '../../../src/common/protocol.ts';
import type { Result } from '../../../src/common/result.ts';
import { DetectorClient } from '../../../src/main/detector/client.ts';
import type { Fork } from '../../../src/main/detector/child.ts';
import { forkDetector } from '../../../src/main/detector/fork.ts';
import { buildEntries } from '../builtDetector.ts';
import { bytesOf, drawnModel, modelOf, nodeOf, tensorOf, valueOf } from './onnxBuilder.ts';
import type { ModelParts } from './onnxBuilder.ts';

let folder = '';
let built: Awaited<ReturnType<typeof buildEntries>>;
let looker: DetectorClient;
const clients: DetectorClient[] = [];

beforeAll(async () => {
  process.env['BOXWRIGHT_PROVIDERS'] = 'cpu';
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-hostile-'));
  built = await buildEntries({
    detector: 'src/detector/index.ts',
    examine: 'test/detector/foreign/examineProcess.ts',
  });
  looker = lookerWithin(200, 120);
});

afterEach(async () => {
  // Whatever the file was, the next one is looked at.
  const good = await write('good.onnx', drawnModel(small));
  const seen = await look(good);
  expect(seen, JSON.stringify(seen)).toMatchObject({ ok: true, value: { likely: [{ reading: { kind: 'rows' } }] } });
});

afterAll(async () => {
  await Promise.all([looker, ...clients].map((one) => one.close()));
  await built.remove();
  await rm(folder, { recursive: true, force: true });
  delete process.env['BOXWRIGHT_PROVIDERS'];
});

const small = {
  width: 96,
  height: 64,
  outputs: [{ name: 'out', dims: [2, 6], values: [5, 5, 40, 30, 0.9, 1, 50, 8, 90, 50, 0.6, 0] }],
} as const;

function client(fork: Fork, entry: 'detector' | 'examine'): DetectorClient {
  return new DetectorClient({ fork, entry: path.join(built.folder, `${entry}.js`), lane: 'detector' });
}

/** Looks at files, and may take so much for one. */
function lookerWithin(megabytes: number, seconds: number): DetectorClient {
  const limits = [`--megabytes=${megabytes}`, `--seconds=${seconds}`];
  return client((entry, args) => forkDetector(entry, [...args, ...limits]), 'examine');
}

async function write(name: string, bytes: Uint8Array | string): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, bytes);
  return file;
}

async function look(file: string, by = looker): Promise<Result<ForeignReport>> {
  const reply = await by.call('importModel', { file, folder, id: 'a', name: 'a' });
  return reply as unknown as Result<ForeignReport>;
}

/** The words of a refusal: message and detail. */
async function refusal(file: string): Promise<string> {
  const seen = await look(file);
  if (seen.ok) throw new Error(`It was taken for: ${JSON.stringify(seen.value.likely)}`);
  expect(seen.failure.kind).not.toBe('unexpected');
  return `${seen.failure.message} | ${seen.failure.detail ?? ''}`;
}

const picture = valueOf('images', 'float32', [1, 3, 64, 96]);

function network(parts: Partial<ModelParts>): Uint8Array {
  return bytesOf(modelOf({ nodes: [], inputs: [picture], outputs: [valueOf('out', 'float32', ['n'])], ...parts }));
}

/** As many zeros as the shape says, added to the picture's mean, so that nobody leaves them out. */
function zeros(count: number): Uint8Array {
  return network({
    weights: [tensorOf('shape', [1], [count], 'int64')],
    nodes: [
      nodeOf('ConstantOfShape', ['shape'], ['zeros']),
      nodeOf('ReduceMean', ['images'], ['mean'], { keepdims: 0 }),
      nodeOf('Add', ['zeros', 'mean'], ['out']),
    ],
  });
}

/** 2⁴⁰ rounds. */
function endless(): Uint8Array {
  const body = create(GraphProtoSchema, {
    name: 'body',
    node: [nodeOf('Identity', ['go'], ['go_on']), nodeOf('Add', ['value', 'value'], ['next'])],
    input: [valueOf('round', 'int64', []), valueOf('go', 'bool', []), valueOf('value', 'float32', [])],
    output: [valueOf('go_on', 'bool', []), valueOf('next', 'float32', [])],
  });
  const loop = nodeOf('Loop', ['rounds', 'yes', 'mean'], ['out']);
  loop.attribute.push(create(AttributeProtoSchema, { name: 'body', g: body, type: 5 }));
  return network({
    weights: [tensorOf('rounds', [], [2 ** 40], 'int64'), tensorOf('yes', [], [1], 'bool')],
    nodes: [nodeOf('ReduceMean', ['images'], ['mean'], { keepdims: 0 }), loop],
    outputs: [valueOf('out', 'float32', [])],
  });
}

describe('a file that is no detector', () => {
  const files: readonly (readonly [string, () => Uint8Array | string, RegExp])[] = [
    ['a text', () => 'no model at all', /nor ONNX/],
    ['an empty file', () => '', /holds no network/],
    ['half a file', () => drawnModel(small).subarray(0, 300), /damaged or incomplete/],
    ['a graph without nodes', () => network({}), /holds no network/],
    [
      'a classifier',
      () =>
        network({
          nodes: [nodeOf('ReduceMean', ['images'], ['out'], { axes: [2, 3], keepdims: 0 })],
          outputs: [valueOf('out', 'float32', [1, 3])],
        }),
      /not a detector that this program can read.*gives: out float32 \[1, 3\].*Known are/,
    ],
    [
      'a segmenter',
      () =>
        network({
          nodes: [nodeOf('Softmax', ['images'], ['out'], { axis: 1 })],
          outputs: [valueOf('out', 'float32', [1, 3, 64, 96])],
        }),
      /not a detector.*\[1, 3, 64, 96\]/,
    ],
    [
      'a model of texts',
      () =>
        network({
          inputs: [valueOf('input_ids', 'int64', ['n', 'length'])],
          nodes: [nodeOf('Identity', ['input_ids'], ['out'])],
        }),
      /one input for them; this file has: input_ids int64 \[n, length\]/,
    ],
    [
      'a sequence for an input',
      () =>
        network({
          inputs: [create(ValueInfoProtoSchema, { name: 'list' })],
          nodes: [nodeOf('Identity', ['list'], ['out'])],
        }),
      /this file has: list other/,
    ],
    [
      'two pictures',
      () =>
        network({
          inputs: [picture, valueOf('right', 'float32', [1, 3, 64, 96])],
          nodes: [nodeOf('Add', ['images', 'right'], ['out'])],
        }),
      /images float32 \[1, 3, 64, 96\]; right/,
    ],
    [
      'a sequence for an output',
      () =>
        network({
          nodes: [nodeOf('SequenceConstruct', ['images'], ['out'])],
          outputs: [create(ValueInfoProtoSchema, { name: 'out' })],
        }),
      /sequence or a map.*plain outputs/,
    ],
    [
      "TensorRT's operator",
      () => network({ nodes: [nodeOf('EfficientNMS_TRT', ['images'], ['out'])] }),
      /operator EfficientNMS_TRT, which ONNX Runtime does not have; export the model without plugins/,
    ],
    [
      'a plugin of its own domain',
      () => network({ domains: ['mmdeploy'], nodes: [nodeOf('TRTBatchedNMS', ['images'], ['out'], {}, 'mmdeploy')] }),
      /operator mmdeploy\.TRTBatchedNMS/,
    ],
    [
      'a graph in a circle',
      () => network({ nodes: [nodeOf('Add', ['images', 'out'], ['x']), nodeOf('Add', ['x', 'x'], ['out'])] }),
      /cannot load this model: .*acyclic.*Export it again/,
    ],
    [
      'one that fails when it runs',
      () =>
        network({
          weights: [tensorOf('shape', [1], [7], 'int64')],
          nodes: [nodeOf('Reshape', ['images', 'shape'], ['out'])],
        }),
      /fails when it runs: .*Reshape/,
    ],
    [
      'huge pictures',
      () =>
        network({
          inputs: [valueOf('images', 'float32', [1, 3, 1e6, 1e6])],
          nodes: [nodeOf('Relu', ['images'], ['out'])],
        }),
      /1000000 pixels on a side/,
    ],
    ['weights that claim 4 TB', () => claimed(), /weights w \[1000000000000\] do not fill 4 bytes/],
    ['4 TB of zeros', () => zeros(1e12), /more memory than this machine has, [\d,]+ MB in one piece/],
  ];

  it.each(files)('%s is refused with what was found', async (_, make, words) => {
    expect(await refusal(await write('model.onnx', make()))).toMatch(words);
  });

  it('of 2 GB and a byte is refused by its size, before it is read', async () => {
    const file = await write('large.onnx', '');
    await truncate(file, 2 ** 31 + 1);
    expect(await refusal(file)).toMatch(/larger than 2 GB/);
    await rm(file);
  });

  it('is a folder, or is not there', async () => {
    expect(await refusal(folder)).toMatch(/is not a file/);
    expect(await refusal(path.join(folder, 'absent.onnx'))).toMatch(/There is no file absent\.onnx/);
  });

  it('gives only what is no number: it is not taken for sure', async () => {
    const nothing = { ...small, outputs: [{ name: 'out', dims: [2, 6], values: Array<number>(12).fill(NaN) }] };
    const seen = await look(await write('model.onnx', drawnModel(nothing)));
    if (seen.ok) for (const { sureness } of seen.value.likely) expect(sureness).toBeLessThan(0.7);
  });
});

function claimed(): Uint8Array {
  const w = create(TensorProtoSchema, {
    name: 'w',
    dims: [10n ** 12n],
    dataType: DataType.FLOAT,
    rawData: new Uint8Array(4),
  });
  return network({ weights: [w], nodes: [nodeOf('Add', ['images', 'w'], ['out'])] });
}

describe('a model that would take the machine', () => {
  it.each([
    ['memory', () => zeros(1e9), 50, 120, /asks for more than the 50 MB of memory/],
    ['time', endless, 2000, 4, /not ready after 4 seconds/],
  ] as const)(
    '%s: its process ends with the reason, and another one answers',
    async (_, make, megabytes, seconds, words) => {
      const file = await write('model.onnx', make());
      const strict = lookerWithin(megabytes, seconds);
      clients.push(strict);
      const seen = await look(file, strict);
      expect(seen).toMatchObject({ ok: false, failure: { kind: 'detector' } });
      if (!seen.ok) expect(seen.failure.detail).toMatch(words);
      // The same client, in a new process.
      expect(await look(path.join(folder, 'absent.onnx'), strict)).toMatchObject({ failure: { kind: 'not-found' } });
    },
  );

  it.runIf(process.platform === 'linux')('is the first to go where memory runs out', async () => {
    const detector = client(forkDetector, 'detector');
    clients.push(detector);
    await detector.start();
    expect(Number(await readFile(`/proc/${detector.pid ?? 0}/oom_score_adj`, 'utf8'))).toBeGreaterThan(
      Number(await readFile('/proc/self/oom_score_adj', 'utf8')),
    );
  });
});

describe('weights beside a model', () => {
  const values = [5, 5, 40, 30, 0.9, 1, 50, 8, 90, 50, 0.6, 0];

  /** A detector of two boxes whose numbers lie elsewhere. */
  function outside(location: string, offset = 0): Uint8Array {
    const weights: TensorProto = create(TensorProtoSchema, {
      name: 'rows',
      dims: [1n, 2n, 6n],
      dataType: DataType.FLOAT,
      dataLocation: Location.EXTERNAL,
      externalData: [
        { key: 'location', value: location },
        { key: 'offset', value: `${offset}` },
        { key: 'length', value: '48' },
      ],
    });
    return network({
      weights: [weights, tensorOf('nothing', [1], [0])],
      nodes: [
        nodeOf('ReduceMean', ['images'], ['mean'], { keepdims: 0 }),
        nodeOf('Mul', ['mean', 'nothing'], ['zero']),
        nodeOf('Add', ['rows', 'zero'], ['out']),
      ],
      outputs: [valueOf('out', 'float32', [1, 2, 6])],
    });
  }

  const data = new Uint8Array(Float32Array.from(values).buffer);

  it('are read from its own folder, and from folders in it, at their place', async () => {
    await write('own/weights.bin', Buffer.concat([Buffer.alloc(16), data]));
    await write('own/deeper/weights.bin', Buffer.concat([Buffer.alloc(16), data]));
    for (const location of ['weights.bin', 'deeper/weights.bin', './deeper/../weights.bin']) {
      const seen = await look(await write('own/model.onnx', outside(location, 16)));
      expect(seen, location).toMatchObject({ ok: true, value: { likely: [{ reading: { kind: 'rows' } }] } });
    }
  });

  it('that lie elsewhere, are missing, short, or no file, are refused by name', async () => {
    const secret = await write('secret.bin', data);
    await mkdir(path.join(folder, 'own'), { recursive: true });
    await symlink(secret, path.join(folder, 'own', 'link.bin')).catch(() => undefined);
    await write('own/short.bin', data.subarray(0, 47));
    const tell = async (location: string, offset?: number): Promise<string> =>
      refusal(await write('own/model.onnx', outside(location, offset)));
    expect(await tell(secret)).toMatch(/wants to read ".*secret\.bin", which is outside of its own folder/);
    expect(await tell('../secret.bin')).toMatch(/outside of its own folder/);
    expect(await tell('a/../../secret.bin')).toMatch(/outside of its own folder/);
    expect(await tell('link.bin')).toMatch(/leads out of its own folder/);
    expect(await tell('')).toMatch(/wants to read ""/);
    expect(await tell('.')).toMatch(/outside of its own folder|is not a file/);
    expect(await tell('absent.bin')).toMatch(/keeps its weights in absent\.bin, which is not beside it/);
    expect(await tell('short.bin')).toMatch(/short\.bin has 47 bytes, and its weights rows would end at 48/);
    expect(await tell('short.bin', -4)).toMatch(/say that they lie at -4/);
    expect(await tell('*/_ORT_MEM_ADDR_/*', 4096)).toMatch(/not beside it/);
  });

  it('of more than 2 GB together are refused before they are read', async () => {
    const huge = create(TensorProtoSchema, {
      name: 'rows',
      dims: [600_000_000n],
      dataType: DataType.FLOAT,
      dataLocation: Location.EXTERNAL,
      externalData: [{ key: 'location', value: 'huge.bin' }],
    });
    const handle = await open(path.join(folder, 'huge.bin'), 'w');
    await handle.truncate(2_400_000_000);
    await handle.close();
    const file = await write(
      'model.onnx',
      network({ weights: [huge], nodes: [nodeOf('Add', ['images', 'rows'], ['out'])] }),
    );
    expect(await refusal(file)).toMatch(/2 GB is the limit/);
    await rm(path.join(folder, 'huge.bin'));
  });
});

describe('a foreign model in use', () => {
  it('whose outputs change their shape in a later run fails for that picture, and finds boxes in the next', async () => {
    // Bright pictures get rows of five numbers.
    const five = create(GraphProtoSchema, {
      name: 'five',
      node: [nodeOf('Identity', ['rows5'], ['a'])],
      output: [valueOf('a', 'float32', [1, 'n', 'm'])],
    });
    const six = create(GraphProtoSchema, {
      name: 'six',
      node: [nodeOf('Identity', ['rows6'], ['b'])],
      output: [valueOf('b', 'float32', [1, 'n', 'm'])],
    });
    const either = nodeOf('If', ['bright'], ['out']);
    either.attribute.push(
      create(AttributeProtoSchema, { name: 'then_branch', g: five, type: 5 }),
      create(AttributeProtoSchema, { name: 'else_branch', g: six, type: 5 }),
    );
    const onnx = network({
      weights: [
        tensorOf('limit', [], [0.7]),
        tensorOf('rows5', [1, 1, 5], [5, 5, 40, 30, 0.9]),
        tensorOf('rows6', [1, 1, 6], [5, 5, 40, 30, 0.9, 1]),
      ],
      nodes: [
        nodeOf('ReduceMean', ['images'], ['mean'], { keepdims: 0 }),
        nodeOf('Greater', ['mean', 'limit'], ['bright']),
        either,
      ],
      outputs: [valueOf('out', 'float32', [1, 'n', 'm'])],
    });
    const model = await modelFiles(onnx);
    const pictures = [];
    for (const [id, grey] of [40, 250, 60].entries()) {
      const file = path.join(folder, `${id}.png`);
      const background = { r: grey, g: grey, b: grey };
      await sharp({ create: { width: 96, height: 64, channels: 3, background } })
        .png()
        .toFile(file);
      pictures.push({ id: id + 1, path: file });
    }
    const detector = client(forkDetector, 'detector');
    clients.push(detector);
    const items: PictureDetections[] = [];
    const request = {
      model,
      pictures,
      scoreThreshold: 0.3,
      pixelLimit: defaultPixelLimit,
      priority: 'background' as const,
    };
    const reply = await detector.call('detect', request, { onItem: (item) => void items.push(item) });
    expect(reply).toMatchObject({ ok: true });
    // Two threads run them, so answers may come in any order.
    const answers = items.toSorted((a, b) => a.id - b.id);
    expect(answers.map(({ id, result }) => [id, result.ok])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
    expect(answers[1]?.result).toMatchObject({
      failure: { kind: 'detector', message: expect.stringMatching(/columns/) as string },
    });
  });

  /** A model of the program with this file: rows of six numbers, two classes. */
  async function modelFiles(onnx: Uint8Array): Promise<ModelFiles> {
    const facts = inputFacts([{ name: 'images', type: 'float32', dims: [1, 3, 64, 96] }]);
    const foreign = specOf(
      facts,
      {
        reading: {
          kind: 'rows',
          table: 'out',
          box: 0,
          score: 4,
          label: 5,
          form: { numbers: 'x1y1x2y2', unit: 'input' },
          firstLabel: 0,
        },
        preset: 'unit-rgb',
        fit: 'stretch',
        iouThreshold: 1,
        sureness: 1,
        because: '',
      },
      {},
      2,
    );
    const card = {
      format: 1,
      id: 'changing',
      name: 'changing',
      classes: ['a', 'b'],
      howMade: 'for a test',
      precision: 'float32',
      parameters: 1,
      created: '2026-01-01T00:00:00.000Z',
      onnxSha256: createHash('sha256').update(onnx).digest('hex'),
      foreign,
    };
    return {
      id: 'changing',
      onnxPath: await write('changing.onnx', onnx),
      cardPath: await write('changing.json', JSON.stringify(card)),
    };
  }
});
