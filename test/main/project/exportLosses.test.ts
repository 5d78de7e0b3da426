// Nothing is lost without a word: a project that has everything goes out in every format and into a fresh project with the same
// pictures, and the difference of the two is exactly what the export said that it would lose.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExportInput } from '../../../src/common/dataset/exported.ts';
import { formatIds, type FormatId } from '../../../src/common/formats/format.ts';
import { exportCoco, exportInput } from '../../../src/main/project/export.ts';
import { exportFolder } from '../../../src/main/project/exportFolder.ts';
import { importLabels } from '../../../src/main/project/import.ts';
import { listFolders, type Project } from '../../../src/main/project/project.ts';
import type { ExportReport } from '../../../src/common/records.ts';
import { projectDifference } from '../../support/projectDifference.ts';
import { makeRich, richPictures } from '../../support/richProject.ts';
import { fillProject } from '../database/projectFixture.ts';
import { makePlace, type Place } from './lanes.ts';

let place: Place;
let rich: Project;
beforeEach(async () => {
  place = makePlace();
  rich = await bare();
  await makeRich(rich, place.folder);
});
afterEach(() => {
  place.remove();
});

/** With the pictures and without classes. */
async function bare(): Promise<Project> {
  const project = await place.project();
  fillProject(project.database, place.folder, richPictures);
  project.database.exec('DELETE FROM categories');
  return project;
}

const rows = (project: Project): ExportInput =>
  exportInput(
    project.database,
    listFolders(project),
    { pictures: 'all', segmentation: 'empty', people: 'written', parts: 'kept' },
    [],
  );

const lossesOf = ({ losses }: ExportReport): unknown =>
  Object.fromEntries(losses.map(({ what, count }) => [what, count]));

const out = (): string => path.join(place.folder, 'out');

async function through(format: FormatId, people: 'written' | 'left-out'): Promise<[ExportReport, Project]> {
  const report = await exportFolder(rich, {
    ...{ folder: out(), format, people, pictures: 'all', pictureFiles: 'leave', segmentation: 'empty' },
    split: { kind: 'keep' },
  });
  // Its layout is told by the pictures beside the labels.
  if (format === 'fiftyone')
    for (const part of ['train/', 'val/', 'test/', 'fold 1/', '']) {
      mkdirSync(path.join(out(), part, 'data'), { recursive: true });
      writeFileSync(path.join(out(), part, 'data/1.jpg'), '');
    }
  const fresh = await bare();
  const taken = await importLabels(fresh, out(), { format });
  expect(taken.skipped).toBe(0);
  return [report, fresh];
}

describe('a project that has everything', () => {
  it.each(formatIds)('%s: what it loses is what it says', async (format) => {
    const [report, fresh] = await through(format, 'written');
    const { lost, others, farthest } = projectDifference(rows(rich), rows(fresh));
    expect(others).toEqual([]);
    expect(lossesOf(report)).toEqual(lost);
    expect(farthest).toBeLessThan(1e-5);
    expect(report).toMatchObject({ images: richPictures, annotations: 18 });
    expect(report.leftOut).toEqual([
      { reason: 'proposal nobody accepted', count: 1 },
      { reason: 'rejected proposal', count: 1 },
    ]);
  });

  it('COCO in one file: all but the parts', async () => {
    const file = path.join(place.folder, 'out.json');
    const report = await exportCoco(rich, { file, pictures: 'all', people: 'written', segmentation: 'empty' });
    const fresh = await bare();
    await importLabels(fresh, file);
    const { lost, others } = projectDifference(rows(rich), rows(fresh));
    expect(others).toEqual([]);
    expect(lossesOf(report)).toEqual(lost);
  });

  it('COCO without people says that it leaves them out', async () => {
    const [report, fresh] = await through('coco', 'left-out');
    const { lost } = projectDifference(rows(rich), rows(fresh));
    expect(lossesOf(report)).toEqual(lost);
    expect(lost).toMatchObject({ 'who made and changed boxes, and when': 2, 'verdicts on pictures': 3 });
  });

  it('parts that the export was not asked for count as lost', async () => {
    const report = await exportFolder(rich, {
      ...{ folder: out(), format: 'csv', pictures: 'all', pictureFiles: 'leave', segmentation: 'empty' },
      split: { kind: 'none' },
    });
    expect(lossesOf(report)).toMatchObject({ 'splits of pictures (train, val, test)': 8 });
  });
});
