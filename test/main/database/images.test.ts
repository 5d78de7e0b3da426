import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stateOf } from '../../../src/common/annotation/types.ts';
import { claimIds, reserveIds, reserveWindowIds } from '../../../src/main/database/annotationIds.ts';
import {
  imageRecord,
  imageSummaries,
  listImages,
  markVanished,
  putImage,
  readableImages,
  setLastImage,
  stateOfCounts,
} from '../../../src/main/database/images.ts';
import { projectInfo } from '../../../src/main/project/project.ts';
import { box, by, makeFixture, type Fixture } from './projectFixture.ts';

let fixture: Fixture;
afterEach(() => {
  fixture.remove();
});

describe('pictures', () => {
  beforeEach(async () => {
    fixture = await makeFixture();
  });

  it('have the state that stateOf gives, for every mix of boxes', () => {
    for (let mix = 0; mix < 16; mix += 1) {
      const [human, rejected, proposed, done] = [mix & 1, mix & 2, mix & 4, mix & 8].map((bit) => bit !== 0);
      const boxes = [
        ...(human ? [box(1, 0, 0)] : []),
        ...(rejected ? [box(2, 0, 0, 5, { origin: by('rejected') })] : []),
        ...(proposed ? [box(3, 0, 0, 5, { origin: by('proposed') })] : []),
      ];
      expect(stateOfCounts(done === true ? 'done' : null, Number(human), Number(rejected), Number(proposed))).toBe(
        stateOf(boxes, done === true ? 'done' : undefined),
      );
    }
  });

  it('are listed in order, and those that are gone or unread are left out of what a model gets', async () => {
    const { database } = fixture;
    database.run('UPDATE images SET position = 9 WHERE id = 1');
    markVanished(database, 2, 'gone');
    expect((await listImages(database)).map(({ id, problem }) => [id, problem])).toEqual([
      [2, 'gone'],
      [3, undefined],
      [1, undefined],
    ]);
    expect(readableImages(database)).toEqual([3, 1]);
    expect(imageSummaries(database, [3, 99, 1]).map(({ id }) => id)).toEqual([3, 1]);
  });

  it('keep size and boxes when a later look cannot read them, and lose the problem when it can', () => {
    const { database } = fixture;
    const seen = { name: '1.jpg', position: 0, bytes: 5, mtime: 2 };
    putImage(database, 1, seen, { problem: 'It is damaged.' });
    expect(imageRecord(database, 1)).toMatchObject({ width: 640, problem: 'It is damaged.', bytes: 5, format: 'jpeg' });
    const facts = { format: 'png', width: 10, height: 20, orientation: 6, displayable: false, warning: 'w' } as const;
    putImage(database, 1, seen, { facts });
    expect(imageRecord(database, 1)).toMatchObject({
      width: 10,
      height: 20,
      problem: null,
      warning: 'w',
      orientation: 6,
      displayable: false,
    });
  });

  it('remember the one that was open last', () => {
    setLastImage(fixture.database, 2);
    expect(projectInfo(fixture.project).lastImage).toBe(2);
    setLastImage(fixture.database, 99);
    expect(projectInfo(fixture.project)).not.toHaveProperty('lastImage');
  });
});

describe('annotation ids', () => {
  beforeEach(async () => {
    fixture = await makeFixture();
  });

  it('of a file are kept when they were never given out; the others go behind all of them', () => {
    const { database } = fixture;
    reserveIds(database, 10);
    expect(claimIds(database, [11, 5, 40, 40, 0])).toEqual([11, 41, 40, 42, 43]);
    expect(claimIds(database, [44, 43])).toEqual([44, 45]);
    expect(reserveIds(database, 1).first).toBe(46);
  });

  it('of a window leave the small ones to a file that is imported while it is open', () => {
    const { database } = fixture;
    const block = reserveWindowIds(database);
    expect(block).toEqual({ first: 1_000_001, last: 1_010_000 });
    expect(claimIds(database, [1, 2, 3, 1_000_005])).toEqual([1, 2, 3, 1_010_001]);
    expect(claimIds(database, [3, 4, 2 ** 52])).toEqual([2 ** 52 + 1, 4, 2 ** 52]);
    expect(reserveWindowIds(database).first).toBe(2 ** 52 + 2);
  });

  it('stay unique over any order of takers', () => {
    const { database } = fixture;
    const given = new Set<number>();
    const take = (ids: readonly number[]) => {
      for (const id of ids) {
        expect(given.has(id)).toBe(false);
        given.add(id);
      }
    };
    const range = ({ first, last }: { first: number; last: number }) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index);
    take(claimIds(database, [5, 900, 999_999, 1_000_000]));
    take(range(reserveIds(database, 20)));
    take(claimIds(database, [1, 950, 1_000_000, 1_000_003, 2_000_000]));
    take(range(reserveWindowIds(database)));
    take(claimIds(database, [6, 7, 8, 1_000_000, 3_000_000]));
    take(range(reserveIds(database, 20)));
  });
});

describe('100,000 pictures', () => {
  it('are listed in pages without a long stall', async () => {
    fixture = await makeFixture(0);
    const { database } = fixture;
    database.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
      INSERT INTO images (folder, name, position, coco_id, width, height) SELECT 1, i || '.jpg', i, i, 640, 480 FROM n`);
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const started = performance.now();
    const list = await listImages(database);
    clearInterval(timer);
    console.log(
      `100,000 pictures listed in ${Math.round(performance.now() - started)} ms, longest stall ${Math.round(longest)} ms`,
    );
    expect(list).toHaveLength(100_000);
    expect(list[99_999]).toEqual({
      id: 100_000,
      name: '100000.jpg',
      width: 640,
      height: 480,
      state: 'new',
      boxes: 0,
      proposals: 0,
    });
  });
});
