// A snapshot exported again in every format and for every reader, to the byte, however the project was changed since; and the snapshot of
// an export that was not made.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noChange } from '../../../src/common/annotation/change.ts';
import type { SplitWish } from '../../../src/common/exportWish.ts';
import { formatIds } from '../../../src/common/formats/format.ts';
import { profileIds, profiles } from '../../../src/common/formats/profiles.ts';
import { annotationsOf, applyChange } from '../../../src/main/database/annotations.ts';
import { editCategories } from '../../../src/main/database/categoryEdits.ts';
import { listSnapshots, renameSnapshot } from '../../../src/main/database/snapshots.ts';
import { exportCoco } from '../../../src/main/project/export.ts';
import { exportFolder, type FolderExportOptions } from '../../../src/main/project/exportFolder.ts';
import type { Project } from '../../../src/main/project/project.ts';
import { forgetUnused, takeSnapshot } from '../../../src/main/project/snapshots.ts';
import { makeRich, richPictures } from '../../support/richProject.ts';
import { fillProject, judge } from '../database/projectFixture.ts';
import { makePlace, type Place } from './lanes.ts';

let place: Place;
let project: Project;
beforeEach(async () => {
  place = makePlace();
  project = await place.project();
  fillProject(project.database, place.folder, richPictures);
  await makeRich(project, place.folder);
});
afterEach(() => {
  place.remove();
});

const at = (name: string): string => path.join(place.folder, name);

function wish(folder: string, more: Partial<FolderExportOptions>): FolderExportOptions {
  return {
    ...{ folder: at(folder), format: 'coco', pictures: 'all', pictureFiles: 'leave', segmentation: 'empty' },
    split: { kind: 'keep' },
    ...more,
  };
}

/** Every file below a folder with its text. */
function contents(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(folder, file), readFileSync(file, 'latin1')] as const;
    }),
  );
}

/** Boxes go and move, classes are renamed and go, verdicts and parts change, a picture gets another number and one goes. */
function changeAll(): void {
  const { database } = project;
  const [first, second] = annotationsOf(database, 1);
  applyChange(database, 1, {
    ...noChange,
    removed: [first!],
    updated: [[second!, { ...second!, box: { ...second!.box, x1: 3 } }]],
  });
  editCategories(database, { kind: 'rename', id: 7, name: 'vehicle' });
  judge(database, 1, 'back');
  judge(database, 8, 'done');
  database.exec(`UPDATE images SET split = 'val'; UPDATE images SET coco_id = 5000 WHERE id = 2;
    DELETE FROM annotations WHERE image = 6; DELETE FROM verdicts WHERE image = 9; DELETE FROM images WHERE id = 9`);
}

const shares = { train: 2, val: 1, test: 1 };
const drawn: SplitWish = { kind: 'random', shares, seed: 5, group: 'none', stratify: 'by-class' };
type Case = readonly [what: string, more: Partial<FolderExportOptions>];

describe('a snapshot exported again', () => {
  it.each<Case>([
    ...formatIds.map((format): Case => [format, { format, split: { kind: 'keep' } }]),
    ...profileIds.map((profile): Case => [profile, { profile, format: profiles[profile].format, split: drawn }]),
    ['only what is labelled, of two classes', { format: 'yolo', pictures: 'labelled', classes: [7, 90], split: drawn }],
    ['only what is done', { format: 'voc', pictures: 'done', people: 'written', split: { kind: 'none' } }],
  ])('is the same to the byte: %s', async (_, more) => {
    const { snapshot, ...first } = await exportFolder(project, wish('first', more));
    expect(snapshot).toBe(1);
    const was = contents(at('first'));
    expect(was.size).toBeGreaterThan(1);
    changeAll();
    const again = await exportFolder(project, wish('again', { ...more, snapshot: 1 }));
    expect(contents(at('again'))).toEqual(was);
    expect(again).toMatchObject({ snapshot: 1, images: first.images, annotations: first.annotations });
    // No snapshot is made of one, and the project as it is is another one.
    expect(listSnapshots(project.database).map(({ id }) => id)).toEqual([1]);
    await exportFolder(project, wish('now', more));
    expect(contents(at('now'))).not.toEqual(was);
  });

  it('takes the pictures that were labelled then, into one COCO file too', async () => {
    const options = { pictures: 'labelled', segmentation: 'box-polygon', people: 'written' } as const;
    await exportCoco(project, { ...options, file: at('first.json') });
    changeAll();
    await exportCoco(project, { ...options, file: at('again.json'), snapshot: 1 });
    expect(readFileSync(at('again.json'), 'utf8')).toBe(readFileSync(at('first.json'), 'utf8'));
  });
});

describe('the snapshot of an export that is not made', () => {
  const numbers = (): number[] => listSnapshots(project.database).map(({ id }) => id);
  const file = { pictures: 'all', segmentation: 'empty' } as const;
  /** Cancelled when the first picture is written. */
  const cancelled = () => {
    const stop = new AbortController();
    return { signal: stop.signal, onProgress: () => stop.abort() };
  };

  it('goes with it: one file, and a folder', async () => {
    await expect(exportCoco(project, { ...file, file: at('a.json'), ...cancelled() })).rejects.toThrow(/cancelled/);
    expect(numbers()).toEqual([]);
    const aborted = AbortSignal.abort();
    await expect(exportFolder(project, wish('a', { format: 'voc', signal: aborted }))).rejects.toThrow(/cancelled/);
    expect(numbers()).toEqual([]);
    expect(readdirSync(place.folder).filter((name) => /^a|\.boxwright/.test(name))).toEqual([]);
    expect((await exportCoco(project, { ...file, file: at('b.json') })).snapshot).toBeDefined();
    expect(numbers()).toHaveLength(1);
  });

  it('stays when it was there before, serves another one too, or was named', async () => {
    const before = takeSnapshot(project, { reason: 'hand' })!;
    await expect(exportCoco(project, { ...file, file: at('a.json'), ...cancelled() })).rejects.toThrow(/cancelled/);
    expect(numbers()).toEqual([before.id]);
    judge(project.database, 8, 'done');
    const shared = takeSnapshot(project, { reason: 'export' })!;
    expect(takeSnapshot(project, { reason: 'training' })?.id).toBe(shared.id);
    await forgetUnused(project, shared);
    expect(numbers()).toEqual([shared.id, before.id]);
    judge(project.database, 8, 'back');
    const named = takeSnapshot(project, { reason: 'export', name: 'x.json' })!;
    renameSnapshot(project.database, named.id, 'The good one');
    await forgetUnused(project, named);
    expect(numbers()).toEqual([named.id, shared.id, before.id]);
  });
});
