// A model on a server in the queue's hands: as many pictures on their way as the server's entry allows, one in each request.
import { inputSize } from '../../common/fcos/inputSize.ts';
import { inferenceSignature } from '../../common/fcos/signature.ts';
import { isFcos } from '../../common/model/card.ts';
import type { ModelCard } from '../../common/model/card.ts';
import type { Seen } from '../../common/model/seen.ts';
import type { LoadedModel } from '../../common/protocol.ts';
import type { ServedPlace } from '../../common/remote/served.ts';
import type { Keep } from '../inferenceThread.ts';
import { inputValues, usualValues } from '../pipelineModel.ts';
import type { PipelineModel, Ran } from '../pipelineModel.ts';
import type { Prepared } from '../preprocess.ts';
import { runPictures, tryOut } from '../runPictures.ts';
import { openRemote } from './open.ts';

type Opened = Awaited<ReturnType<typeof openRemote>>;

export class RemoteModel implements PipelineModel {
  readonly card: ModelCard;
  readonly hands: number;
  /** Pictures of one request would all wait for the slowest part of it: its way through the network. */
  readonly batch = 1;
  onChange: () => void = () => undefined;
  readonly #opened: Opened;
  readonly #place: ServedPlace;
  readonly #running = new Set<Promise<unknown>>();
  #values = usualValues;

  private constructor(card: ModelCard, place: ServedPlace, opened: Opened) {
    this.card = card;
    this.hands = opened.threads;
    this.#place = place;
    this.#opened = opened;
  }

  /** `access`: the file of the user's servers. Fails with what is wrong with the server or the model there. */
  static async open(card: ModelCard, place: ServedPlace, access: string | undefined): Promise<RemoteModel> {
    const opened = await openRemote(place, access, {
      ...(isFcos(card) && { network: inferenceSignature(card.spec) }),
      // Of the usual size: a server may be set up for no other.
      tryOut: (session) => tryOut(session, card, usualSize(card)),
    });
    return new RemoteModel(card, place, opened);
  }

  get isFree(): boolean {
    return this.#running.size < this.hands;
  }

  get inputValues(): number {
    return this.#values;
  }

  batchFor(): number {
    return this.batch;
  }

  describe(): LoadedModel {
    const { attempts, threads } = this.#opened;
    return { id: this.card.id, provider: 'remote', attempts, threads, remote: this.#place };
  }

  /** It has nothing to fall back to: what a server cannot do fails with its reason. */
  onWarning(): () => void {
    return () => undefined;
  }

  async run(prepared: readonly Prepared[], scoreThreshold: number, keep?: Keep): Promise<Ran> {
    const [first] = prepared;
    if (first !== undefined) this.#values = inputValues(first);
    const seen: Seen[] = [];
    const start = performance.now();
    let ran = start;
    const onRan = (): void => {
      ran = performance.now();
    };
    const running = runPictures(this.#opened.session, this.card, prepared, {
      scoreThreshold,
      onRan,
      ...(keep === 'outputs' && { keep: (one) => void seen.push(one) }),
    });
    this.#running.add(running);
    try {
      const found = await running;
      return { prepared, found, seen, milliseconds: { run: ran - start, finish: performance.now() - ran } };
    } finally {
      this.#running.delete(running);
    }
  }

  /** What is under way is given up. */
  close(): Promise<void> {
    return this.#opened.session.release();
  }
}

function usualSize(card: ModelCard): { readonly width: number; readonly height: number } | undefined {
  if (!isFcos(card)) return undefined;
  const { input } = card.spec;
  const { paddedWidth: width, paddedHeight: height } = inputSize(input.longSide, input.shortSide, input);
  return { width, height };
}
