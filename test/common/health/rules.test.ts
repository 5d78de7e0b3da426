// The rules of the health check, each with what it finds and what it must leave alone.
import { describe, expect, test } from 'vitest';
import { checkBoxes, type CheckedBox } from '../../../src/common/health/boxRules.ts';
import { checkClasses, type CheckedClass } from '../../../src/common/health/classRules.ts';
import {
  createFindings,
  findingNames,
  findingsOf,
  listWidths,
  mostListed,
  ruleOf,
  worstOf,
  type FindingName,
} from '../../../src/common/health/findings.ts';
import { checkPictures, type CheckedPicture } from '../../../src/common/health/pictureRules.ts';
import { findingAdvice, findingWords } from '../../../src/common/health/words.ts';
import { iou } from '../../../src/common/geometry/box.ts';
import { seededRandom } from '../../../src/common/random.ts';

const size = { width: 100, height: 100 };
const box = (
  id: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  more: Partial<CheckedBox> = {},
): CheckedBox => ({
  ...{ id, category: 1, box: { x1, y1, x2, y2 }, crowd: false },
  ...more,
});

function ofBoxes(...boxes: CheckedBox[]) {
  const findings = createFindings();
  checkBoxes(7, size, boxes, findings);
  return findings.lists();
}

describe('boxes', () => {
  test('flat, tiny and of a pixel', () => {
    const lists = ofBoxes(box(1, 5, 5, 5, 20), box(2, 5, 30, 8, 60), box(3, 50, 50, 51, 90), box(4, 10, 60, 14, 70));
    expect(lists.flat.items).toEqual([7, 1]);
    expect(lists.tiny.items).toEqual([7, 2, 7, 3]);
    expect(lists['pixel-boxes'].items).toEqual([7, 1, 7, 3]);
  });

  test('out of the picture by more than rounding, and over all of it', () => {
    const lists = ofBoxes(
      box(1, -0.4, 0, 50, 100.4),
      box(2, -1, 20, 30, 40),
      box(3, 0, 0, 100, 91),
      box(4, 0, 0, 100, 89),
    );
    expect(lists.outside.items).toEqual([7, 2]);
    expect(lists.huge.items).toEqual([7, 3]);
  });

  test('without a known size nothing is said of edges', () => {
    const findings = createFindings();
    checkBoxes(7, { width: 0, height: 0 }, [box(1, -50, 0, 500, 500)], findings);
    expect(findingsOf(findings.lists())).toEqual([]);
  });

  test('twice there, overlapping, and neither for other classes and crowds', () => {
    const lists = ofBoxes(
      box(9, 0, 0, 50, 50),
      box(2, 0, 0, 50, 51),
      box(3, 5, 0, 55, 50),
      box(4, 0, 0, 50, 50, { category: 2 }),
      box(5, 0, 0, 50, 50, { crowd: true }),
    );
    expect(lists.duplicates.items).toEqual([7, 2, 9]);
    expect(lists.overlaps.count).toBe(2);
  });

  test('pairs are those that holding each against each finds', () => {
    const random = seededRandom(5);
    const boxes = Array.from({ length: 300 }, (_, place) => {
      const [x1, y1] = [random() * 40, random() * 40];
      return box(place + 1, x1, y1, x1 + 20 + random() * 8, y1 + 20 + random() * 8);
    });
    let pairs = 0;
    for (const one of boxes)
      for (const other of boxes) if (one.id < other.id && iou(one.box, other.box) >= 0.7) pairs += 1;
    const lists = ofBoxes(...boxes);
    expect(pairs).toBeGreaterThan(50);
    expect(lists.duplicates.count + lists.overlaps.count).toBe(pairs);
  });
});

const ofClasses = (...classes: (Partial<CheckedClass> & { name: string })[]) => {
  const findings = createFindings();
  checkClasses(
    classes.map((one, place) => ({ id: place + 1, boxes: 50, bySplit: new Map([[null, 50]]), ...one })),
    findings,
  );
  return findings.lists();
};

