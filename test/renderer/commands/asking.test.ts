// Questions to the detector from the window: what is offered, kept and dropped, and what a drawn box takes from it.
import { beforeEach, expect, it } from 'vitest';
import type { Box } from '../../../src/common/geometry/box.ts';
import { imagePoint } from '../../../src/common/geometry/viewport.ts';
import type { AskedBox, AskedBoxes } from '../../../src/common/askedBoxes.ts';
import { failure } from '../../../src/common/result.ts';
import { askDetectorAt, snapDrawn } from '../../../src/renderer/commands/asking.ts';
import { meant } from '../../../src/renderer/keyboard.ts';
import { shownAnswer } from '../../../src/renderer/panels/useAsking.ts';
import type { Desk } from '../../../src/renderer/state/desk.ts';
import { box, fakeStudio, proposal, type FakeStudio } from '../support/fakeStudio.ts';
import { annotationsOf, openDesk, selectionOf, until } from '../support/openDesk.ts';
import { press } from '../support/press.ts';
import { deed } from '../../../src/common/annotation/deed.ts';

const at = imagePoint(110, 110);
const here: Box = { x1: 100.25, y1: 100.5, x2: 130.125, y2: 131.0625 };
const answer = (other: Partial<AskedBox> = {}): AskedBox => ({
  box: here,
  score: 0.31,
  name: 'rbc',
  category: 2,
  ...other,
});
const larger = answer({ box: { x1: 80, y1: 80, x2: 160, y2: 160 }, score: 0.2, name: 'wbc', category: 3 });

let studio: FakeStudio;
let desk: Desk;

function answers(boxes: readonly AskedBox[], other: Partial<AskedBoxes> = {}): void {
  studio.answers = { model: 'embedded', boxes, knows: 'everywhere', from: 'kept', ...other };
}

async function pressed(key: string): Promise<void> {
  const [command] = meant(desk, press(key), 'canvas');
  if (command === undefined) throw new Error(`${key} does nothing now`);
  await command.run(desk);
}

const phase = () => desk.asking.store.getState().phase;
const said = () => shownAnswer(desk.asking.store.getState(), {})?.words;
const asked = () => studio.asked.filter(({ name }) => name === 'detector/at').map(({ request }) => request);

beforeEach(async () => {
  studio = fakeStudio();
  answers([answer(), larger]);
  ({ desk } = await openDesk(studio));
});

it('a click and Enter make a box of the model’s class, accepted, with its score and its exact corners', async () => {
  await askDetectorAt(desk, at);
  expect(annotationsOf(desk).size).toBe(0);
  expect(said()).toBe('1 of 2 · Enter keeps · Tab next · Esc drops');
  await pressed('Enter');
  expect([...annotationsOf(desk).values()]).toEqual([
    {
      id: 1000,
      categoryId: 2,
      box: here,
      origin: { kind: 'accepted', model: 'embedded', score: 0.31 },
      crowd: false,
      made: { at: expect.any(Number) as number },
    },
  ]);
  expect(selectionOf(desk)).toEqual([1000]);
  expect(phase()).toBe('none');
  await pressed('$mod+z');
  expect(annotationsOf(desk).size).toBe(0);
});

it('Tab shows the alternatives round and round, and a digit keeps one in another class, as edited', async () => {
  await askDetectorAt(desk, at);
  await pressed('Tab');
  expect(said()).toContain('2 of 2');
  await pressed('Tab');
  await pressed('Shift+Tab');
  await pressed('1');
  const [kept] = annotationsOf(desk).values();
  expect(kept).toMatchObject({ categoryId: 1, box: larger.box, origin: { kind: 'edited', score: 0.2 } });
});

it('Escape drops it, and so do another picture and another tool', async () => {
  await askDetectorAt(desk, at);
  await pressed('Escape');
  expect(phase()).toBe('none');
  await askDetectorAt(desk, at);
  desk.view.setState({ tool: 'select', page: 'label' });
  expect(phase()).toBe('offered');
  desk.view.setState({ tool: 'pan' });
  expect(phase()).toBe('none');
  await askDetectorAt(desk, at);
  await pressed('d');
  expect(phase()).toBe('none');
  expect(annotationsOf(desk).size).toBe(0);
});

it('Enter before the answer is there keeps it when it comes, and marks no picture done', async () => {
  const open = studio.hold('detector/at');
  const asking = askDetectorAt(desk, at);
  await until(() => said() === 'Asking the detector…');
  await pressed('Enter');
  open();
  await asking;
  expect([...annotationsOf(desk).values()].map(({ categoryId }) => categoryId)).toEqual([2]);
  expect(studio.asked.some(({ name }) => name === 'image/say')).toBe(false);
});

