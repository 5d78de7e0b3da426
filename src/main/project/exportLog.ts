// The last exports of a project: exports.json in its folder, beside the database. They are about this machine's disks and not about
// the labels, so snapshots, backups and undo know nothing of them.
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { PastExport, ShownExport } from '../../common/exportLog.ts';
import { formatIds } from '../../common/formats/format.ts';
import { profileIds } from '../../common/formats/profiles.ts';
import { writeOne } from './wholeFile.ts';

export const exportLogName = 'exports.json';

/** Exports, and problems of each. */
const mostKept = 20;
const mostProblems = 100;
const mostBytes = 4 * 1024 * 1024;

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const text = z.string().max(100_000);

const report = z.object({
  location: text,
  images: count,
  annotations: count,
  categories: count,
  leftOut: z.array(z.object({ count, reason: text })),
  losses: z.array(z.object({ count, what: text })),
  problems: z.array(z.object({ where: text, message: text, severity: z.enum(['error', 'warning']) })),
  snapshot: count.exactOptional(),
  folder: z
    .object({
      files: count,
      parts: z.array(z.object({ part: text, images: count })),
      copied: count,
      linked: count,
      turned: count,
      snippet: z.object({ fileName: text, text }).exactOptional(),
    })
    .exactOptional(),
});

const log = z.array(
  z.object({
    id: count,
    made: count,
    format: z.enum(formatIds),
    profile: z.enum(profileIds).exactOptional(),
    report,
    problems: count,
  }),
);

/** Newest first. A file that is not a log counts as none: it is a help, nothing that work depends on. */
export async function readExportLog(folder: string): Promise<readonly PastExport[]> {
  const file = path.join(folder, exportLogName);
  try {
    if ((await fs.stat(file)).size > mostBytes) return [];
    return log.parse(JSON.parse(await fs.readFile(file, 'utf8')));
  } catch {
    return [];
  }
}

/** The export with the number that it got. Failures: those of writeWhole. */
export async function noteExport(folder: string, done: Omit<PastExport, 'id' | 'problems'>): Promise<PastExport> {
  const before = await readExportLog(folder);
  const entry = entryOf(done, 1 + Math.max(0, ...before.map(({ id }) => id)));
  const kept = [entry, ...before].slice(0, mostKept);
  await writeOne(path.join(folder, exportLogName), `${JSON.stringify(kept, undefined, 1)}\n`);
  return entry;
}

export function entryOf(done: Omit<PastExport, 'id' | 'problems'>, id: number): PastExport {
  const { problems } = done.report;
  return {
    id,
    ...done,
    report: { ...done.report, problems: problems.slice(0, mostProblems) },
    problems: problems.length,
  };
}

export async function withPresence(entries: readonly PastExport[]): Promise<ShownExport[]> {
  const found = entries.map(async (entry) => ({
    ...entry,
    isThere: await fs.access(entry.report.location).then(
      () => true,
      () => false,
    ),
  }));
  return Promise.all(found);
}
