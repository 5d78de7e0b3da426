// Random edits of a project's labels by the program's own functions, as the window and the jobs make them: for laws that hold whatever was done.
import { noChange } from '../../../src/common/annotation/change.ts';
import { isHuman, type Annotation } from '../../../src/common/annotation/types.ts';
import { annotationsOf, applyChange } from '../../../src/main/database/annotations.ts';
import { listCategories } from '../../../src/main/database/categories.ts';
import { editCategories } from '../../../src/main/database/categoryEdits.ts';
import { setAttributeDefinitions, setImageNote, attributeDefinitions } from '../../../src/main/database/attributes.ts';
import type { Database } from '../../../src/main/database/driver.ts';
import { lastWholeEdit } from '../../../src/main/database/editRecords.ts';
import { replaceProposals } from '../../../src/main/database/proposals.ts';
import { sayOf } from '../../../src/main/database/verdicts.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { box } from './projectFixture.ts';

type Random = () => number;

const oneOf = <T>(random: Random, list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];

/** One edit; some do nothing where there is nothing to do it to. */
export function randomEdit(database: Database, random: Random, pictures: number): void {
  const image = 1 + Math.floor(random() * pictures);
  const edit = oneOf(random, edits);
  edit?.(database, random, image);
}

type Edit = (database: Database, random: Random, image: number) => void;

const edits: readonly Edit[] = [
  draw,
  draw,
  (database, random, image) =>
    changeBox(database, random, image, (found) => ({ ...found, box: { ...found.box, x1: random() * found.box.x2 } })),
  (database, random, image) => changeBox(database, random, image, (found) => ({ ...found, note: `note ${random()}` })),
  (database, random, image) =>
    changeBox(database, random, image, (found) => ({
      ...found,
      categoryId: oneOf(random, listCategories(database))?.id ?? 1,
    })),
  (database, random, image) =>
    changeBox(database, random, image, (found) => ({ ...found, attributes: { occluded: random() < 0.5 } })),
  remove,
  remove,
  (database, random, image) => {
    const boxes = Array.from({ length: 3 }, () => ({
      box: { x1: random() * 300, y1: random() * 200, x2: 400, y2: 300 },
      label: 0,
      score: random(),
    }));
    replaceProposals(database, image, 'model', boxes, [listCategories(database)[0]?.id], `${random()}`);
  },
  (database, random) => void editCategories(database, { kind: 'accept-all', from: random() }, 'Ada'),
  (database, random) => overBoxes(database, random, oneOf(random, ['accept', 'discard'] as const) ?? 'accept'),
  (database, random, image) => {
    sayOf(database, image, {
      verdict: oneOf(random, ['done', 'reviewed', 'returned', 'back'] as const) ?? 'done',
      at: Math.floor(random() * 1e6),
      by: 'Lin',
    });
  },
  (database, random, image) => void setImageNote(database, image, `said ${random()}`),
  (database, random, image) =>
    void database.run('UPDATE images SET split = :split WHERE id = :image', {
      image,
      split: random() < 0.5 ? 'train' : null,
    }),
  (database, random) => {
    const list = listCategories(database);
    const id = oneOf(random, list)?.id ?? 1;
    const into = oneOf(random, list)?.id ?? 1;
    const name = `class ${random()}`;
    if (list.length > 3 && random() < 0.3) editCategories(database, { kind: 'delete', id });
    else if (list.length > 3 && into !== id && random() < 0.3)
      editCategories(database, { kind: 'merge', from: id, into });
    else if (random() < 0.4) editCategories(database, { kind: 'add', name });
    else if (random() < 0.5) editCategories(database, { kind: 'move', id, position: 0 });
    else editCategories(database, { kind: 'rename', id, name });
  },
  (database) => {
    const last = lastWholeEdit(database);
    if (last !== undefined) editCategories(database, { kind: 'undo', edit: last.edit });
  },
  (database, random) => {
    const known = attributeDefinitions(database).slice(0, 4);
    setAttributeDefinitions(database, [
      ...known,
      { name: `asks ${random()}`, kind: 'text', choices: [], categories: 'all' },
    ]);
  },
  (database, random, image) => {
    // As an import that gives numbers: two change places.
    const other = database.get<{ id: number; coco_id: number }>(
      'SELECT id, coco_id FROM images WHERE id <> :image ORDER BY id DESC LIMIT 1',
      { image },
    );
    const own = database.get<{ coco_id: number }>('SELECT coco_id FROM images WHERE id = :image', { image });
    if (other === undefined || own === undefined || random() < 0.5) return;
    database.run('UPDATE images SET coco_id = -1 WHERE id = :id', { id: image });
    database.run('UPDATE images SET coco_id = :number WHERE id = :id', { id: other.id, number: own.coco_id });
    database.run('UPDATE images SET coco_id = :number, extra = :extra WHERE id = :id', {
      id: image,
      number: other.coco_id,
      extra: `{"seen":${random()}}`,
    });
  },
];

function draw(database: Database, random: Random, image: number): void {
  const { first } = reserveIds(database, 1);
  const categoryId = oneOf(random, listCategories(database))?.id ?? 1;
  const made = { by: 'Ada', at: Math.floor(random() * 1e6) };
  applyChange(database, image, {
    ...noChange,
    added: [box(first, random() * 500, random() * 400, 20, { categoryId, made })],
  });
}

function changeBox(
  database: Database,
  random: Random,
  image: number,
  changed: (found: Annotation) => Annotation,
): void {
  const found = oneOf(random, annotationsOf(database, image).filter(isHuman));
  if (found !== undefined) applyChange(database, image, { ...noChange, updated: [[found, changed(found)]] });
}

function remove(database: Database, random: Random, image: number): void {
  const found = oneOf(random, annotationsOf(database, image));
  if (found === undefined) return;
  applyChange(database, image, { ...noChange, removed: [found] });
  // An undo brings it back under its id.
  if (random() < 0.3) applyChange(database, image, { ...noChange, added: [found] });
}

function overBoxes(database: Database, random: Random, kind: 'accept' | 'discard'): void {
  const wanted = kind === 'accept' ? "origin IN ('proposed', 'rejected')" : "origin <> 'rejected'";
  const boxes = database.rows<readonly [number]>(
    `SELECT id FROM annotations WHERE ${wanted} AND id % 3 = ${Math.floor(random() * 3)}`,
  );
  if (boxes.length > 0)
    editCategories(
      database,
      { kind: 'boxes', deed: { kind }, boxes: boxes.map(([id]) => id), asOf: Number.MAX_SAFE_INTEGER },
      'Lin',
    );
}
