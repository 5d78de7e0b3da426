// Random legal actions (20,000 of them by night) by keys and pointer over a real project database: the database, the history and what the canvas
// would paint agree all along, and undoing everything gives the start.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { apply, type Annotations } from '../../src/common/annotation/change.ts';
import type { Annotation, ImageId } from '../../src/common/annotation/types.ts';
import { imagePoint, type ImagePoint } from '../../src/common/geometry/viewport.ts';
import { seededRandom, type Random } from '../../src/common/random.ts';
import { reserveIds } from '../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange } from '../../src/main/database/annotations.ts';
import type { Database } from '../../src/main/database/driver.ts';
import { shownAnnotations } from '../../src/renderer/canvas/scene.ts';
import { commands } from '../../src/renderer/commands.ts';
import type { Desk } from '../../src/renderer/state/desk.ts';
import { boundsOf } from '../../src/renderer/state/threshold.ts';
import {
  adding,
  box,
  by,
  makeFixture,
  pictureHeight,
  pictureWidth,
  type Fixture,
} from '../main/database/projectFixture.ts';
import { openDesk, until } from '../renderer/support/openDesk.ts';
import { Hands, type Modifiers } from './hands.ts';
import { realStudio } from './realStudio.ts';
import { amount } from '../support/nightly.ts';

const actions = amount(4000, 20_000);

const pictures = 5;
/** Keys that open a dialog, leave the page or run the detector do nothing to boxes. */
const apart =
  /^(page|project|data|models|prelabel|detector|train|jobs|keys)\.|^view\.(palette|keys|look$|problems|history|next-region|previous-region)|^pictures\.find|^classes\.add|^attributes\.define|everywhere$/;
const strokes = commands.filter(({ id }) => !apart.test(id)).flatMap(({ keys }) => keys);

let fixture: Fixture;
let random: Random;
beforeEach(async () => {
  fixture = await makeFixture(pictures);
  random = seededRandom(20_261_126);
});
afterEach(() => {
  fixture.remove();
});

const upTo = (most: number) => Math.floor(random() * most);
const among = <T>(list: readonly T[]): T => list[upTo(list.length)] as T;
const anywhere = (): ImagePoint => imagePoint(random() * pictureWidth, random() * pictureHeight);
const modifiers = (): Modifiers => ({ shift: random() < 0.15, control: random() < 0.1, alt: random() < 0.1 });

/** Every picture begins with ten proposals and five boxes. */
function fill(database: Database): void {
  reserveIds(database, 200);
  for (let image = 1; image <= pictures; image++) {
    const boxes = Array.from({ length: 15 }, (_, place): Annotation => {
      const id = (image - 1) * 15 + place + 1;
      const origin = place < 10 ? by('proposed', Math.round(random() * 100) / 100) : ({ kind: 'drawn' } as const);
      const size = 20 + upTo(120);
      const place2 = { x: random() * (pictureWidth - size), y: random() * (pictureHeight - size) };
      return box(id, place2.x, place2.y, size, { origin, categoryId: 1 + upTo(2) });
    });
    applyChange(database, image, adding(...boxes));
  }
}

const inOrder = (list: Iterable<Annotation>) => [...list].sort((a, b) => a.id - b.id);
const stored = (database: Database, image: ImageId) => inOrder(annotationsOf(database, image));
const allStored = (database: Database) => Array.from({ length: pictures }, (_, place) => stored(database, place + 1));

/** One action of a hand that knows no plan; `forth` leaves undo and redo out. */
async function act(hands: Hands, ways: 'both' | 'forth' = 'both'): Promise<string> {
  const { desk } = hands;
  const what = random();
  if (what < 0.5) {
    const stroke = among(strokes);
    if (ways === 'forth' && /^edit\.(undo|redo)/.test(hands.meant(stroke)?.id ?? '')) return 'nothing';
    return (await hands.key(stroke)) ? `key ${stroke}` : 'nothing';
  }
  if (what < 0.8) {
    const shown = hands.scene().shown;
    // Half of the drags begin on a box or on the handle of the selected one.
    const on = random() < 0.5 && shown.length > 0 ? among(shown).box : undefined;
    const from = on
      ? imagePoint(among([on.x1, on.x2, (on.x1 + on.x2) / 2]), among([on.y1, on.y2, (on.y1 + on.y2) / 2]))
      : anywhere();
    hands.drag(from, anywhere(), modifiers(), random() < 0.1 ? 'cancel' : 'up');
    return 'drag';
  }
  if (what < 0.93) {
    hands.click(anywhere(), modifiers());
    return 'click';
  }
  if (what < 0.97 && ways === 'both') {
    // A few steps back or forth; a jump to anywhere would throw most of the history away with the next edit.
    const { steps, done } = desk.document.store.getState();
    desk.document.goTo(Math.min(steps.length, Math.max(0, done + upTo(7) - 3)));
    return 'history';
  }
  desk.view.setState({ tool: among(['select', 'draw', 'draw', 'pan'] as const) });
  return 'tool';
}

