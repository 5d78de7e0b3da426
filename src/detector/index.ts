// The detector process: connects to the parent that forked it and answers calls until the parent goes away. Wiring only.
// It is also the program of its threads. Arguments: --lane=detector|pictures|trainer, --refused=<JSON of ProviderAttempt[]>, or --try-provider=<name> for a single try.
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { isMainThread, workerData } from 'node:worker_threads';
import { providerOrder } from '../common/protocol.ts';
import type { Lane, ProviderAttempt } from '../common/protocol.ts';
import { failureOf, success } from '../common/result.ts';
import { answering } from './calls.ts';
import { connectParent } from './connection.ts';
import type { Connection } from './connection.ts';
import { callHandlers } from './handlers.ts';
import { serveInferenceThread } from './inferenceThread.ts';
import { serveReadingThread } from './readingThread.ts';
import { sweepScratch } from './tiles/scratch.ts';
import { serveComputeThread } from './training/computeThread.ts';
import type { ThreadSetup } from './training/threadMessages.ts';
import { tryProvider } from './tryProvider.ts';

type ThreadRole = ThreadSetup['role'] | 'inference' | 'reading';

const lanes: readonly Lane[] = ['detector', 'pictures', 'trainer'];

function argument(name: string): string | undefined {
  const prefix = `--${name}=`;
  return process.argv.find((text) => text.startsWith(prefix))?.slice(prefix.length);
}

/** The client waits for this one reply and then ends the process. */
async function tryOnce(connection: Connection, name: string): Promise<void> {
  const provider = providerOrder.find((one) => one === name);
  if (provider === undefined) throw new Error(`There is no provider ${name}.`);
  connection.post({ kind: 'reply', id: 0, result: success(await tryProvider(provider)) });
}

function serve(connection: Connection): void {
  const lane = lanes.find((name) => name === argument('lane')) ?? 'detector';
  if (lane === 'trainer' && process.versions['electron'] !== undefined) beLast();
  if (lane === 'detector') void sweepScratch();
  const refused = JSON.parse(argument('refused') ?? '[]') as ProviderAttempt[];
  const take = answering(connection, callHandlers({ lane, refused, entry: import.meta.filename }));
  connection.listen(take, endAtOnce);
  connection.post({ kind: 'ready', pid: process.pid });
}

/** By force: an orderly exit ends the threads, and ending one in the middle of a run is a crash with a report of its own. */
function endAtOnce(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** The window, inference and decoding come first. Threads inherit it, so it is set before there are any. */
function beLast(): void {
  try {
    setPriority(15);
  } catch {
    // Some systems do not allow it; then it runs as everything else.
  }
}

/** Where memory runs out, Linux ends this process and not the window or somebody else's program: it is started again. */
function endFirst(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/oom_score_adj', '800');
  } catch {
    // Some containers do not allow it; then the largest process is ended.
  }
}

async function serveParent(): Promise<void> {
  const connection = connectParent();
  if (connection === undefined) {
    console.error('This is the detector process of Boxwright; the program starts it by itself.');
    process.exit(2);
  }
  endFirst();
  const crash = (caught: unknown): void => {
    connection.post({ kind: 'crash', failure: failureOf(caught) });
    // Time for the message to leave.
    setTimeout(() => process.exit(70), 50);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  // A terminal sends Ctrl-C to the whole group; the parent decides what it means.
  process.on('SIGINT', () => undefined);

  const provider = argument('try-provider');
  if (provider === undefined) serve(connection);
  else {
    connection.listen(
      () => undefined,
      () => process.exit(0),
    );
    await tryOnce(connection, provider);
  }
}

async function serveThread(): Promise<void> {
  switch ((workerData as { readonly role: ThreadRole }).role) {
    case 'training':
      return serveComputeThread();
    case 'inference':
      return serveInferenceThread();
    case 'reading':
      return serveReadingThread();
  }
}

await (isMainThread ? serveParent() : serveThread());
