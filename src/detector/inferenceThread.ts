// A thread that runs one model: ONNX Runtime blocks the thread it runs on, and the detector process has pictures to order and
// messages to answer meanwhile. Opens the session, runs what it is given and gives the pictures back. It decides nothing.
import type { ModelCard } from '../common/model/card.ts';
import type { Detections } from '../common/fcos/detect.ts';
import { buffersOf } from '../common/model/seen.ts';
import type { Seen } from '../common/model/seen.ts';
import type { ProviderAttempt, ProviderName } from '../common/protocol.ts';
import { answerQuestions } from './askedThread.ts';
import type { ThreadAnswer } from './askedThread.ts';
import type { ModelSession } from './modelSession.ts';
import type { Prepared } from './preprocess.ts';
import { availableProviders, openSession, reasonOf } from './providers.ts';
import { fixedBatch, runPictures, tryOut } from './runPictures.ts';
import type { BatchMemory } from './runPictures.ts';

export interface OpenQuestion {
  readonly kind: 'open';
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly card: ModelCard;
  readonly wanted: readonly ProviderName[];
  readonly refused: readonly ProviderAttempt[];
  /** Of ONNX Runtime inside this thread. */
  readonly threads: number;
}

export interface RunQuestion {
  readonly kind: 'run';
  /** Of one shape; their images travel with the message and come back with the answer. */
  readonly prepared: readonly Prepared[];
  readonly scoreThreshold: number;
  /** Whether what the model gave is wanted too, for questions. */
  readonly keep?: Keep | undefined;
}

export type Keep = 'outputs';

export type InferenceQuestion = OpenQuestion | RunQuestion;

export interface OpenedAnswer {
  readonly kind: 'opened';
  readonly provider: ProviderName;
  readonly attempts: readonly ProviderAttempt[];
  readonly fixedBatch?: number;
}

export interface RanAnswer {
  readonly kind: 'ran';
  readonly prepared: readonly Prepared[];
  /** Of each picture, or why the run failed. */
  readonly found: readonly Detections[] | string;
  /** Of each picture, where it was to be kept and the run did not fail. */
  readonly seen: readonly Seen[];
  readonly milliseconds: { readonly run: number; readonly finish: number };
}

export type InferenceAnswer = OpenedAnswer | RanAnswer;

/** Serves until its starter ends the thread. `open` is another one only where a test lets a provider fail. */
export function serveInferenceThread(open: typeof openSession = openSession): void {
  let model: OpenModel | undefined;
  answerQuestions<InferenceQuestion, InferenceAnswer>(async (question) => {
    if (question.kind === 'run') {
      if (model === undefined) throw new Error('No model was opened in this thread.');
      return run(model, question);
    }
    const { bytes, card, wanted, refused, threads } = question;
    const available = await availableProviders();
    const opened = await open(bytes, {
      wanted,
      available,
      refused,
      threads,
      tryOut: (session) => tryOut(session, card),
    });
    model = { session: opened.session, card, batchMemory: { buffer: new ArrayBuffer(0) } };
    const fixed = fixedBatch(opened.session);
    const { provider, attempts } = opened;
    return {
      answer: { kind: 'opened', provider, attempts, ...(fixed !== undefined && { fixedBatch: fixed }) },
      moved: [],
    };
  });
}

interface OpenModel {
  readonly session: ModelSession;
  readonly card: ModelCard;
  readonly batchMemory: BatchMemory;
}

async function run(
  { session, card, batchMemory }: OpenModel,
  { prepared, scoreThreshold, keep }: RunQuestion,
): Promise<ThreadAnswer<RanAnswer>> {
  const seen: Seen[] = [];
  const start = performance.now();
  let ran = start;
  const onRan = (): void => {
    ran = performance.now();
  };
  let found: RanAnswer['found'];
  try {
    found = await runPictures(session, card, prepared, {
      scoreThreshold,
      onRan,
      batchMemory,
      ...(keep === 'outputs' && { keep: (one) => void seen.push(one) }),
    });
  } catch (caught) {
    found = reasonOf(caught);
    onRan();
  }
  const milliseconds = { run: ran - start, finish: performance.now() - ran };
  const moved = [...prepared.map(({ image }) => image.buffer), ...seen.flatMap(buffersOf)];
  return { answer: { kind: 'ran', prepared, found, seen, milliseconds }, moved };
}
