// The laws of snapshots, over random scripts of edits: what one exports is the same for ever, hash and content go together, a restore
// brings it all back, forgetting one touches no other. And what each sort of change costs and says.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cocoChunks } from '../../../src/common/coco/export.ts';
import { FailureError } from '../../../src/common/result.ts';
import { isSame } from '../../../src/common/snapshots.ts';
import { reserveWindowIds } from '../../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange } from '../../../src/main/database/annotations.ts';
import { editCategories } from '../../../src/main/database/categoryEdits.ts';
import { pinnedColumns, pinnedTables } from '../../../src/main/database/pinned.ts';
import { replaceProposals } from '../../../src/main/database/proposals.ts';
import { snapshotDifference } from '../../../src/main/database/snapshotDiff.ts';
import { hashSnapshot } from '../../../src/main/database/snapshotHash.ts';
import { restoreSnapshot } from '../../../src/main/database/snapshotRestore.ts';
import { forgetSnapshot, listSnapshots, snapshotById } from '../../../src/main/database/snapshots.ts';
import { exportInput } from '../../../src/main/project/export.ts';
import { listFolders } from '../../../src/main/project/project.ts';
import { pinFolders, takeSnapshot } from '../../../src/main/project/snapshots.ts';
import { noChange } from '../../../src/common/annotation/change.ts';
import { amount } from '../../support/nightly.ts';
import { seeded } from '../../support/seeded.ts';
import { randomEdit } from './labelScript.ts';
import { adding, box, judge, makeFixture, type Fixture } from './projectFixture.ts';

const pictures = 6;
let fixture: Fixture;
beforeEach(async () => {
  fixture = await makeFixture(pictures);
  reserveWindowIds(fixture.database);
});
afterEach(() => fixture.remove());

function exported(at: number | 'now'): string {
  const wish = { pictures: 'all', segmentation: 'empty', people: 'written', at } as const;
  return [...cocoChunks(exportInput(fixture.database, listFolders(fixture.project), wish, []))].join('');
}

function taken(): number {
  return takeSnapshot(fixture.project, { reason: 'hand' })?.id ?? 0;
}

const hash = (id: number): string => hashSnapshot(fixture.database, id, () => undefined);
const restore = (id: number) =>
  restoreSnapshot(fixture.database, id, { folders: pinFolders(listFolders(fixture.project)) });
