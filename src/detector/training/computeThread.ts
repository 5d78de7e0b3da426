// A compute thread of the trainer: ONNX Runtime blocks the thread it runs on, so each one has a thread of its own. It computes
// gradients of its share of a batch and, for validation, detections of the averaged parameters. It decides nothing.
import { parentPort, workerData } from 'node:worker_threads';
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import { detect } from '../../common/fcos/detect.ts';
import { levelGrids, locationCount } from '../../common/fcos/locations.ts';
import { targetNames } from '../../common/fcos/loss.ts';
import { forwardModel, gradientName, trainingModel } from '../../common/fcos/trainingGraph.ts';
import { failureOf } from '../../common/result.ts';
import { createSession, loadRuntime } from '../providers.ts';
import type { Runtime } from '../providers.ts';
import { layoutOf, learningPlaces } from './layout.ts';
import type { Layout } from './layout.ts';
import type { FromThread, Share, ThreadSetup, ToThread } from './threadMessages.ts';

/** Serves until the trainer ends the thread. Call only in a thread that was started with a ThreadSetup. */
export async function serveComputeThread(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('This runs in a compute thread of the trainer.');
  const say = (message: FromThread, moved: ArrayBuffer[] = []): void => port.postMessage(message, moved);
  try {
    const setup = workerData as ThreadSetup;
    const thread = new ComputeThread(setup, await loadRuntime());
    await thread.open();
    let last = Promise.resolve();
    port.on('message', (message: ToThread) => {
      last = last
        .then(() => thread.answer(message, say))
        .catch((error: unknown) => {
          say({ kind: 'failed', id: message.id, failure: failureOf(error) });
        });
    });
    say({ kind: 'ready' });
  } catch (error) {
    say({ kind: 'failed', failure: failureOf(error) });
  }
}

type Say = (message: FromThread, moved?: ArrayBuffer[]) => void;
type Feeds = Record<string, OrtTensor>;

/** Parameters of this thread, copied from the shared ones: ONNX Runtime takes no shared memory. */
interface Mirror {
  readonly values: Float32Array<ArrayBuffer>;
  readonly feeds: Feeds;
}

/** Lives as long as its thread. */
class ComputeThread {
  readonly #setup: ThreadSetup;
  readonly #runtime: Runtime;
  readonly #layout: Layout;
  readonly #parameters: Mirror;
  #training: InferenceSession | undefined;
  #forward: { readonly session: InferenceSession; readonly average: Mirror; version: number } | undefined;

  constructor(setup: ThreadSetup, runtime: Runtime) {
    this.#setup = setup;
    this.#runtime = runtime;
    this.#layout = layoutOf(setup.spec, setup.frozen);
    this.#parameters = this.#mirror();
  }

  /** Where a run writes to: the losses, and each parameter's part of `gradient`. */
  #fetches(gradient: Float32Array<ArrayBuffer>): Feeds {
    const { Tensor } = this.#runtime;
    const losses = ['classification', 'box', 'centreness'].map(
      (loss) => [`loss.${loss}`, new Tensor('float32', new Float32Array(1), [1])] as const,
    );
    const gradients = learningPlaces(this.#layout).map(
      ({ name, shape, start, end }) =>
        [gradientName(name), new Tensor('float32', gradient.subarray(start, end), shape)] as const,
    );
    return Object.fromEntries([...losses, ...gradients]);
  }

  #mirror(): Mirror {
    const values = new Float32Array(this.#layout.total);
    const feeds = Object.fromEntries(
      this.#layout.places.map(({ name, shape, start, end }) => [
        name,
        new this.#runtime.Tensor('float32', values.subarray(start, end), shape),
      ]),
    );
    return { values, feeds };
  }

  async open(): Promise<void> {
    const { spec, loss, shape, provider, threads } = this.#setup;
    const names = learningPlaces(this.#layout).map(({ name }) => name);
    this.#training = await createSession(trainingModel(spec, loss, shape, names), provider, threads, 'lean');
  }

  async answer(message: ToThread, say: Say): Promise<void> {
    if (message.kind === 'detect') return this.#detect(message, say);
    const { share, gradient } = message;
    const losses = await this.#learn(share, gradient);
    const moved = [gradient, share.image, ...Object.values(share.targets)].map(({ buffer }) => buffer as ArrayBuffer);
    say({ kind: 'gradient', id: message.id, losses, share, gradient }, moved);
  }

  async #learn(
    { image, targets }: Share,
    gradient: Float32Array<ArrayBuffer>,
  ): Promise<Extract<FromThread, { kind: 'gradient' }>['losses']> {
    const { Tensor } = this.#runtime;
    const { pictures, height, width } = this.#setup.shape;
    const locations = locationCount(levelGrids(width, height, this.#setup.spec));
    this.#parameters.values.set(new Float32Array(this.#setup.parameters));
    const feeds: Feeds = {
      ...this.#parameters.feeds,
      image: new Tensor('float32', image, [pictures, 3, height, width]),
    };
    for (const name of targetNames) {
      const values = targets[name];
      feeds[name] = new Tensor('float32', values, [pictures, locations, values.length / (pictures * locations)]);
    }
    const fetches = this.#fetches(gradient);
    await this.#training?.run(feeds, fetches);
    const loss = (name: string): number => (fetches[`loss.${name}`]?.data as Float32Array)[0] ?? NaN;
    return { classification: loss('classification'), box: loss('box'), centreness: loss('centreness') };
  }

  async #detect(message: Extract<ToThread, { kind: 'detect' }>, say: Say): Promise<void> {
    const { spec, provider, threads } = this.#setup;
    this.#forward ??= {
      session: await createSession(forwardModel(spec), provider, threads),
      average: this.#mirror(),
      version: -1,
    };
    const { session, average } = this.#forward;
    if (this.#forward.version !== message.version) {
      average.values.set(new Float32Array(this.#setup.average));
      this.#forward.version = message.version;
    }
    const { geometry, image } = message;
    const { Tensor } = this.#runtime;
    const size = [1, 3, geometry.paddedHeight, geometry.paddedWidth];
    const outputs = await session.run({ ...average.feeds, image: new Tensor('float32', image, size) });
    const values = (name: string): Float32Array => outputs[name]?.data as Float32Array;
    const raw = {
      classLogits: values('cls_logits'),
      regression: values('bbox_regression'),
      centreness: values('bbox_ctrness'),
    };
    const detections = detect(raw, geometry, spec, { scoreThreshold: message.scoreThreshold });
    say({ kind: 'detections', id: message.id, detections });
  }
}
