// The trainer's compute threads: starts them, hands out work, brings answers back. What is computed lies in computeThread.ts.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Detections, Geometry } from '../../common/fcos/detect.ts';
import { FailureError, failure, failureOf } from '../../common/result.ts';
import type { Failure } from '../../common/result.ts';
import type { Losses } from '../../common/training.ts';
import type { FromThread, Share, ThreadSetup, ToThread } from './threadMessages.ts';

export interface ShareAnswer {
  readonly losses: Losses;
  /** The buffers that were sent, to be used again. */
  readonly share: Share;
  /** Of the share's losses, in the layout's order. */
  readonly gradient: Float32Array<ArrayBuffer>;
}

interface Pending {
  resolve(message: FromThread): void;
  reject(error: Error): void;
}

interface Hand {
  readonly worker: Worker;
  readonly pending: Map<number, Pending>;
}

/**
 * How many threads work on a batch of so many shares, and how many threads ONNX Runtime gets in each of them. A graphics card is used
 * from one thread only (`inferenceCrew.ts` says why): ask for one share there.
 */
export function crewSize(shares: number, processors = availableParallelism()): { hands: number; threads: number } {
  const hands = Math.max(1, Math.min(shares, processors));
  return { hands, threads: Math.max(1, Math.min(8, Math.floor(processors / hands))) };
}

/** `close` it. */
export class Crew {
  readonly #hands: readonly Hand[];
  #next = 0;

  private constructor(hands: readonly Hand[]) {
    this.#hands = hands;
  }

  get size(): number {
    return this.#hands.length;
  }

  /**
   * `entry`: the file of this program, which knows a thread by its data. A provider that cannot run the network is told to `refused`,
   * and the processor does it; fails with what a thread could not load there.
   */
  static async start(
    entry: string,
    setup: ThreadSetup,
    count: number,
    refused: (reason: Failure) => void = () => undefined,
  ): Promise<Crew> {
    const started = await Promise.allSettled(Array.from({ length: count }, () => startHand(entry, setup)));
    const hands = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const broken = started.find((one) => one.status === 'rejected');
    if (broken === undefined) return new Crew(hands);
    await new Crew(hands).close();
    if (setup.provider === 'cpu') throw broken.reason;
    refused(failureOf(broken.reason));
    return Crew.start(entry, { ...setup, provider: 'cpu' }, count);
  }

  /** Work `index` of a batch always goes to the same thread. Share and gradient are given away and come back. */
  async gradient(index: number, share: Share, gradient: Float32Array<ArrayBuffer>): Promise<ShareAnswer> {
    const moved = [gradient, share.image, ...Object.values(share.targets)].map(({ buffer }) => buffer as ArrayBuffer);
    const answer = await this.#ask(index, (id) => ({ kind: 'gradient', id, share, gradient }), moved);
    if (answer.kind !== 'gradient') throw new Error('A compute thread answered something else.');
    return answer;
  }

  async detect(
    index: number,
    request: { readonly image: Float32Array<ArrayBuffer>; readonly geometry: Geometry; readonly version: number },
    scoreThreshold: number,
  ): Promise<Detections> {
    const answer = await this.#ask(index, (id) => ({ kind: 'detect', id, ...request, scoreThreshold }), [
      request.image.buffer,
    ]);
    if (answer.kind !== 'detections') throw new Error('A compute thread answered something else.');
    return answer.detections;
  }

  #ask(index: number, message: (id: number) => ToThread, moved: readonly ArrayBuffer[]): Promise<FromThread> {
    const hand = this.#hands[index % this.#hands.length] as Hand;
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      hand.pending.set(id, { resolve, reject });
      hand.worker.postMessage(message(id), [...moved]);
    });
  }

  /** The threads end by themselves when they are idle; ending one during a run would bring the process down. */
  async close(): Promise<void> {
    await Promise.all(this.#hands.map((hand) => (hand.pending.size === 0 ? hand.worker.terminate() : undefined)));
  }
}

async function startHand(entry: string, setup: ThreadSetup): Promise<Hand> {
  const worker = new Worker(entry, { workerData: setup });
  const pending = new Map<number, Pending>();
  const fail = (reason: Failure): void => {
    for (const one of pending.values()) one.reject(new FailureError(reason));
    pending.clear();
  };
  await new Promise<void>((resolve, reject) => {
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'ready') return resolve();
      if (message.kind === 'failed') {
        const error = new FailureError(message.failure);
        if (message.id === undefined) reject(error);
        else take(pending, message.id)?.reject(error);
      } else take(pending, message.id)?.resolve(message);
    });
    worker.on('error', (error) => {
      fail(failure('detector', 'A compute thread of the trainer stopped.', error.stack).failure);
      reject(error);
    });
  });
  return { worker, pending };
}

function take(pending: Map<number, Pending>, id: number): Pending | undefined {
  const one = pending.get(id);
  pending.delete(id);
  return one;
}
