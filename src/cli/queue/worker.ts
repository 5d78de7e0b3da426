// prelabel --worker: lends this machine to a batch until the batch has ended. Its pictures and its model have to be the batch's.
import { fail } from '../../common/result.ts';
import { counted } from '../../common/words.ts';
import { findModel, listModels } from '../../main/project/models.ts';
import type { ModelEntry } from '../../main/project/models.ts';
import type { Session } from '../session.ts';
import { printJson, progressBar, say } from '../terminal.ts';
import type { Batch } from './batches.ts';
import { findBatch, listBatches } from './batches.ts';
import type { QueueConnection } from './connection.ts';
import { fingerprintModel } from './fingerprints.ts';
import type { QueueOptions } from './options.ts';
import { checkBatchName, withQueue } from './options.ts';
import { pullRanges } from './pull.ts';
import { comparePictures } from './rangeRun.ts';
import type { RangePicture } from './ranges.ts';
import { hasTables } from './tables.ts';

export type WorkerOptions = Pick<QueueOptions, 'queue' | 'batch'> &
  Partial<QueueOptions> & { readonly model?: string; readonly json?: true };

/** Pictures that are compared before the first range is taken. */
const comparedFirst = 16;

/** Failures: not-found (the batch, the model), invalid (another model, other pictures), and those of pullRanges. */
export async function workerCommand(session: Session, folder: string, options: WorkerOptions): Promise<void> {
  const name = checkBatchName(options.batch);
  await withQueue(options, async (connection) => {
    const batch = await theBatch(connection, name);
    const model = await sameModel(session, batch, options.model);
    await checkFolder(connection, session, batch, folder);
    say(`Working on batch ${batch.name} with ${model.files.id}; Ctrl-C gives back what is under way.`);
    const start = performance.now();
    const bar = progressBar('This worker');
    let pictures = 0;
    const onPicture = (): void => bar.update(++pictures, batch.pictures);
    const detector = session.lane('detector');
    const work = { connection, batch, folder, detector, model: model.files, signal: session.signal, onPicture };
    const { ranges } = await pullRanges(work).finally(() => bar.end());
    const seconds = (performance.now() - start) / 1000;
    if (options.json === true) printJson({ batch: batch.name, ranges, pictures, seconds });
    else say(`Batch ${batch.name} has ended; this worker did ${counted(pictures, 'picture')} of it.`);
  });
}

/** The batch of that name; fails with `not-found`, naming those there are. */
export async function theBatch(connection: QueueConnection, name: string): Promise<Batch> {
  const isMade = await hasTables(connection);
  const batch = isMade ? await findBatch(connection, name) : undefined;
  if (batch !== undefined) return batch;
  const names = isMade ? (await listBatches(connection)).map((one) => one.name) : [];
  return fail(
    'not-found',
    `There is no batch ${name} in ${connection.address.shown}. There are: ${names.join(', ') || 'none'}. The command without --worker makes one.`,
  );
}

/** The model of this machine that is the batch's, by its bytes. Fails with `invalid` or `not-found`; nothing is fetched. */
async function sameModel(session: Session, batch: Batch, wanted: string | undefined): Promise<ModelEntry> {
  const isSame = async (model: ModelEntry): Promise<boolean> => {
    const { onnxSha256, readingSha256 } = await fingerprintModel(model);
    return onnxSha256 === batch.onnxSha256 && readingSha256 === batch.readingSha256;
  };
  const sum = batch.onnxSha256.slice(0, 12);
  if (wanted !== undefined) {
    const given = await findModel(session.models, wanted);
    if (await isSame(given)) return given;
    return fail(
      'invalid',
      `${given.files.onnxPath} is not the model of batch ${batch.name} (${batch.model}, sha256 ${sum}…): its weights, its classes or how it is read differ. Bring the two files of that model here.`,
    );
  }
  const { models } = await listModels(session.models);
  const likely = models.filter(({ files, card }) => files.id === batch.model || card.onnxSha256 === batch.onnxSha256);
  for (const model of likely) if (await isSame(model)) return model;
  return fail(
    'not-found',
    `This machine lacks the model of batch ${batch.name} (${batch.model}, sha256 ${sum}…)${likely.length > 0 ? '; its own of that name differs' : ''}. Models are not fetched: copy ${batch.model}.onnx and ${batch.model}.json into ${session.models.own}, or give their path with --model.`,
  );
}

/** Refuses a folder of which most looked-at pictures are not the batch's; a single one is found out when its turn comes. */
async function checkFolder(connection: QueueConnection, session: Session, batch: Batch, folder: string): Promise<void> {
  const step = Math.max(1, Math.floor(batch.pictures / comparedFirst));
  const rows = await connection.transaction(({ query }) =>
    query<{ position: number; name: string; bytes: number; digest: string }>(
      `SELECT position, name, bytes, digest FROM boxwright.picture
       WHERE batch = $1 AND position % $2 = 0 AND digest IS NOT NULL ORDER BY position LIMIT ${comparedFirst}`,
      [batch.id, step],
    ),
  );
  const pictures = rows.map(({ position, name, bytes, digest }): RangePicture => {
    return { position, name, fingerprint: { bytes, digest } };
  });
  const differing = await comparePictures(folder, pictures, session.signal);
  const [first] = differing;
  if (first === undefined || differing.length * 2 <= pictures.length) return;
  fail(
    'invalid',
    `${folder} does not hold the pictures of batch ${batch.name}: of ${pictures.length} looked at ${differing.length} differ. ${first.name}: ${first.reason} Give the same folder, wherever it is mounted here.`,
  );
}