/** What the history says was done since the start, the boxes on screen and those in the database are the same. */
async function expectAgreement(hands: Hands, starts: readonly Annotations[], after: string): Promise<void> {
  const { desk } = hands;
  await hands.read();
  await desk.document.settled();
  const { image, annotations, steps, done } = desk.document.store.getState();
  if (image === undefined) throw new Error('no picture is open');
  const rows = stored(fixture.database, image);
  expect([after, inOrder(annotations.values())]).toEqual([after, rows]);
  const told = steps.slice(0, done).reduce((now, { change }) => apply(now, change), starts[image - 1] ?? new Map());
  expect([after, inOrder(told.values())]).toEqual([after, rows]);
  const { hidden, showRejected } = desk.view.getState();
  const byRows: Annotations = new Map(rows.map((row) => [row.id, row]));
  const painted = shownAnnotations(byRows, boundsOf(desk), showRejected, hidden, desk.marks.getState());
  expect([after, hands.scene().shown]).toEqual([after, painted]);
}

async function begin(): Promise<{
  readonly desk: Desk;
  readonly hands: Hands;
  readonly starts: readonly Annotations[];
}> {
  fill(fixture.database);
  const { desk } = await openDesk(realStudio(fixture.project, 0.3));
  await until(() => desk.document.store.getState().phase === 'ready');
  const starts = allStored(fixture.database).map((rows) => new Map(rows.map((row) => [row.id, row])));
  return { desk, hands: new Hands(desk), starts };
}

it(`${actions.toLocaleString('en')} random actions leave database, history and canvas in agreement, and undoing all gives the start`, async () => {
  const { desk, hands, starts } = await begin();
  const before = allStored(fixture.database);
  const done = new Map<string, number>();
  for (let action = 1; action <= actions;) {
    const what = await act(hands);
    if (what === 'nothing') continue;
    const kind = what.split(' ')[0] ?? what;
    done.set(kind, (done.get(kind) ?? 0) + 1);
    if (action++ % 100 === 0) await expectAgreement(hands, starts, `action ${action}, ${what}`);
  }
  hands.cancel();
  await desk.document.settled();
  expect(allStored(fixture.database)).not.toEqual(before);
  const boxes = allStored(fixture.database).flat().length;
  let steps = 0;
  for (let image = 1; image <= pictures; image++) {
    await show(desk, image);
    steps += desk.document.store.getState().steps.length;
    desk.document.goTo(0);
  }
  expect(steps).toBeGreaterThan(actions / 20);
  expect((await desk.document.settled()).failure).toBeUndefined();
  expect(allStored(fixture.database)).toEqual(before);
  console.log(
    `${[...done].map(([kind, count]) => `${count} ${kind}`).join(', ')}; ${boxes} boxes left; ${steps} steps undone`,
  );
});

/** Puts the picture on screen as the list does. */
async function show(desk: Desk, image: ImageId): Promise<void> {
  desk.images.setCurrent(image);
  await desk.document.open(image);
}

/** A step on all pictures; false when it was none that is taken back (a new class). */
async function actEverywhere(desk: Desk, name: string): Promise<boolean> {
  const { list } = desk.categories.store.getState();
  const [first, second] = list;
  const kind = among(['rename', 'merge', 'delete', 'accept-all', 'accept-all'] as const);
  if (first === undefined || second === undefined) {
    await desk.categories.edit({ kind: 'add', name });
    return false;
  }
  if (kind === 'rename') await desk.categories.edit({ kind, id: first.id, name });
  else if (kind === 'merge') await desk.categories.edit({ kind, from: second.id, into: first.id });
  else if (kind === 'delete') await desk.categories.edit({ kind, id: second.id });
  else await desk.categories.edit({ kind, from: random() });
  return true;
}

it('steps on all pictures among them are taken back in turn, and the start is there again', async () => {
  const { desk, hands } = await begin();
  const before = allStored(fixture.database);
  const turns: { readonly done: ReadonlyMap<ImageId, number>; readonly everywhere: boolean }[] = [];
  for (let turn = 0; turn < 30; turn++) {
    const done = new Map<ImageId, number>();
    for (let image = 1; image <= pictures; image++) {
      await show(desk, image);
      done.set(image, desk.document.store.getState().done);
    }
    for (let action = 0; action < 100; action++) await act(hands, 'forth');
    hands.cancel();
    await hands.read();
    await desk.document.settled();
    turns.push({ done, everywhere: await actEverywhere(desk, `class ${turn}`) });
    await hands.read();
    const { image, annotations } = desk.document.store.getState();
    expect([turn, inOrder(annotations.values())]).toEqual([turn, stored(fixture.database, image ?? 0)]);
  }
  expect(turns.filter(({ everywhere }) => everywhere).length).toBeGreaterThan(10);
  expect(allStored(fixture.database)).not.toEqual(before);
  for (const { done, everywhere } of turns.toReversed()) {
    if (everywhere) await desk.categories.undoLast();
    for (const [image, steps] of done) {
      await show(desk, image);
      desk.document.goTo(steps);
    }
    await desk.document.settled();
  }
  expect(desk.categories.store.getState().lastEdit).toBeUndefined();
  expect(allStored(fixture.database)).toEqual(before);
});
