// The weights of the catalogue on this machine: which are there, whole or in part, and the download of one when somebody asked for it.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { catalogue, catalogueFile, type CatalogueEntry } from '../../common/catalogue/catalogue.ts';
import { t } from '../../common/messages/t.ts';
import type { CatalogueItem } from '../../common/modelRecords.ts';
import { fail } from '../../common/result.ts';
import { download, type Downloaded } from './download/download.ts';
import { hashFile, readPart, removePart } from './download/part.ts';
import type { ProxyChoice } from './download/proxy.ts';
import { holderWords, takeLock } from './lock.ts';

/** No FCOS that is published has half of it. */
const largestFile = 2 ** 31 - 1;

/** Fails with kind `not-found`, naming what there is. */
export function findEntry(id: string): CatalogueEntry {
  const ids = catalogue.map((entry) => entry.id).join(', ');
  return (
    catalogue.find((entry) => entry.id === id) ??
    fail('not-found', t('There are no official weights "{id}". There are: {ids}.', { id, ids }))
  );
}

export function weightsFile(folder: string, entry: CatalogueEntry): string {
  return path.join(folder, catalogueFile(entry));
}

/** Every entry with what of it lies in the folder. */
export async function listWeights(folder: string): Promise<readonly CatalogueItem[]> {
  return Promise.all(
    catalogue.map(async (entry): Promise<CatalogueItem> => {
      const file = weightsFile(folder, entry);
      const found = await fs.stat(file).catch(() => undefined);
      const part = await readPart(file, entry.address);
      return { ...entry, downloaded: found?.isFile() ?? false, part: part?.length ?? 0 };
    }),
  );
}

export interface DownloadOptions {
  readonly proxy: ProxyChoice;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
  /** Instead of the entry's own, for a mirror. */
  readonly address?: string;
}

/** Fetches the entry's file into the folder. Failures: those of `download`, and busy while another program downloads. */
export async function downloadWeights(
  folder: string,
  entry: CatalogueEntry,
  { proxy, signal, onProgress, address = entry.address }: DownloadOptions,
): Promise<Downloaded & { readonly file: string }> {
  await fs.mkdir(folder, { recursive: true });
  const lock = await takeLock(folder);
  if (!lock.held)
    return fail(
      'busy',
      t('Weights are being downloaded by {holder}. Try again later.', { holder: holderWords(lock.holder) }),
    );
  const file = weightsFile(folder, entry);
  const sha256 = entry.sha256 ?? entry.sha256Start;
  try {
    const there = await existing(file, sha256 ?? '', signal);
    if (there !== undefined) return { ...there, file };
    const done = await download({
      address,
      file,
      proxy,
      ...(sha256 !== undefined && { sha256 }),
      ...(entry.bytes !== undefined && { bytes: entry.bytes }),
      limit: largestFile,
      signal,
      onProgress: (at, total) => {
        onProgress(at, total === 0 ? (entry.aboutBytes ?? 0) : total);
      },
    });
    return { ...done, file };
  } finally {
    lock.release();
  }
}

/** A file that is there from before, if it is the published one. */
async function existing(file: string, sha256: string, signal: AbortSignal): Promise<Downloaded | undefined> {
  const found = await fs.stat(file).catch(() => undefined);
  if (found?.isFile() !== true) return undefined;
  const digits = (await hashFile(file, signal)).digest('hex');
  return digits.startsWith(sha256) ? { bytes: found.size, sha256: digits } : undefined;
}

/** Removes the file and what there is of it. */
export async function removeWeights(folder: string, entry: CatalogueEntry): Promise<void> {
  const file = weightsFile(folder, entry);
  await fs.rm(file, { force: true });
  await removePart(file);
}
