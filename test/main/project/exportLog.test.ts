// The list of past exports: newest first, bounded, and never a reason for anything else to fail.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExportReport } from '../../../src/common/records.ts';
import { exportLogName, noteExport, readExportLog, withPresence } from '../../../src/main/project/exportLog.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'boxwright-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const report = (location: string, problems = 0): ExportReport => ({
  ...{ location, images: 3, annotations: 9, categories: 2 },
  leftOut: [{ count: 2, reason: 'proposal nobody accepted' }],
  losses: [{ count: 1, what: 'notes on boxes' }],
  problems: Array.from({ length: problems }, (_, index) => ({
    where: `${index}.jpg`,
    message: 'away',
    severity: 'warning',
  })),
  snapshot: 4,
  folder: {
    ...{ files: 7, copied: 3, linked: 0, turned: 1 },
    parts: [{ part: 'train', images: 3 }],
    snippet: { fileName: 'register_detectron2.py', text: 'import os\n' },
  },
});

describe('the list of past exports', () => {
  it('gives back what was noted, newest first, and says what is there', async () => {
    const here = path.join(folder, 'here');
    writeFileSync(here, '');
    const first = await noteExport(folder, { made: 10, format: 'coco', profile: 'detectron2', report: report(here) });
    const second = await noteExport(folder, { made: 20, format: 'yolo', report: report('/gone/away', 250) });
    expect([first.id, second.id]).toEqual([1, 2]);
    expect(second.problems).toBe(250);
    const entries = await readExportLog(folder);
    expect(entries).toEqual([second, first]);
    expect(entries[0]?.report.problems).toHaveLength(100);
    expect(entries[1]?.report).toEqual(report(here));
    expect((await withPresence(entries)).map(({ isThere }) => isThere)).toEqual([false, true]);
    expect(readdirSync(folder).sort()).toEqual([exportLogName, 'here']);
  });

  it('keeps the last twenty, and their numbers go on', async () => {
    for (let made = 1; made <= 23; made += 1) await noteExport(folder, { made, format: 'coco', report: report('/x') });
    const entries = await readExportLog(folder);
    expect(entries).toHaveLength(20);
    expect([entries[0]?.id, entries.at(-1)?.id]).toEqual([23, 4]);
  });

  it.each([
    '',
    '{',
    '[1]',
    '{"a":1}',
    `[{"id":1,"made":1,"format":"exe","report":{}}]`,
    '[null]',
    `[${'['.repeat(5000)}${']'.repeat(5000)}]`,
  ])('takes a file that is no log for none: %#', async (text) => {
    writeFileSync(path.join(folder, exportLogName), text);
    expect(await readExportLog(folder)).toEqual([]);
    expect((await noteExport(folder, { made: 1, format: 'voc', report: report('/x') })).id).toBe(1);
    expect(await readExportLog(folder)).toHaveLength(1);
  });
});
