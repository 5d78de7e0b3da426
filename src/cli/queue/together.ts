// prelabel --queue on the machine that wants the file: makes the batch or joins it, works along, waits for its end and gathers what
// all workers found. It writes no file.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProblemEntry } from '../../common/records.ts';
import { fail } from '../../common/result.ts';
import { counted } from '../../common/words.ts';
import { mapLimited } from '../../main/project/concurrency.ts';
import type { ModelEntry } from '../../main/project/models.ts';
import type { FoundAll, FoundPicture, NamedPicture } from '../detection.ts';
import type { Session } from '../session.ts';
import { progressBar, say } from '../terminal.ts';
import type { Batch, BatchPicture } from './batches.ts';
import { findBatch, listDifference, listSha256, makeBatch } from './batches.ts';
import type { QueueConnection } from './connection.ts';
import { fingerprintModel, fingerprintPicture, sha256 } from './fingerprints.ts';
import type { ModelFingerprint } from './fingerprints.ts';
import type { QueueOptions } from './options.ts';
import { checkBatchName, queueDefaults, withQueue } from './options.ts';
import { pullRanges } from './pull.ts';
import { callBack, hasEnded, settle } from './ranges.ts';
import { readResults } from './results.ts';
import type { StoredFinding } from './results.ts';
import type { BatchProgress } from './progress.ts';
import { progressOf, providersOf } from './progress.ts';
import { makeTables } from './tables.ts';

export interface Wanted {
  readonly folder: string;
  readonly model: ModelEntry;
  readonly pictures: readonly NamedPicture[];
  readonly score: number;
}

export type TogetherOptions = Pick<QueueOptions, 'queue'> & Partial<QueueOptions>;

const readAtOnce = 16;
const lookEvery = 500;
/** Milliseconds for each second of the lease. */
const callsBackInLease = 250;
/** After so long without a worker it is said that there is none. */
const lonelySeconds = 20;

/**
 * What one machine alone would find in these pictures. Failures: those of the database; invalid when a batch of that name is about
 * something else; those of this machine's own work; cancelled: the batch stays and the same command goes on with it.
 */
export async function detectTogether(
  session: Session,
  wanted: Wanted,
  options: TogetherOptions,
): Promise<{ readonly found: FoundAll; readonly batch: string }> {
  const start = performance.now();
  return withQueue(options, async (connection) => {
    await makeTables(connection);
    const batch = await joinBatch(connection, session, wanted, options);
    await run(connection, session, batch, wanted, options.work ?? queueDefaults.work);
    await settle(connection, batch);
    const found = await gather(connection, session, batch, wanted);
    return { found: { ...found, seconds: (performance.now() - start) / 1000 }, batch: batch.name };
  });
}

async function joinBatch(
  connection: QueueConnection,
  session: Session,
  wanted: Wanted,
  options: TogetherOptions,
): Promise<Batch> {
  const model = await fingerprintModel(wanted.model);
  const pictures = await fingerprintAll(wanted.pictures, session.signal);
  const name = checkBatchName(options.batch ?? ownName(wanted, model, pictures));
  const { range = queueDefaults.range, lease = queueDefaults.lease } = options;
  const known = await findBatch(connection, name);
  const { batch, isNew } =
    known === undefined
      ? await makeBatch(connection, {
          ...{ ...model, name, pictures, model: wanted.model.files.id },
          ...{ score: wanted.score, rangeSize: range, leaseSeconds: lease },
        })
      : { batch: known, isNew: false };
  if (!isNew) await checkSame(connection, batch, wanted, model, pictures);
  const size = `${counted(batch.pictures, 'picture')} in ${counted(batch.ranges, 'range')}`;
  const join = `bin/boxwright prelabel FOLDER --queue ${connection.address.shown} --worker --batch ${batch.name}`;
  say(`${isNew ? 'Batch' : 'Joined batch'} ${batch.name}: ${size}. Another machine helps with: ${join}`);
  return batch;
}

/** From what the batch is about, so that the same command joins it and a changed folder makes a new one. */
function ownName({ folder, score }: Wanted, model: ModelFingerprint, pictures: readonly BatchPicture[]): string {
  const plain = path
    .basename(path.resolve(folder))
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const about = [listSha256(pictures), model.onnxSha256, model.readingSha256, String(score)];
  return `${plain === '' ? 'pictures' : plain}-${sha256(about.join('\n')).slice(0, 8)}`;
}