describe('classes', () => {
  test('names that people take for the same', () => {
    const lists = ofClasses({ name: 'Red cell' }, { name: 'red_cell ' }, { name: 'redcell' });
    expect(lists['class-clash'].items).toEqual([1, 2]);
  });

  test.each([
    ['a, b', 'class-name-signs'],
    [' cell', 'class-name-signs'],
    ['traffic light', 'class-name-signs'],
    ['cell/red', 'class-name-paths'],
    ['cell\\red', 'class-name-paths'],
    ['__background__', 'class-background'],
    ['x'.repeat(65), 'class-name-long'],
  ] as const)('the name "%s" is of %s', (name, finding) => {
    expect(ofClasses({ name })[finding].items).toEqual([1]);
  });

  test('a plain name is none of that', () => {
    expect(findingsOf(ofClasses({ name: 'red-cell_2' }, { name: '血小板' }))).toEqual([]);
  });

  test('unused, rare, and never in training', () => {
    const lists = ofClasses(
      { name: 'a', boxes: 0, bySplit: new Map() },
      { name: 'b', boxes: 9, bySplit: new Map([['train', 9]]) },
      { name: 'c', boxes: 40, bySplit: new Map([['val', 40]]) },
      { name: 'd', boxes: 40, bySplit: new Map([['train', 40]]) },
    );
    expect(lists['unused-classes'].items).toEqual([1]);
    expect(lists['rare-classes'].items).toEqual([2]);
    expect(lists['held-out-classes'].items).toEqual([3]);
  });
});

const ofPictures = (pictures: Partial<CheckedPicture>[], groups: ReadonlyMap<number, number> = new Map()) => {
  const findings = createFindings();
  const whole = pictures.map((one, place) => ({
    ...{ id: place + 1, name: `${place + 1}.jpg`, unreadable: false, orientation: 1 },
    ...{ state: 'in-work' as const, split: null, human: 3 },
    ...one,
  }));
  checkPictures(whole, groups, findings);
  return findings.lists();
};

describe('pictures', () => {
  test('away, turned, empty and not labelled', () => {
    const lists = ofPictures([
      { unreadable: true },
      { orientation: 6 },
      { state: 'done', human: 0 },
      { state: 'new', human: 0 },
      { state: 'new', human: 0, unreadable: true },
    ]);
    expect(lists.unreadable.items).toEqual([1, 5]);
    expect(lists.turned.items).toEqual([2]);
    expect(lists['empty-pictures'].items).toEqual([3]);
    expect(lists.unlabelled.items).toEqual([4]);
  });

  test('names that clash without folder and ending, and names that no file can hold', () => {
    const lists = ofPictures([{ name: 'a/x.jpg' }, { name: 'b/X.png' }, { name: 'y.jpg' }, { name: 'a\\b.jpg' }]);
    expect(lists['same-base-names'].items).toEqual([1, 1, 1, 2]);
    expect(lists['bad-file-names'].items).toEqual([4]);
  });

  test('near-duplicates, and those whose twin is in another split', () => {
    const groups = new Map([
      [1, 1],
      [2, 1],
      [3, 2],
      [4, 2],
    ]);
    const lists = ofPictures([{ split: 'train' }, { split: 'val' }, { split: 'train' }, { split: null }], groups);
    expect(lists['near-duplicates'].items).toEqual([1, 1, 1, 2, 2, 3, 2, 4]);
    expect(lists['twins-across-splits'].items).toEqual([1, 1, 1, 2]);
  });
});

describe('findings', () => {
  test('come by stage, the worst first, and the worst of all for a line before an export', () => {
    const findings = createFindings();
    for (const name of ['turned', 'tiny', 'flat', 'duplicates', 'outside', 'twins-across-splits'] as const)
      findings.add(name, ...new Array<number>(listWidths[ruleOf(name).kind]).fill(1));
    const names = findingsOf(findings.lists()).map(({ name }) => name);
    expect(names).toEqual(['flat', 'outside', 'duplicates', 'tiny', 'twins-across-splits', 'turned']);
    expect(worstOf(findingsOf(findings.lists())).map(({ name }) => name)).toEqual([
      'flat',
      'twins-across-splits',
      'outside',
      'duplicates',
      'turned',
    ]);
  });

  test('a list holds no more than anybody looks through, and counts on', () => {
    const findings = createFindings();
    for (let id = 0; id < mostListed + 5; id += 1) findings.add('unlabelled', id);
    const { unlabelled } = findings.lists();
    expect([unlabelled.count, unlabelled.items.length]).toEqual([mostListed + 5, mostListed]);
  });

  test.each(findingNames)('%s is said with its number and with what to do', (name: FindingName) => {
    expect(findingWords({ name, count: 1234 })).toContain('1,234');
    expect(findingWords({ name, count: 1 })).toMatch(/^1 /);
    expect(findingAdvice(name).length).toBeGreaterThan(10);
  });
});