const historyRows = (): number =>
  pinnedTables.reduce(
    (sum, table) => sum + (fixture.database.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}_history`)?.n ?? 0),
    0,
  );

function edit(random: () => number, times: number): void {
  for (let one = 0; one < times; one += 1) {
    try {
      randomEdit(fixture.database, random, pictures);
    } catch (caught) {
      // What the program refuses (nothing to accept, a class that is gone) changes nothing.
      if (!(caught instanceof FailureError)) throw caught;
    }
  }
}

describe('a snapshot', () => {
  it.each(Array.from({ length: amount(6, 60) }, (_, seed) => seed))(
    'exports the same bytes and has the same hash for ever, whatever is edited, restored and forgotten (script %i)',
    async (seed) => {
      const random = seeded(seed + 1);
      const texts = new Set<string>();
      const { database } = fixture;
      const known = new Map<number, { readonly text: string; readonly hash: string }>();
      edit(random, 30);
      for (let round = 0; round < 12; round += 1) {
        const now = exported('now');
        const id = taken();
        expect(exported(id)).toBe(now);
        known.set(id, { text: now, hash: hash(id) });
        texts.add(now);
        edit(random, Math.floor(random() * 25));
        const ids = [...known.keys()];
        const other = ids[Math.floor(random() * ids.length)] ?? id;
        if (random() < 0.3) {
          restore(other);
          expect(exported('now')).toBe(known.get(other)?.text);
          const again = taken();
          expect(hash(again)).toBe(known.get(other)?.hash);
          expect(isSame(snapshotDifference(database, other, again))).toBe(true);
        } else if (random() < 0.2) {
          known.delete(other);
          await forgetSnapshot(database, other);
        }
        for (const [one, was] of known) {
          expect(exported(one)).toBe(was.text);
          expect(hash(one)).toBe(was.hash);
        }
      }
      expect(texts.size).toBeGreaterThan(6);
      expect(database.rows('PRAGMA foreign_key_check')).toEqual([]);
      for (const { id } of listSnapshots(database)) await forgetSnapshot(database, id);
      expect(historyRows()).toBe(0);
    },
  );

  it('that nothing changed since is not made again, and an undone edit makes another one with the same hash', () => {
    const { database } = fixture;
    applyChange(database, 1, adding(box(1_000_001, 10, 10)));
    const first = taken();
    expect(taken()).toBe(first);
    const drawn = box(1_000_002, 20, 20);
    applyChange(database, 1, adding(drawn));
    applyChange(database, 1, { ...noChange, removed: [drawn] });
    expect(taken()).toBe(first);
    judge(database, 1, 'done');
    judge(database, 1, 'back');
    const second = taken();
    expect(second).not.toBe(first);
    expect(hash(second)).toBe(hash(first));
  });

  it('copies no rows when it is made, one for a box that changes however often, and none for proposals', () => {
    const { database } = fixture;
    applyChange(database, 1, adding(box(1_000_001, 10, 10), box(1_000_002, 20, 20)));
    const id = taken();
    expect(historyRows()).toBe(0);
    replaceProposals(database, 2, 'm', [{ box: { x1: 1, y1: 1, x2: 50, y2: 50 }, label: 0, score: 0.5 }], [1]);
    replaceProposals(database, 2, 'm', [{ box: { x1: 2, y1: 2, x2: 50, y2: 50 }, label: 0, score: 0.5 }], [1]);
    expect([historyRows(), taken()]).toEqual([0, id]);
    for (const x of [11, 12, 13]) {
      const [now] = annotationsOf(database, 1);
      if (now !== undefined)
        applyChange(database, 1, { ...noChange, updated: [[now, { ...now, box: { ...now.box, x1: x } }]] });
    }
    expect(historyRows()).toBe(1);
  });

  it('says what changed since, in numbers and picture by picture', () => {
    const { database } = fixture;
    const boxes = [0, 1, 2, 3].map((index) => box(1_000_001 + index, 10 + index, 10));
    applyChange(database, 1, adding(...boxes));
    const from = taken();
    const [moved, relabelled, removed, noted] = annotationsOf(database, 1);
    if (moved === undefined || relabelled === undefined || removed === undefined || noted === undefined)
      throw new Error('no boxes');
    applyChange(database, 1, {
      removed: [removed],
      added: [box(1_000_009, 100, 100)],
      updated: [
        [moved, { ...moved, box: { ...moved.box, x1: 0 } }],
        [relabelled, { ...relabelled, categoryId: 2 }],
        [noted, { ...noted, note: 'small' }],
      ],
    });
    judge(database, 3, 'done');
    editCategories(database, { kind: 'rename', id: 2, name: 'dish' });
    const difference = snapshotDifference(database, from, 'now');
    expect(difference.counts).toEqual({
      ...{ boxesAdded: 1, boxesRemoved: 1, boxesMoved: 1, boxesRelabelled: 1, boxesOtherwise: 1 },
      ...{
        picturesAdded: 0,
        picturesRemoved: 0,
        picturesChanged: 1,
        classesAdded: 0,
        classesRemoved: 0,
        classesChanged: 1,
      },
    });
    const none = { added: [], removed: [], moved: [], relabelled: [], otherwise: [] };
    expect(difference.pictures).toEqual([
      {
        image: 1,
        name: '1.jpg',
        added: [1_000_009],
        removed: [removed.id],
        moved: [moved.id],
        relabelled: [relabelled.id],
        otherwise: [noted.id],
      },
      { image: 3, name: '3.jpg', picture: 'changed', ...none },
    ]);
    expect(difference.classes).toEqual([{ category: 2, before: 'plate', after: 'dish' }]);
    const to = taken();
    expect(snapshotDifference(database, from, to)).toEqual(difference);
    expect(snapshotDifference(database, to, from).counts).toMatchObject({ boxesAdded: 1, boxesRemoved: 1 });
  });

  it('brings back pictures that went, also under the new id of one that was found again', () => {
    const { database } = fixture;
    applyChange(database, 1, adding(box(1_000_001, 10, 10)));
    applyChange(database, 2, adding(box(1_000_002, 30, 30)));
    judge(database, 2, 'done');
    const id = taken();
    const gone = (image: number): void => {
      for (const table of ['annotations', 'verdicts'])
        database.run(`DELETE FROM ${table} WHERE image = :image`, { image });
      database.run('DELETE FROM images WHERE id = :image', { image });
    };
    gone(1);
    gone(2);
    database.run(
      "INSERT INTO images (folder, name, position, coco_id, width, height) VALUES (1, '2.jpg', 1, 99, 640, 480)",
    );
    expect(snapshotDifference(database, id, 'now').counts).toMatchObject({
      picturesRemoved: 2,
      picturesAdded: 1,
      boxesRemoved: 2,
    });
    expect(restore(id).picturesBack).toBe(1);
    expect(database.rows('SELECT name, coco_id, verdict FROM images WHERE human > 0 ORDER BY name')).toEqual([
      ['1.jpg', 1, null],
      ['2.jpg', 2, 'done'],
    ]);
    expect(database.rows('SELECT id FROM annotations ORDER BY id')).toEqual([[1_000_001], [1_000_002]]);
    expect(database.rows('PRAGMA foreign_key_check')).toEqual([]);
  });

  it('that is gone is not found, and one that is restored can be taken back', () => {
    const { database } = fixture;
    expect(() => snapshotById(database, 4)).toThrow(/not in this project/);
    applyChange(database, 1, adding(box(1_000_001, 10, 10)));
    const id = taken();
    editCategories(database, { kind: 'delete', id: 1 });
    applyChange(database, 1, adding(box(1_000_002, 10, 10, 50, { categoryId: 2 })));
    const was = exported('now');
    const { before } = restore(id);
    expect(annotationsOf(database, 1).map((one) => one.id)).toEqual([1_000_001]);
    restore(before.id);
    expect(exported('now')).toBe(was);
  });
});

describe('what snapshots pin', () => {
  it('is what their tables of old forms have, and every other column of the project is known not to be pinned', () => {
    const columnsOf = (table: string): string[] =>
      fixture.database
        .rows<readonly [string]>(`SELECT name FROM pragma_table_info('${table}') ORDER BY name`)
        .map(([name]) => name);
    const unpinned = {
      annotations: ['changed', 'since'],
      categories: ['since'],
      verdicts: ['since'],
      images: [
        ...['position', 'format', 'orientation', 'displayable', 'bytes', 'mtime', 'vanished', 'problem', 'warning'],
        ...['human', 'proposed', 'rejected', 'proposed_by', 'proposed_version', 'since'],
        ...['content', 'fingerprint', 'fingerprint_bytes', 'fingerprint_mtime'],
      ],
    };
    for (const table of pinnedTables) {
      expect(columnsOf(`${table}_history`)).toEqual([...pinnedColumns[table], 'since', 'until'].sort());
      expect(columnsOf(table)).toEqual([...pinnedColumns[table], ...unpinned[table]].sort());
    }
  });
});
