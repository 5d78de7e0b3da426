// A project as one file and back, what is refused on the way, the look through a project, and the command line over them.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reserveWindowIds } from '../../../src/main/database/annotationIds.ts';
import { applyChange } from '../../../src/main/database/annotations.ts';
import { checkUp } from '../../../src/main/database/checkup.ts';
import { backUp, restoreBackup } from '../../../src/main/project/backup.ts';
import { exportCoco } from '../../../src/main/project/export.ts';
import { closeProject, openProject } from '../../../src/main/project/project.ts';
import { hashSnapshots, takeSnapshot } from '../../../src/main/project/snapshots.ts';
import { adding, box, judge, makeFixture, type Fixture } from '../database/projectFixture.ts';
import { kindOf } from '../../support/kindOf.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await makeFixture(3);
  reserveWindowIds(fixture.database);
  applyChange(fixture.database, 1, adding(box(1_000_001, 10, 10)));
  judge(fixture.database, 2, 'done');
});
afterEach(() => fixture.remove());

const at = (name: string): string => path.join(fixture.folder, name);

describe('a backup', () => {
  it('of an open project becomes a project with the same snapshots, and its export has the same bytes', async () => {
    const { project } = fixture;
    const [snapshot] = (takeSnapshot(project, { reason: 'hand' }), await hashSnapshots(project));
    const wish = { pictures: 'all', segmentation: 'empty', people: 'written' } as const;
    await exportCoco(project, { ...wish, file: at('before.json') });
    const { bytes } = await backUp(project.folder, at('b.boxwright-backup'));
    expect(bytes).toBeGreaterThan(10_000);
    applyChange(fixture.database, 1, adding(box(1_000_002, 90, 90)));
    const folder = await restoreBackup(at('b.boxwright-backup'), at('again'));
    const again = await openProject(folder, { access: 'write' });
    expect(await hashSnapshots(again)).toEqual([snapshot]);
    await exportCoco(again, { ...wish, file: at('after.json') });
    expect(readFileSync(at('after.json')).equals(readFileSync(at('before.json')))).toBe(true);
    closeProject(again);
    expect(readdirSync(fixture.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  /** Of some megabytes. */
  function makeLarge(): void {
    fixture.database.run("UPDATE images SET extra = json_object('x', hex(zeroblob(3000000)))");
  }

  it('says how far it is, takes the project as it was at the beginning, and is one file without a log', async () => {
    const { project, database } = fixture;
    makeLarge();
    const told: number[] = [];
    const onProgress = (done: number): void => {
      told.push(done);
      // Main writes while the clerk copies.
      applyChange(database, 1, adding(box(1_000_010 + told.length, 10, 10)));
    };
    await backUp(project.folder, at('large'), { onProgress });
    expect(told).toEqual([50, 100]);
    expect(readdirSync(fixture.folder).filter((name) => /^large|\.tmp/.test(name))).toEqual(['large']);
    // Byte 18 says how it is written: 1 is without a log beside it.
    expect(readFileSync(at('large'))[18]).toBe(1);
    const again = await openProject(await restoreBackup(at('large'), at('again')), { access: 'read' });
    expect(again.database.rows('SELECT id FROM annotations')).toEqual([[1_000_001]]);
    closeProject(again);
  });

  it.each([
    ['before it begins', 0],
    ['when all is copied', 50],
  ])('that is cancelled %s leaves nothing, and the file that was there as it was', async (_, share) => {
    makeLarge();
    writeFileSync(at('there'), 'a text that is to be replaced');
    const stop = new AbortController();
    if (share === 0) stop.abort();
    let last = 0;
    const onProgress = (done: number): void => {
      last = done;
      if (done >= share) stop.abort();
    };
    const cancelled = backUp(fixture.project.folder, at('there'), { signal: stop.signal, onProgress });
    expect(await kindOf(() => cancelled)).toBe('cancelled');
    expect(last).toBe(share);
    expect(readdirSync(fixture.folder).sort()).toEqual(['project', 'there']);
    expect(readFileSync(at('there'), 'utf8')).toBe('a text that is to be replaced');
  });

  it('is refused where a database or a project lies, and from what is none, cut, or damaged', async () => {
    const { folder } = fixture.project;
    await backUp(folder, at('one'));
    expect(await kindOf(() => backUp(folder, at('one')))).toBe('invalid');
    expect(await kindOf(() => backUp(folder, at('nowhere/one')))).toBe('not-found');
    expect(await kindOf(() => restoreBackup(at('one'), folder))).toBe('invalid');
    writeFileSync(at('text'), 'no database at all, but long enough to be looked at as one'.repeat(20));
    expect(await kindOf(() => restoreBackup(at('text'), at('a')))).toBe('unreadable');
    const whole = readFileSync(at('one'));
    writeFileSync(at('cut'), whole.subarray(0, Math.floor(whole.length / 2)));
    expect(await kindOf(() => restoreBackup(at('cut'), at('b')))).toBe('unreadable');
    mkdirSync(at('c'));
    expect([at('a'), at('b')].map((place) => existsSync(path.join(place, 'project.boxwright')))).toEqual([
      false,
      false,
    ]);
  });
});

describe('a look through a project', () => {
  it('finds nothing in a whole one, says what is wrong, and puts right what the rest says', () => {
    const { database } = fixture;
    const faults = (wish: 'look' | 'repair') => checkUp(database, wish).filter(({ fault }) => fault !== undefined);
    expect(faults('look')).toEqual([]);
    database.run('UPDATE images SET human = 7 WHERE id = 1');
    database.run("UPDATE images SET verdict = 'returned' WHERE id = 2");
    database.run('UPDATE project SET next_category = 1');
    expect(faults('look').map(({ check }) => check)).toHaveLength(3);
    expect(faults('repair').every(({ repaired }) => repaired === true)).toBe(true);
    expect(faults('look')).toEqual([]);
    expect(database.rows('SELECT human, verdict FROM images ORDER BY id')).toEqual([
      [1, null],
      [0, 'done'],
      [0, null],
    ]);
  });
});
