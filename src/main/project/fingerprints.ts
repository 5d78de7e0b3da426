// Makes the fingerprints of pictures that have none yet, batch by batch: the pictures lane looks, each batch is one short
// transaction, so what was made stays whatever ends it.
import { t } from '../../common/messages/t.ts';
import type { FingerprintedPicture } from '../../common/pictureFacts.ts';
import type { ProblemEntry } from '../../common/records.ts';
import { fail, failureOf } from '../../common/result.ts';
import { putFingerprint, withoutFingerprint, type WithoutFingerprint } from '../database/fingerprints.ts';
import { mapLimited } from './concurrency.ts';
import { ask, type DetectorCaller } from './detectorCaller.ts';
import { locatePicture } from './pictures.ts';
import type { Project } from './project.ts';

export interface FingerprintOptions {
  readonly pixelLimit: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  readonly onProblem?: (problem: ProblemEntry) => void;
}

export interface FingerprintReport {
  readonly made: number;
  /** Each was said as a problem. */
  readonly failed: number;
}

const batchSize = 64;
const locatedAtOnce = 8;

/** Failures: cancelled (what was made stays), read-only, detector (the pictures lane does not run at all). */
export async function makeFingerprints(
  project: Project,
  pictures: DetectorCaller,
  options: FingerprintOptions,
): Promise<FingerprintReport> {
  if (project.readOnly) fail('read-only', project.readOnlyReason ?? t('The project was opened for reading only.'));
  const wanted = withoutFingerprint(project.database);
  let made = 0;
  options.onProgress?.(0, wanted.length);
  for (let from = 0; from < wanted.length; from += batchSize) {
    if (options.signal?.aborted === true) fail('cancelled', t('It was cancelled.'));
    const batch = wanted.slice(from, from + batchSize);
    const found = await look(project, pictures, batch, options);
    project.database.unsyncedTransaction(() => {
      for (const picture of batch) {
        const fingerprint = found.get(picture.id);
        if (fingerprint !== undefined) putFingerprint(project.database, picture, fingerprint);
      }
    });
    made += found.size;
    options.onProgress?.(from + batch.length, wanted.length);
  }
  return { made, failed: wanted.length - made };
}

/** By picture id; what cannot be read is said and left out. */
async function look(
  project: Project,
  pictures: DetectorCaller,
  batch: readonly WithoutFingerprint[],
  { pixelLimit, signal, onProblem }: FingerprintOptions,
): Promise<ReadonlyMap<number, string>> {
  const names = new Map(batch.map(({ id, name }) => [id, name]));
  const problem = (id: number, message: string): void =>
    onProblem?.({ where: names.get(id) ?? String(id), message, severity: 'warning' });
  const files = await mapLimited(batch, locatedAtOnce, async ({ id }) => {
    try {
      return [{ id, path: (await locatePicture(project, id)).path }];
    } catch (caught) {
      problem(id, failureOf(caught).message);
      return [];
    }
  });
  const found = new Map<number, string>();
  const onItem = ({ id, result }: FingerprintedPicture): void => {
    if (result.ok) found.set(id, result.value);
    else problem(id, result.failure.message);
  };
  const request = { files: files.flat(), pixelLimit };
  await ask(pictures, 'fingerprint', request, { onItem, ...(signal && { signal }) });
  return found;
}
