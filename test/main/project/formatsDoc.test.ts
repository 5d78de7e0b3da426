// The tables of docs/formats.md that count things are what there is: files of other tools that the readers are tested with, and what
// each format keeps of a project that has everything (exportLosses.test.ts holds that to be true).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportedPictures } from '../../../src/common/dataset/exportBoxes.ts';
import type { ExportInput } from '../../../src/common/dataset/exported.ts';
import { exportLosses, type ExportLoss, type Keeps } from '../../../src/common/dataset/exportLosses.ts';
import { exportTally } from '../../../src/common/dataset/exportTally.ts';
import { formatIds, type FormatId } from '../../../src/common/formats/format.ts';
import { boxesOnly } from '../../../src/common/formats/keeps.ts';
import { readers } from '../../../src/common/formats/readers.ts';
import { writerOf } from '../../../src/common/formats/writers.ts';
import { exportInput } from '../../../src/main/project/export.ts';
import { listFolders } from '../../../src/main/project/project.ts';
import { makeRich, richPictures } from '../../support/richProject.ts';
import { sharedFolder } from '../../support/shared.ts';
import { fillProject } from '../database/projectFixture.ts';
import { makePlace, type Place } from './lanes.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const document = readFileSync(path.join(root, 'docs/formats.md'), 'utf8');

/** Cells of the rows of the table whose head begins so. */
function tableOf(head: string): string[][] {
  const lines = document.split('\n');
  const begin = lines.findIndex((line) => line.startsWith(`| ${head} `));
  expect(begin, `a table that begins with "${head}"`).toBeGreaterThan(0);
  const end = lines.findIndex((line, index) => index > begin && !line.startsWith('|'));
  return lines.slice(begin, end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

const fixtures = path.join(root, 'test/fixtures/formats');
/** Folders whose files were written here after a tool's documentation, as SOURCE.md beside them says. */
const documented = new Set(['via-2', 'supervisely', 'fiftyone', 'vott-project', 'label-studio-min']);

/** Label files of a format's folders: text/voc-raccoon is of voc, json/label-studio-min of label-studio. */
function countFixtures(format: FormatId): { real: number; documented: number } {
  const counts = { real: 0, documented: 0 };
  for (const kind of ['json', 'text']) {
    for (const folder of readdirSync(path.join(fixtures, kind))) {
      const [owner] = formatIds
        .filter((id) => folder === id || folder.startsWith(`${id}-`))
        .sort((a, b) => b.length - a.length);
      if (owner !== format) continue;
      const files = readdirSync(path.join(fixtures, kind, folder), { recursive: true, withFileTypes: true });
      const labels = files.filter((file) => file.isFile() && !/\.(?:jpg|png)$/.test(file.name)).length;
      counts[documented.has(folder) ? 'documented' : 'real'] += labels;
    }
  }
  return counts;
}

/** Files beside the checkout, which every reader of the format is walked over. */
const sharedFolders: Readonly<Partial<Record<FormatId, readonly string[]>>> = {
  coco: ['weird/coco', 'coco-mini/annotations'],
  voc: ['weird/voc', 'bccd/voc'],
  yolo: ['weird/yolo'],
};

function countShared(format: FormatId): number {
  return (sharedFolders[format] ?? [])
    .map((folder) => path.join(sharedFolder!, 'data', folder))
    .map((folder) => (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : []))
    .reduce((sum, files) => sum + files.filter((file) => file.isFile()).length, 0);
}

describe('docs/formats.md', () => {
  it('counts the files of each format as they lie in test/fixtures', () => {
    const [, , ...rows] = tableOf('tested with');
    expect(rows.map(([format]) => format)).toEqual([...formatIds]);
    expect(rows.map(([format, real, written]) => [format, real, written])).toEqual(
      formatIds.map((format) => {
        const counts = countFixtures(format);
        return [format, String(counts.real), String(counts.documented)];
      }),
    );
  });

  it.skipIf(sharedFolder === undefined)('counts the files beside the checkout', () => {
    const [, , ...rows] = tableOf('tested with');
    expect(rows.map(([format, , , beside]) => [format, beside])).toEqual(
      formatIds.map((format) => [format, String(countShared(format))]),
    );
  });

  it('says of every format that it goes out and comes back', () => {
    const [, , ...rows] = tableOf('tested with');
    const ways = formatIds.map((id) => {
      const both = readers.some((reader) => reader.id === id) && writerOf(id) !== undefined;
      return [id, both ? 'yes' : 'no'];
    });
    expect(rows.map(([format, , , , way]) => [format, way])).toEqual(ways);
  });
});

describe('what the formats keep', () => {
  let place: Place;
  let rich: ExportInput;
  beforeAll(async () => {
    place = makePlace();
    const project = await place.project();
    fillProject(project.database, place.folder, richPictures);
    await makeRich(project, place.folder);
    rich = exportInput(
      project.database,
      listFolders(project),
      { pictures: 'all', segmentation: 'empty', people: 'written', parts: 'kept' },
      [],
    );
  });
  afterAll(() => {
    place.remove();
  });

  function lossesOf(keeps: Keeps): ReadonlyMap<ExportLoss, number> {
    const tally = exportTally(exportLosses(keeps, rich));
    for (const _ of exportedPictures(rich, tally));
    return new Map(tally.report().losses.map(({ what, count }) => [what, count]));
  }

  it('is what the table of docs/formats.md says: all of it, some of it, or nothing', () => {
    const [head = [], , ...rows] = tableOf('goes out');
    expect(head.slice(1)).toEqual([...formatIds]);
    // A format that keeps nothing of all that there is.
    const all = lossesOf({ ...boxesOnly, partOf: () => undefined, className: () => '' });
    const byFormat = formatIds.map((id) => lossesOf(writerOf(id)!.keeps));
    const changed: ExportLoss = 'attributes that become others (a number a text, a text a flag)';
    const wanted = [...all.keys()].map((what): string[] => [
      what,
      ...byFormat.map((lost) => {
        const count = lost.get(what) ?? 0;
        return count === 0 ? 'all' : count < (all.get(what) ?? 0) ? 'some' : '—';
      }),
    ]);
    wanted.push([changed, ...byFormat.map((lost) => (lost.has(changed) ? 'some' : 'none'))]);
    expect(rows).toEqual(wanted);
  });
});
