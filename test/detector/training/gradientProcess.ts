// A process of its own that computes one update's losses and gradients of a small network, on the processor and on WebGPU, and
// prints both as JSON: a software graphics adapter may bring its process down at the end. Run by webgpu.test.ts.
import { assign } from '../../../src/common/fcos/assign.ts';
import { initialValues } from '../../../src/common/fcos/initial.ts';
import { levelGrids, locationCount } from '../../../src/common/fcos/locations.ts';
import { targetNames, torchvisionLoss } from '../../../src/common/fcos/loss.ts';
import { parameterShapes } from '../../../src/common/fcos/network.ts';
import type { FcosSpec } from '../../../src/common/fcos/spec.ts';
import { countPositives, emptyTargets, writeTargets } from '../../../src/common/fcos/targets.ts';
import { gradientName, trainableParameters, trainingModel } from '../../../src/common/fcos/trainingGraph.ts';
import type { ProviderName } from '../../../src/common/protocol.ts';
import { seededRandom } from '../../../src/common/random.ts';
import { createSession, loadRuntime } from '../../../src/detector/providers.ts';
import { microSpec } from './micro.ts';

const side = 64;
/** Of eight channels everywhere: a software adapter takes its time for every other shape. */
const micro = microSpec(2);
const spec: FcosSpec = {
  ...micro,
  trunk: { ...micro.trunk, stages: micro.trunk.stages.map((stage) => ({ ...stage, inner: 8, outer: 8 })) },
  pyramid: { ...micro.pyramid, channels: 8 },
};
const shape = { pictures: 1, height: side, width: side };

async function computed(provider: ProviderName): Promise<Record<string, readonly number[]>> {
  const { Tensor } = await loadRuntime();
  const grids = levelGrids(side, side, spec);
  const locations = locationCount(grids);
  const truth = {
    boxes: Float32Array.of(6, 8, 40, 34, 30, 20, 61, 60, -20, -30, 140, 150),
    labels: Int32Array.of(0, 1, 0),
    ignored: new Uint8Array(3),
  };
  // Every location inside a box answers for it, at every level.
  const picture = { truth, matched: assign(truth, grids, { radius: Infinity, lower: 0, upper: Infinity }) };
  const targets = emptyTargets(1, locations, 2);
  const rule = { regression: spec.conventions.regression, loss: torchvisionLoss };
  writeTargets(picture, grids, countPositives([picture], grids), rule, targets, 0);
  const random = seededRandom(5);
  const image = Float32Array.from({ length: 3 * side * side }, () => 4 * random() - 2);
  const feeds = { image: new Tensor('float32', image, [1, 3, side, side]) };
  for (const name of targetNames) {
    const tensor = new Tensor('float32', targets[name], [1, locations, targets[name].length / locations]);
    Object.assign(feeds, { [name]: tensor });
  }
  const values = initialValues(spec, random);
  for (const [name, axes] of parameterShapes(spec)) {
    // Away from where all biases are 0, or whole branches have next to no gradient.
    const lively = values.get(name)?.map((value) => value + 0.1 * (2 * random() - 1)) ?? new Float32Array();
    Object.assign(feeds, { [name]: new Tensor('float32', lively, axes) });
  }
  const session = await createSession(
    trainingModel(spec, torchvisionLoss, shape, trainableParameters(spec, 0)),
    provider,
    1,
  );
  const results = await session.run(feeds);
  const names = trainableParameters(spec, 0).map(gradientName);
  return Object.fromEntries(
    ['loss.classification', 'loss.box', 'loss.centreness', ...names].map((name) => [
      name,
      [...(results[name]?.data as Float32Array)],
    ]),
  );
}

const both = { cpu: await computed('cpu'), webgpu: await computed('webgpu') };
process.stdout.write(`${JSON.stringify(both)}\n`);
