// The gradients of whole networks, as ONNX Runtime computes them, against differences of their losses in double precision. Single
// rules are in graph/gradient, torchvision's answers in trainingGraph.test.ts.
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { assign } from '../../../src/common/fcos/assign.ts';
import { initialValues } from '../../../src/common/fcos/initial.ts';
import { levelGrids, locationCount } from '../../../src/common/fcos/locations.ts';
import { losses, targetNames, torchvisionLoss } from '../../../src/common/fcos/loss.ts';
import type { LossSpec } from '../../../src/common/fcos/loss.ts';
import { fcos, parameterShapes } from '../../../src/common/fcos/network.ts';
import { sizeSpec } from '../../../src/common/fcos/sizes.ts';
import { torchvisionConventions } from '../../../src/common/fcos/spec.ts';
import type { FcosSpec } from '../../../src/common/fcos/spec.ts';
import { countPositives, emptyTargets, writeTargets } from '../../../src/common/fcos/targets.ts';
import { gradientName, trainableParameters, trainingModel } from '../../../src/common/fcos/trainingGraph.ts';
import { emptyGraph, input } from '../../../src/common/graph/graph.ts';
import type { Graph, Tensor } from '../../../src/common/graph/graph.ts';
import { between, seededRandom } from '../../../src/common/random.ts';
import { plainly } from '../graph/plainly.ts';
import type { Values as Plain } from '../graph/plainly.ts';

const side = 64;
const nano = sizeSpec('nano', 2, side);

/** nano's layers with half of its channels, so that a loss in double precision takes no second. */
const halved: FcosSpec = {
  ...nano,
  trunk: {
    ...nano.trunk,
    stem: nano.trunk.stem / 2,
    stages: nano.trunk.stages.map(({ blocks, inner, outer }) => ({ blocks, inner: inner / 2, outer: outer / 2 })),
  },
  pyramid: { ...nano.pyramid, channels: nano.pyramid.channels / 2 },
  head: { ...nano.head, groups: nano.head.groups / 2 },
};

/** Few channels, and what an imported network may have: bottlenecks with groups, max pooling, recorded statistics. */
const imported: FcosSpec = {
  ...nano,
  trunk: {
    family: 'resnet',
    block: 'bottleneck',
    stem: 8,
    stages: [8, 8, 16, 16].map((inner) => ({ blocks: 1, inner, outer: 2 * inner })),
    groups: 2,
  },
  pyramid: { ...nano.pyramid, channels: 16, extraFrom: 'C5' },
  head: { classes: 2, convolutions: 1, groups: 4 },
  conventions: torchvisionConventions,
};

type Values = Map<string, Float32Array>;

/** Values away from where a run starts: there, whole branches are nearly 0. */
function livelyValues(spec: FcosSpec, seed: number): Values {
  const random = seededRandom(seed);
  const values = new Map(initialValues(spec, random));
  for (const [name, shape] of parameterShapes(spec)) {
    const own = values.get(name) as Float32Array;
    if (name.endsWith('running_var'))
      values.set(
        name,
        own.map(() => between(random, 0.5, 2)),
      );
    else if (name.endsWith('bbox_reg.bias'))
      values.set(
        name,
        own.map(() => between(random, 0.7, 1.2)),
      );
    else if (shape.length === 1)
      values.set(
        name,
        own.map((value) => value * 0.6 + between(random, -0.3, 0.3)),
      );
    else if (/cls_logits|bbox_reg|bbox_ctrness/.test(name))
      values.set(
        name,
        own.map((value) => value * 5),
      );
  }
  return values;
}

interface Network {
  readonly graph: Graph;
  readonly losses: readonly Tensor[];
  /** Picture and targets by name. */
  readonly given: ReadonlyMap<string, Float32Array>;
}

/** Every location inside a box answers for it, at every level, so that no part of the network lies idle. */
const everywhere = { radius: Infinity, lower: 0, upper: Infinity };

