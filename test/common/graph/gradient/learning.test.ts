// A small network of the parts that no detector of ours trains, learning by its own gradients: depthwise convolutions, max pooling.
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { gradients } from '../../../../src/common/graph/gradient/gradient.ts';
import { emptyGraph, input, output, parameter } from '../../../../src/common/graph/graph.ts';
import type { Graph, Tensor } from '../../../../src/common/graph/graph.ts';
import { onnxModel } from '../../../../src/common/graph/onnx.ts';
import { convolve } from '../../../../src/common/graph/ops/convolution.ts';
import { multiply, power, relu, scalar, subtract } from '../../../../src/common/graph/ops/elementwise.ts';
import { reshape } from '../../../../src/common/graph/ops/movement.ts';
import { maximumPool, sum } from '../../../../src/common/graph/ops/reduction.ts';
import { between, seededRandom } from '../../../../src/common/random.ts';
import { plainly } from '../plainly.ts';

const pictures = 12;
const side = 12;

const shapes = {
  first: [6, 1, 3, 3],
  firstBias: [6],
  depthwise: [6, 1, 3, 3],
  depthwiseBias: [6],
  pointwise: [1, 6, 1, 1],
} as const;

interface Toy {
  readonly graph: Graph;
  readonly loss: Tensor;
}

/** image [N, 1, 12, 12] → one number for each picture; the loss is the mean square of what it misses `wanted` by. */
function toy(): Toy {
  const graph = emptyGraph();
  const of = (name: keyof typeof shapes): Tensor => parameter(graph, name, shapes[name]);
  const image = input(graph, 'image', 'float32', [pictures, 1, side, side]);
  const wanted = input(graph, 'wanted', 'float32', [pictures]);
  let y = relu(graph, convolve(graph, image, of('first'), of('firstBias'), { stride: 1, padding: 1 }));
  y = maximumPool(graph, y, { size: 3, stride: 2, padding: 1 });
  y = relu(graph, convolve(graph, y, of('depthwise'), of('depthwiseBias'), { stride: 1, padding: 1, groups: 6 }));
  y = maximumPool(graph, y, { size: 2, stride: 2, padding: 0 });
  y = convolve(graph, y, of('pointwise'), undefined, { stride: 1, padding: 0 });
  const found = reshape(graph, sum(graph, y, [1, 2, 3], 'drop'), [pictures]);
  const squares = power(graph, subtract(graph, found, wanted), 2);
  const loss = multiply(graph, sum(graph, squares, [0], 'keep'), scalar(graph, 1 / pictures));
  output(graph, 'loss', loss);
  for (const [tensor, gradient] of gradients(graph, loss, [...graph.parameters.values()]))
    output(graph, `${tensor.name}.gradient`, gradient);
  return { graph, loss };
}

type Values = Readonly<Record<string, Float32Array>>;

/** Pictures with a bright bar that lies or stands; what is wanted tells the two apart. */
function bars(): Values {
  const random = seededRandom(7);
  const image = Float32Array.from({ length: pictures * side * side }, () => between(random, -0.1, 0.1));
  const wanted = new Float32Array(pictures);
  for (let picture = 0; picture < pictures; picture++) {
    const place = 2 + Math.floor(random() * (side - 4));
    const stands = picture % 2 === 0;
    wanted[picture] = stands ? 1 : -1;
    for (let i = 1; i < side - 1; i++) {
      const [row, column] = stands ? [i, place] : [place, i];
      image[(picture * side + row) * side + column] = 1;
    }
  }
  return { image, wanted };
}

function start(seed: number): Values {
  const random = seededRandom(seed);
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const count = shape.reduce<number>((all, size) => all * size, 1);
      return [name, Float32Array.from({ length: count }, () => between(random, -0.4, 0.4))];
    }),
  );
}

async function sessionOf({ graph }: Toy): Promise<(values: Values) => Promise<Values>> {
  const model = onnxModel(graph, new Map(), { name: 'toy', precision: 'float32' });
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const fixed = { image: [pictures, 1, side, side], wanted: [pictures], ...shapes };
  return async (values) => {
    const feeds = Object.fromEntries(
      Object.entries(fixed).map(([name, shape]) => [name, new OrtTensor('float32', values[name] ?? [], shape)]),
    );
    const results = await session.run(feeds);
    return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]));
  };
}

describe('a network of depthwise convolutions and max pooling', () => {
  it('has the gradients of its loss', async () => {
    const network = toy();
    const values = { ...bars(), ...start(2) };
    const results = await (await sessionOf(network))(values);
    for (const name of Object.keys(shapes)) {
      const own = values[name] as Float32Array;
      const at = (index: number, shift: number): number => {
        const moved = Float64Array.from(own);
        moved[index]! += shift;
        const given = new Map<string, ArrayLike<number>>(Object.entries(values)).set(name, moved);
        return plainly(forwardOf(network), given).get(network.loss)?.[0] ?? NaN;
      };
      for (const index of [0, Math.floor(own.length / 2), own.length - 1]) {
        const slope = (at(index, 1e-7) - at(index, -1e-7)) / 2e-7;
        const found = results[`${name}.gradient`]?.[index] ?? NaN;
        expect(Math.abs(found - slope), `${name}[${index}]`).toBeLessThan(1e-3 * Math.max(0.1, Math.abs(slope)));
      }
    }
  });

  it('learns to tell standing bars from lying ones', async () => {
    const run = await sessionOf(toy());
    const given = bars();
    let values = start(3);
    const losses: number[] = [];
    for (let step = 0; step < 150; step++) {
      const results = await run({ ...given, ...values });
      losses.push(results['loss']?.[0] ?? NaN);
      values = Object.fromEntries(
        Object.entries(values).map(([name, own]) => [
          name,
          own.map((value, i) => value - 0.01 * (results[`${name}.gradient`]?.[i] ?? NaN)),
        ]),
      );
    }
    expect(losses.at(-1)).toBeLessThan(0.1 * (losses[0] as number));
  });
});

/** The graph up to its loss. */
function forwardOf({ graph, loss }: Toy): Graph {
  const end = graph.operations.findIndex(({ outputs }) => outputs.includes(loss));
  return { ...graph, operations: graph.operations.slice(0, end + 1) };
}