it('an answer that comes after Escape or on another picture is not shown', async () => {
  const open = studio.hold('detector/at');
  const asking = askDetectorAt(desk, at);
  await pressed('Escape');
  open();
  await asking;
  expect(phase()).toBe('none');
});

it('with the setting it is kept at once, and nothing has to be pressed', async () => {
  desk.settings.set({ keepAtOnce: true });
  await askDetectorAt(desk, at, 2);
  expect(annotationsOf(desk).size).toBe(1);
  expect(asked()).toEqual([{ image: 1, place: { kind: 'point', x: 110, y: 110, category: 2 } }]);
});

it('a class that the project lacks is made when its box is kept, not before', async () => {
  answers([{ box: here, score: 0.4, name: 'nucleus' }]);
  await askDetectorAt(desk, at);
  const classes = () => desk.categories.store.getState().list.map(({ name }) => name);
  expect(classes()).not.toContain('nucleus');
  await pressed('Enter');
  expect(classes()).toContain('nucleus');
  expect([...annotationsOf(desk).values()][0]).toMatchObject({ categoryId: 4, origin: { kind: 'accepted' } });
});

it('a proposal that is this box already is accepted instead of getting a copy', async () => {
  studio.put(1, proposal(7, 0.3, { box: here, categoryId: 2 }));
  await desk.document.reload();
  await askDetectorAt(desk, at);
  await pressed('Enter');
  expect([...annotationsOf(desk).values()].map(({ id, origin }) => [id, origin.kind])).toEqual([[7, 'accepted']]);
});

it('boxes that are there already are not offered, and what cannot be answered is said beside the point', async () => {
  studio.put(1, box(7, { box: here }));
  await desk.document.reload();
  await askDetectorAt(desk, at);
  expect(said()).toBe('Enter keeps · Esc drops');
  answers([answer()]);
  await askDetectorAt(desk, at);
  expect(said()).toBe('The box that the detector sees here is there already.');
  answers([]);
  await askDetectorAt(desk, at);
  expect(said()).toBe('The detector sees nothing here.');
  answers([], { knows: 'final' });
  await askDetectorAt(desk, at);
  expect(said()).toContain('only knows its final boxes');
  studio.failNext('detector/at', failure('detector', 'The server is gone.').failure);
  await askDetectorAt(desk, at);
  expect([phase(), said()]).toEqual(['refused', 'The server is gone.']);
});

const drawn: Box = { x1: 98, y1: 102, x2: 133, y2: 129 };

async function draw(edges: 'loose' | 'exact' = 'loose'): Promise<void> {
  desk.document.edit({ added: [box(50, { box: drawn })], removed: [], updated: [] }, deed('draw'));
  await snapDrawn(desk, { id: 50, edges });
}

it('a drawn box takes the detector’s edges in a step of its own, and undo brings back what was drawn', async () => {
  await draw();
  expect(annotationsOf(desk).get(50)).toMatchObject({ box: here, categoryId: 1, origin: { kind: 'drawn' } });
  expect(asked()).toEqual([{ image: 1, place: { kind: 'box', box: drawn } }]);
  expect(said()).toContain('Snapped to the detector');
  await pressed('$mod+z');
  expect(annotationsOf(desk).get(50)?.box).toEqual(drawn);
  await pressed('$mod+z');
  expect(annotationsOf(desk).size).toBe(0);
});

it('it stays as it is with Ctrl, with the setting off, without an answer, and when it was changed meanwhile', async () => {
  await draw('exact');
  desk.settings.set({ snapToDetector: false });
  await draw();
  desk.settings.set({ snapToDetector: true });
  expect(asked()).toEqual([]);
  answers([]);
  await draw();
  expect(annotationsOf(desk).get(50)?.box).toEqual(drawn);
  answers([answer()]);
  const moved = { x1: 10, y1: 10, x2: 40, y2: 40 };
  const snapping = draw();
  const from = annotationsOf(desk).get(50)!;
  desk.document.edit({ added: [], removed: [], updated: [[from, { ...from, box: moved }]] }, deed('move'));
  await snapping;
  expect(annotationsOf(desk).get(50)?.box).toEqual(moved);
});

it('an answer that is late changes nothing any more', async () => {
  const open = studio.hold('detector/at');
  await draw();
  open();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(annotationsOf(desk).get(50)?.box).toEqual(drawn);
  expect(desk.document.store.getState().undo).toEqual(deed('draw'));
});