async function checkSame(
  connection: QueueConnection,
  batch: Batch,
  { model: { files }, score }: Wanted,
  model: ModelFingerprint,
  pictures: readonly BatchPicture[],
): Promise<void> {
  const differences: string[] = [];
  if (batch.onnxSha256 !== model.onnxSha256 || batch.readingSha256 !== model.readingSha256)
    differences.push(`the model is another one (${files.id} here, ${batch.model} there, or other weights or classes)`);
  if (batch.score !== score) differences.push(`--score is ${score} here and ${batch.score} there`);
  const list = await listDifference(connection, batch, pictures);
  if (list !== undefined) differences.push(list);
  if (differences.length === 0) return;
  fail(
    'invalid',
    `The batch ${batch.name} is about something else: ${differences.join('; ')}. Give another --batch, or take it away with: bin/boxwright queue clear ${batch.name}`,
  );
}

async function fingerprintAll(pictures: readonly NamedPicture[], signal: AbortSignal): Promise<BatchPicture[]> {
  const bar = progressBar('Listing');
  let done = 0;
  const list = await mapLimited(pictures, readAtOnce, async ({ name, path: file }): Promise<BatchPicture> => {
    if (signal.aborted) fail('cancelled', 'It was cancelled; no batch was made.');
    // What cannot be opened here is asked of the detector all the same, which says why.
    const fingerprint = await fingerprintPicture(file).catch(() => undefined);
    bar.update(++done, pictures.length);
    return { name, ...(fingerprint !== undefined && { fingerprint }) };
  });
  bar.end();
  return list;
}

/** Until the batch has ended: shows how it goes, calls lapsed ranges back, and works along where that is wanted. */
async function run(
  connection: QueueConnection,
  session: Session,
  batch: Batch,
  { folder, model }: Wanted,
  works: boolean,
): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([session.signal, over.signal]);
  const watching = watch(connection, batch, signal);
  const detector = session.lane('detector');
  const own = { connection, batch, folder, model: model.files, detector, onPicture: () => undefined };
  const working = works ? pullRanges({ ...own, signal }) : watching;
  try {
    // The first that fails is the reason; the other is stopped and waited for.
    await Promise.all([watching, working]);
  } catch (caught) {
    if (!session.signal.aborted) throw caught;
    fail('cancelled', `It was interrupted. The batch ${batch.name} stays; the same command goes on with it.`);
  } finally {
    over.abort();
    await Promise.allSettled([watching, working]);
  }
}

async function watch(connection: QueueConnection, batch: Batch, signal: AbortSignal): Promise<void> {
  const bar = progressBar('Pre-labelling together');
  let helped = performance.now();
  let calledBack = helped;
  try {
    while (!(await hasEnded(connection, batch, signal))) {
      const start = performance.now();
      if (start - calledBack > batch.leaseSeconds * callsBackInLease) {
        await callBack(connection, batch);
        calledBack = start;
      }
      const progress = await progressOf(connection, batch);
      bar.update(progress.done, batch.pictures);
      helped = sayWhenLonely(progress, helped, batch);
      // Counting a million rows takes its time; the database has better things to do.
      const pause = Math.max(lookEvery, (performance.now() - start) * 10);
      await sleep(pause, undefined, { signal }).catch(() => fail('cancelled', 'It was cancelled.'));
    }
  } finally {
    bar.end();
  }
}

/** Says once for each time that nobody works. → since when somebody does, or was last said not to */
function sayWhenLonely({ alive }: BatchProgress, since: number, batch: Batch): number {
  if (alive > 0) return performance.now();
  if (performance.now() - since < lonelySeconds * 1000) return since;
  if (since !== Infinity) say(`No worker is at batch ${batch.name}; it waits.`);
  return Infinity;
}

async function gather(
  connection: QueueConnection,
  session: Session,
  batch: Batch,
  { pictures, model }: Wanted,
): Promise<Omit<FoundAll, 'seconds'>> {
  const problems: ProblemEntry[] = [];
  const found: FoundPicture[] = [];
  const stored = await readResults(connection, batch, model.card.classes.length, session.signal);
  if (stored.length !== pictures.length)
    fail('invalid', `Batch ${batch.name} has ${stored.length} results for ${pictures.length} pictures.`);
  for (const one of stored) {
    const picture = pictures[one.position];
    if (picture === undefined) return fail('invalid', `Batch ${batch.name} has a result at ${one.position}.`);
    if (!one.ok) problems.push({ where: picture.name, message: one.problem, severity: 'error' });
    else found.push(foundPicture(picture, one));
  }
  return { pictures: found, problems, provider: await providersOf(connection, batch) };
}

function foundPicture(picture: NamedPicture, stored: StoredFinding): FoundPicture {
  const { width, height } = stored;
  return {
    ...{ picture, width, height },
    get detections() {
      return stored.detections;
    },
  };
}