/** One picture of noise with two boxes, and one that covers all of it. */
function networkOf(spec: FcosSpec, loss: LossSpec): Network {
  const grids = levelGrids(side, side, spec);
  const locations = locationCount(grids);
  const truth = {
    boxes: Float32Array.of(6, 8, 40, 34, 30, 20, 61, 60, -20, -30, 140, 150),
    labels: Int32Array.of(0, 1, 0),
    ignored: Uint8Array.of(0, 0, 0),
  };
  const picture = { truth, matched: assign(truth, grids, everywhere) };
  const targets = emptyTargets(1, locations, 2);
  const rule = { regression: spec.conventions.regression, loss };
  writeTargets(picture, grids, countPositives([picture], grids), rule, targets, 0);
  const random = seededRandom(11);
  const image = Float32Array.from({ length: 3 * side * side }, () => 4 * random() - 2);
  const graph = emptyGraph();
  const outputs = fcos(graph, input(graph, 'image', 'float32', [1, 3, side, side]), spec);
  const parts = losses(graph, outputs, loss, { pictures: 1, locations, classes: 2 });
  return {
    graph,
    losses: [parts.classification, parts.box, parts.centreness],
    given: new Map([['image', image], ...targetNames.map((name) => [name, targets[name]] as const)]),
  };
}

const lossOf = ({ losses: parts }: Network, values: Plain): number =>
  parts.reduce((all, part) => all + (values.get(part)?.[0] ?? NaN), 0);

/** How near an input of a relu lies to its kink. */
function nearestKink({ graph }: Network, values: Plain): number {
  const inputs = graph.operations.flatMap(({ name, inputs }) => (name === 'Relu' ? [inputs[0] as Tensor] : []));
  return Math.min(
    ...inputs.map((one) =>
      (values.get(one) ?? new Float64Array()).reduce((least, value) => Math.min(least, Math.abs(value)), Infinity),
    ),
  );
}

interface Answer {
  readonly loss: number;
  readonly gradients: ReadonlyMap<string, Float32Array>;
}

async function answerOf(spec: FcosSpec, loss: LossSpec, values: Values, given: Network['given']): Promise<Answer> {
  const trainable = trainableParameters(spec, 0);
  const model = trainingModel(spec, loss, { pictures: 1, height: side, width: side }, trainable);
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const shapes = new Map(session.inputMetadata.map((one) => [one.name, one.isTensor ? one.shape.map(Number) : []]));
  const feeds = Object.fromEntries(
    [...given, ...values].map(([name, data]) => [name, new OrtTensor('float32', data, shapes.get(name) ?? [])]),
  );
  const results = await session.run(feeds);
  await session.release();
  const data = (name: string): Float32Array => results[name]?.data as Float32Array;
  const parts = ['classification', 'box', 'centreness'].map((name) => data(`loss.${name}`)[0] as number);
  return {
    loss: parts.reduce((all, part) => all + part, 0),
    gradients: new Map(trainable.map((name) => [name, data(gradientName(name))])),
  };
}

/** Parameters that play the same part share a name here: `layer3.1.conv2.weight` and `layer4.0.conv2.weight`. */
const kindOf = (name: string): string => name.replace(/\d+\.\d+/, 'n');

/**
 * Moves all tensors of each kind at once along a direction at random and compares the slope of the loss with what the gradients say.
 * A float32 gradient that is right misses it by about 1e-6 of its length.
 */
async function expectSlopes(spec: FcosSpec, loss: LossSpec, seed: number): Promise<void> {
  const network = networkOf(spec, loss);
  const values = livelyValues(spec, seed);
  const { gradients, loss: found } = await answerOf(spec, loss, values, network.given);
  const middle = plainly(network.graph, new Map([...network.given, ...values]));
  const own = lossOf(network, middle);
  expect(Math.abs(found - own) / own).toBeLessThan(1e-5);
  // Otherwise rounding alone may take another branch, and the seed has to be changed.
  expect(nearestKink(network, middle)).toBeGreaterThan(2e-7);
  const random = seededRandom(seed + 100);
  const step = 1e-8;
  for (const kind of new Set([...gradients.keys()].map(kindOf))) {
    let expected = 0;
    let length = 0;
    const directions = new Map<string, Float64Array>();
    for (const [name, gradient] of gradients) {
      if (kindOf(name) !== kind) continue;
      const squares = gradient.reduce((all, one) => all + one * one, 0);
      expect(squares, `the gradient of ${name}`).toBeGreaterThan(0);
      length += squares;
      const direction = Float64Array.from(gradient, () => 2 * random() - 1);
      directions.set(name, direction);
      expected += gradient.reduce((all, one, i) => all + one * (direction[i] as number), 0);
    }
    const at = (shift: number): number => {
      const moved = [...directions].map(([name, direction]) => {
        const start = values.get(name) as Float32Array;
        return [name, direction.map((one, i) => (start[i] as number) + shift * one)] as const;
      });
      return lossOf(network, plainly(network.graph, new Map(moved), middle));
    };
    const slope = (at(step) - at(-step)) / (2 * step);
    const error = Math.abs(slope - expected) / Math.sqrt(length);
    expect(error, `${kind}: ${slope} instead of ${expected}`).toBeLessThan(1e-3);
  }
}

