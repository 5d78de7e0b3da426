// Tries one provider on a small network and compares it with the processor. Runs in a process of its own that is thrown away
// afterwards, because a graphics driver may hang or bring the process down.
import type { InferenceSession } from 'onnxruntime-node';
import { inferenceModel } from '../common/fcos/inference.ts';
import { parameterShapes } from '../common/fcos/network.ts';
import { torchvisionConventions, torchvisionDetection, torchvisionInput } from '../common/fcos/spec.ts';
import type { FcosSpec } from '../common/fcos/spec.ts';
import type { ProviderAttempt, ProviderName } from '../common/protocol.ts';
import { seededRandom } from '../common/random.ts';
import { absent, availableProviders, createSession, reasonOf } from './providers.ts';
import { runImages } from './runPictures.ts';

const side = 256;

/** Pictures in one run, as pre-labelling sends them: a card spends about ten milliseconds on any run, however little is in it. */
const together = 16;

/** One picture takes a software adapter tens to hundreds of times as long as the processor; a batch would take it minutes. */
const hopeless = 10;

/** A detector with every kind of operation that the real ones have, and few channels. */
const smallSpec: FcosSpec = {
  trunk: {
    family: 'resnet',
    block: 'basic',
    stem: 16,
    stages: [16, 32, 48, 64].map((channels) => ({ blocks: 1, inner: channels, outer: channels })),
    groups: 1,
  },
  pyramid: { channels: 32, extraFrom: 'P5', strides: [8, 16, 32, 64, 128] },
  head: { classes: 2, convolutions: 1, groups: 8 },
  conventions: torchvisionConventions,
  input: torchvisionInput,
  detection: torchvisionDetection,
};

/** Works, agrees with the processor, and is not slower: only then `ok`. Never throws for what the provider does. */
export async function tryProvider(provider: ProviderName): Promise<ProviderAttempt> {
  const start = performance.now();
  const attempt = (reason?: string): ProviderAttempt => {
    const milliseconds = Math.round(performance.now() - start);
    return reason === undefined ? { provider, ok: true, milliseconds } : { provider, ok: false, reason, milliseconds };
  };
  if (!(await availableProviders()).includes(provider)) {
    return attempt(absent);
  }
  const model = smallModel();
  const processor = await createSession(model, 'cpu', 1);
  let session: InferenceSession | undefined;
  try {
    session = await createSession(model, provider, 1);
    for (const pictures of [1, together]) {
      const own = await trial(session, pictures);
      const theirs = await trial(processor, pictures);
      if (!agree(own.values, theirs.values)) return attempt('Its answers differ from those of the processor.');
      const times = own.milliseconds / theirs.milliseconds;
      if (times > (pictures === together ? 1 : hopeless)) {
        return attempt(
          `It works and is ${times.toFixed(1)} times slower than the processor, as software adapters are.`,
        );
      }
    }
    return attempt();
  } catch (error) {
    return attempt(reasonOf(error));
  } finally {
    await Promise.all([processor.release(), session?.release()]);
  }
}

function smallModel(): Uint8Array {
  const random = seededRandom(1);
  const parameters = new Map<string, Float32Array>();
  for (const [name, shape] of parameterShapes(smallSpec)) {
    const count = shape.reduce((product, length) => product * length, 1);
    const spread = shape.length > 1 ? Math.sqrt(6 / (count / (shape[0] ?? 1))) : 0;
    const centre = shape.length === 1 && /(running_var|weight)$/.test(name) ? 1 : 0;
    parameters.set(
      name,
      Float32Array.from({ length: count }, () => centre + spread * (2 * random() - 1)),
    );
  }
  return inferenceModel(smallSpec, parameters);
}

interface Trial {
  readonly values: Float32Array;
  /** Best of a few runs after the first, which compiles. */
  readonly milliseconds: number;
}

async function trial(session: InferenceSession, pictures: number): Promise<Trial> {
  const random = seededRandom(2);
  const images = Float32Array.from({ length: pictures * 3 * side * side }, () => 4 * random() - 2);
  const run = (): ReturnType<typeof runImages> => runImages(session, images, [pictures, 3, side, side]);
  const { classLogits } = await run();
  const begin = performance.now();
  let best = Infinity;
  // A software adapter takes seconds for one; then one is enough.
  for (let round = 0; round < 4 && performance.now() - begin < 500; round++) {
    const start = performance.now();
    await run();
    best = Math.min(best, performance.now() - start);
  }
  return { values: classLogits, milliseconds: best };
}

function agree(ours: Float32Array, theirs: Float32Array): boolean {
  const largest = theirs.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return (
    ours.length === theirs.length &&
    ours.every((value, index) => Math.abs(value - (theirs[index] ?? NaN)) <= 0.02 * largest)
  );
}
