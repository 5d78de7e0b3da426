import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noChange } from '../../../src/common/annotation/change.ts';
import type { Detection } from '../../../src/common/protocol.ts';
import { annotationsOf, applyChange } from '../../../src/main/database/annotations.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { editCategories } from '../../../src/main/database/categoryEdits.ts';
import { migrate, migrations } from '../../../src/main/database/migrate.ts';
import { openDatabase } from '../../../src/main/database/driver.ts';
import { replaceProposals } from '../../../src/main/database/proposals.ts';
import { nameModel, replacedBoxes } from '../../../src/main/database/replacedProposals.ts';
import path from 'node:path';
import { by, makeFixture, type Fixture } from './projectFixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await makeFixture();
  reserveIds(fixture.database, 100);
});
afterEach(() => {
  fixture.remove();
});

function seen(x1: number, label = 0, score = 0.5): Detection {
  return { box: { x1, y1: 0, x2: x1 + 50, y2: 50 }, label, score };
}

function propose(model: string, detections: readonly Detection[], version?: string) {
  return replaceProposals(fixture.database, 1, model, detections, [1, 2], version);
}

const kept = () => replacedBoxes(fixture.database, 1);

describe('what the model before had proposed', () => {
  it('is kept when another model proposes, with its name, and read with the names of classes', () => {
    nameModel(fixture.database, { model: 'a', version: 'v1' }, 'Model A');
    propose('a', [seen(0), seen(100, 1, 0.25)], 'v1');
    expect(kept()).toBeNull();
    propose('b', [seen(200)], 'v1');
    expect(kept()).toEqual({
      before: { model: 'a', name: 'Model A' },
      now: { model: 'b' },
      boxes: [
        { box: { x1: 0, y1: 0, x2: 50, y2: 50 }, score: 0.5, name: 'cell', category: 1 },
        { box: { x1: 100, y1: 0, x2: 150, y2: 50 }, score: 0.25, name: 'plate', category: 2 },
      ],
      ids: { first: 103, last: 103 },
    });
    expect(replacedBoxes(fixture.database, 2)).toBeNull();
    expect(() => replacedBoxes(fixture.database, 99)).toThrow(/not in this project/);
  });

  it('is the last one only, and stays over a second run of the new model, whose boxes it then names', () => {
    propose('a', [seen(0)]);
    propose('b', [seen(100), seen(200)]);
    propose('b', [seen(300)]);
    expect(kept()).toMatchObject({ before: { model: 'a' }, ids: { first: 104, last: 104 } });
    propose('c', []);
    expect(kept()).toMatchObject({ before: { model: 'b' }, now: { model: 'c' } });
    expect(kept()?.boxes.map(({ box }) => box.x1)).toEqual([300]);
    expect(kept()?.ids).toEqual({ first: 1, last: 0 });
  });

  it('is kept for another version of the same model, and not where a version is not known', () => {
    propose('a', [seen(0)]);
    propose('a', [seen(10)], 'v1');
    expect(kept()).toBeNull();
    nameModel(fixture.database, { model: 'a', version: 'v2' }, 'Model A, longer');
    propose('a', [seen(20)], 'v2');
    expect(kept()).toMatchObject({ before: { model: 'a' }, now: { model: 'a', name: 'Model A, longer' } });
    expect(kept()?.boxes.map(({ box }) => box.x1)).toEqual([10]);
  });

  it('holds undecided proposals alone', () => {
    const { database } = fixture;
    propose('a', [seen(0), seen(100), seen(200)]);
    const [accepted, rejected] = annotationsOf(database, 1);
    if (accepted === undefined || rejected === undefined) throw new Error('there are proposals');
    applyChange(database, 1, {
      ...noChange,
      updated: [
        [accepted, { ...accepted, origin: by('accepted') }],
        [rejected, { ...rejected, origin: by('rejected') }],
      ],
    });
    propose('b', [seen(300)]);
    expect(kept()?.boxes.map(({ box }) => box.x1)).toEqual([200]);
  });

  it('names a class that is gone by its number, and goes with its picture', () => {
    const { database } = fixture;
    propose('a', [seen(0, 1)]);
    propose('b', []);
    editCategories(database, { kind: 'delete', id: 2 }, '');
    expect(kept()?.boxes).toEqual([{ box: { x1: 0, y1: 0, x2: 50, y2: 50 }, score: 0.5, name: 'class 2' }]);
    database.run('DELETE FROM images WHERE id = 1');
    expect(database.rows('SELECT image FROM replaced_proposals')).toEqual([]);
  });

  it('is not known for pictures of an older file, until a model follows on another', async () => {
    const database = await openDatabase(path.join(fixture.folder, 'older.db'), { access: 'write', missing: 'create' });
    migrate(database, migrations.slice(0, 7));
    database.run("INSERT INTO folders (path, added) VALUES ('/p', '2026-01-01')");
    database.run(
      "INSERT INTO images (folder, name, position, coco_id, width, height, proposed_by) VALUES (1, 'a.png', 0, 1, 90, 90, 'a')",
    );
    database.run("INSERT INTO project (only, uuid, name, created, model) VALUES (1, 'u', 'n', '2026-01-01', 'a')");
    migrate(database);
    expect(replacedBoxes(database, 1)).toBeNull();
    replaceProposals(database, 1, 'a', [], [], 'v1');
    expect(replacedBoxes(database, 1)).toBeNull();
    replaceProposals(database, 1, 'b', [], [], 'v1');
    expect(replacedBoxes(database, 1)).toMatchObject({ before: { model: 'a' }, boxes: [] });
    database.close();
  });
});