describe('the gradients of', () => {
  it('nano’s layers, with their group norms, are the slopes of its loss for every kind of layer', async () => {
    await expectSlopes(halved, torchvisionLoss, 1);
  });

  const folded: FcosSpec = { ...imported, trunk: { ...imported.trunk, norm: 'folded' } };
  const pixels: FcosSpec = { ...imported, conventions: { ...nano.conventions, regression: 'exponential' } };
  it.each([
    ['with the first paper’s losses', imported, { ...torchvisionLoss, box: 'iou', boxWeight: 'centreness' }],
    ['with recorded statistics behind grouped convolutions and max pooling', imported, torchvisionLoss],
    ['with folded norms', folded, torchvisionLoss],
    ['whose distances are exponentials of pixels', pixels, torchvisionLoss],
  ] as const)('a bottleneck network %s are the slopes of its loss', async (_, spec, loss) => {
    await expectSlopes(spec, loss, 3);
  });
});

describe('the gradients of other trunks', () => {
  const blocks = (hidden: number, channels: number, stride: 1 | 2) => ({ hidden, channels, stride });
  const mobile: FcosSpec = {
    ...imported,
    trunk: {
      family: 'mobilenetv2',
      stem: 4,
      layers: [
        [blocks(4, 4, 1), blocks(8, 6, 2), blocks(12, 6, 1)],
        [blocks(12, 6, 2)],
        [blocks(12, 8, 2), blocks(16, 8, 1)],
        [blocks(16, 8, 2)],
      ],
      norm: 'folded',
    },
  };
  const vov: FcosSpec = {
    ...imported,
    trunk: {
      family: 'vovnet',
      stem: [4, 4, 6],
      stages: [1, 1, 2, 1].map((count) => ({ blocks: count, inner: 4, layers: 2, outer: 8 })),
      norm: 'folded',
    },
  };
  const scaled: FcosSpec = {
    ...vov,
    head: { ...vov.head, scales: true, centreness: 'class', towerBias: false },
    conventions: { ...vov.conventions, regression: 'exponential-stride' },
  };
  it.each([
    ['a MobileNetV2', mobile],
    ['a VoVNet', vov],
    ['a VoVNet under a head with scales, centre-ness of the class tower and no biases', scaled],
  ] as const)('%s are the slopes of its loss', async (_, spec) => {
    await expectSlopes(spec, torchvisionLoss, 3);
  });
});

describe('what is frozen', () => {
  const withNorm = (norm: 'batch' | 'group' | 'folded'): FcosSpec => ({
    ...imported,
    trunk: { ...imported.trunk, norm },
  });

  it('has no gradient in the graph: stage after stage, from the picture on', async () => {
    for (const norm of ['batch', 'group', 'folded'] as const) {
      const spec = withNorm(norm);
      const all = trainableParameters(spec, 0);
      for (const frozen of [1, 2, 3, 4, 5] as const) {
        const learning = trainableParameters(spec, frozen);
        const still = all.filter((name) => !learning.includes(name));
        const stages = Array.from({ length: frozen - 1 }, (_, index) => `layer${index + 1}`);
        expect(still.every((name) => name.startsWith('backbone.body.'))).toBe(true);
        const parts = new Set(still.map((name) => name.split('.')[2]));
        expect([...parts].filter((part) => part?.startsWith('layer'))).toEqual(stages);
        expect(parts.has('conv1')).toBe(true);
      }
      if (norm !== 'folded') continue;
      const model = trainingModel(
        spec,
        torchvisionLoss,
        { pictures: 1, height: 64, width: 64 },
        trainableParameters(spec, 3),
      );
      const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
      const given = session.outputNames.filter((name) => name.endsWith('.gradient'));
      expect(given).toEqual(trainableParameters(spec, 3).map(gradientName));
      await session.release();
    }
  });

  it('are recorded statistics with their affine map, whatever else learns', () => {
    const names = [...parameterShapes(withNorm('batch')).keys()];
    const still = names.filter((name) => !trainableParameters(withNorm('batch'), 0).includes(name));
    expect(still.filter((name) => name.endsWith('running_mean')).length).toBe(still.length / 4);
    expect(still.every((name) => /\.(bn\d|downsample\.1)\./.test(name))).toBe(true);
    expect(trainableParameters(withNorm('group'), 0)).toEqual([...parameterShapes(withNorm('group')).keys()]);
  });
});
