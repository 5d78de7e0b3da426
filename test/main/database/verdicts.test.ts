import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isChosen } from '../../../src/common/annotation/verdicts.ts';
import { annotationsOf, applyChange } from '../../../src/main/database/annotations.ts';
import { editCategories } from '../../../src/main/database/categoryEdits.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { openDatabase } from '../../../src/main/database/driver.ts';
import { imageSummary, listImages } from '../../../src/main/database/images.ts';
import { migrate, migrations } from '../../../src/main/database/migrate.ts';
import { chosen, sayOf, takeVerdict, verdictsOf } from '../../../src/main/database/verdicts.ts';
import { adding, box, by, judge, makeFixture, type Fixture } from './projectFixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await makeFixture();
  reserveIds(fixture.database, 100);
});
afterEach(() => {
  fixture.remove();
});

describe('what is said of a picture', () => {
  it('stands on it, and is taken back one by one to what was said before', () => {
    const { database } = fixture;
    sayOf(database, 1, { verdict: 'done', by: 'Ada', at: 10 });
    sayOf(database, 1, { verdict: 'returned', by: 'Bo', at: 20, note: 'one is missing' });
    expect(imageSummary(database, 1)).toMatchObject({
      state: 'returned',
      verdict: { by: 'Bo', at: 20, note: 'one is missing' },
    });
    sayOf(database, 1, { verdict: 'done', by: 'Ada', at: 30 });
    expect(sayOf(database, 1, { verdict: 'reviewed', at: 40 })).toMatchObject({
      state: 'reviewed',
      verdict: { at: 40 },
    });
    expect(verdictsOf(database, 1).map(({ verdict }) => verdict)).toEqual(['done', 'returned', 'done', 'reviewed']);
    const back = ['done', 'returned', 'done', 'new', 'new'].map(
      () => sayOf(database, 1, { verdict: 'back', at: 50 }).state,
    );
    expect(back).toEqual(['done', 'returned', 'done', 'new', 'new']);
    expect(imageSummary(database, 1)).not.toHaveProperty('verdict');
  });

  it('is said once: the same verdict again changes neither who nor when', () => {
    const { database } = fixture;
    sayOf(database, 1, { verdict: 'done', by: 'Ada', at: 10 });
    expect(sayOf(database, 1, { verdict: 'done', by: 'Bo', at: 20 }).verdict).toEqual({ by: 'Ada', at: 10 });
    expect(verdictsOf(database, 1)).toHaveLength(1);
  });

  it('outlives a change of its boxes, which says itself who made it', () => {
    const { database } = fixture;
    judge(database, 1, 'done');
    const made = { by: 'Bo', at: 5 };
    expect(applyChange(database, 1, adding(box(1, 0, 0, 50, { made }))).state).toBe('done');
    expect(annotationsOf(database, 1)[0]?.made).toEqual(made);
  });

  it('of a file counts where nothing newer was said here', () => {
    const { database } = fixture;
    sayOf(database, 1, { verdict: 'done', at: 10 });
    expect(takeVerdict(database, 1, { verdict: 'reviewed', at: 9 })).toBe(false);
    expect(takeVerdict(database, 1, { verdict: 'reviewed', by: 'Bo', at: 11 })).toBe(true);
    expect(takeVerdict(database, 1, { verdict: 'reviewed', by: 'Bo', at: 11 })).toBe(false);
    expect(imageSummary(database, 1)).toMatchObject({ state: 'reviewed', verdict: { by: 'Bo', at: 11 } });
  });

  it('chooses the same pictures in SQL as in the window', async () => {
    const { database } = fixture;
    applyChange(database, 1, adding(box(1, 0, 0)));
    judge(database, 2, 'done');
    const seen: unknown[] = [];
    for (const verdict of ['back', 'done', 'reviewed', 'returned'] as const) {
      judge(database, 1, verdict);
      const summaries = await listImages(database);
      for (const choice of ['all', 'labelled', 'done', 'reviewed'] as const) {
        const found = database.rows<readonly [number]>(`SELECT id FROM images WHERE ${chosen[choice]} ORDER BY id`);
        const ids = summaries.filter((summary) => isChosen(summary, choice)).map(({ id }) => id);
        expect(found.map(([id]) => id)).toEqual(ids);
        seen.push(ids.length);
      }
    }
    expect(new Set(seen)).toEqual(new Set([0, 1, 2, 3]));
  });
});

describe('who made a box', () => {
  it('is kept when all proposals are accepted at once, and goes and comes with its undo', () => {
    const { database } = fixture;
    applyChange(database, 1, adding(box(1, 0, 0, 50, { origin: by('proposed', 0.9) })));
    const made = () => annotationsOf(database, 1)[0]?.made;
    const { edit } = editCategories(database, { kind: 'accept-all', from: 0.5 }, 'Ada');
    const first = made();
    expect(first).toMatchObject({ by: 'Ada' });
    const back = editCategories(database, { kind: 'undo', edit }, 'Bo');
    expect(made()).toBeUndefined();
    editCategories(database, { kind: 'undo', edit: back.edit }, 'Bo');
    expect(made()).toEqual(first);
  });

  it('comes back with a class that was deleted', () => {
    const { database } = fixture;
    const one = box(1, 0, 0, 50, { made: { by: 'Ada', at: 1 }, changed: { at: 2 } });
    applyChange(database, 1, adding(one));
    const { edit } = editCategories(database, { kind: 'delete', id: 1 });
    editCategories(database, { kind: 'undo', edit });
    expect(annotationsOf(database, 1)).toEqual([one]);
  });

  it('that a model had not found says which model that was', () => {
    const { database } = fixture;
    database.run("UPDATE images SET proposed_by = 'small' WHERE id = 1");
    applyChange(database, 1, adding(box(1, 0, 0), box(2, 0, 0, 50, { origin: by('accepted') })));
    applyChange(database, 2, adding(box(3, 0, 0)));
    expect(database.rows('SELECT id, missed_by FROM annotations ORDER BY id')).toEqual([
      [1, 'small'],
      [2, null],
      [3, null],
    ]);
  });
});

describe('a project of version 4', () => {
  it('keeps which pictures were done, by nobody and at no time', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'boxwright-version-4-'));
    const database = await openDatabase(path.join(folder, 'project.db'), { access: 'write', missing: 'create' });
    try {
      migrate(database, migrations.slice(0, 4));
      database.exec(`INSERT INTO folders (path, added) VALUES ('/pictures', '2026-11-26');
        INSERT INTO images (folder, name, position, coco_id, done) VALUES (1, 'a', 0, 1, 1), (1, 'b', 1, 2, 0)`);
      migrate(database);
      expect((await listImages(database)).map(({ state, verdict }) => [state, verdict])).toEqual([
        ['done', {}],
        ['new', undefined],
      ]);
      expect(sayOf(database, 1, { verdict: 'back', at: 1 }).state).toBe('new');
    } finally {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
