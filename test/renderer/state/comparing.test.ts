import { describe, expect, it } from 'vitest';
import type { AskedBox, ReplacedBoxes } from '../../../src/common/askedBoxes.ts';
import { commandOf, runCommand } from '../../../src/renderer/commands.ts';
import { whyNot } from '../../../src/renderer/commands/why.ts';
import { countWords, emptyWords, failureWords, tagOf, walkWords } from '../../../src/renderer/comparisonWords.ts';
import { meant } from '../../../src/renderer/keyboard.ts';
import { openImage } from '../../../src/renderer/state/openImage.ts';
import type { Desk } from '../../../src/renderer/state/desk.ts';
import { box, fakeStudio, modelSummary, proposal, type FakeStudio } from '../support/fakeStudio.ts';
import { press } from '../support/press.ts';
import { annotationsOf, openDesk, until } from '../support/openDesk.ts';

const models = [modelSummary('embedded', { shownFrom: 0.45 }), modelSummary('other'), modelSummary('third')];

function seen(x1: number, name: string, score: number, category?: number): AskedBox {
  return { box: { x1, y1: 10, x2: x1 + 20, y2: 30 }, score, name, ...(category !== undefined && { category }) };
}

function twoModels(extra: Parameters<typeof fakeStudio>[0] = {}): FakeStudio {
  const studio = fakeStudio({ models, ...extra });
  studio.found.set('embedded', [seen(0, 'platelet', 0.9, 1), seen(100, 'rbc', 0.8, 2), seen(50, 'rbc', 0.3, 2)]);
  studio.found.set('other', [seen(1, 'platelet', 0.7, 1), seen(101, 'wbc', 0.6, 3), seen(200, 'rbc', 0.5, 2)]);
  return studio;
}

const viewOf = (desk: Desk) => {
  const view = desk.comparing.view();
  if (view === undefined) throw new Error('Nothing is compared.');
  return view;
};

async function compared(studio = twoModels()): Promise<Desk> {
  const { desk } = await openDesk(studio);
  runCommand(desk, 'compare.models');
  await until(() => viewOf(desk).is === 'ready');
  return desk;
}

async function pressed(desk: Desk, key: string): Promise<void> {
  const [command] = meant(desk, press(key), 'canvas');
  if (command === undefined) throw new Error(`${key} does nothing now`);
  await command.run(desk);
}

const announced = (desk: Desk) => desk.notices.store.getState().announcement.text;
const asked = (studio: FakeStudio, name: string) => studio.asked.filter((one) => one.name === name);

describe('two models on a picture', () => {
  it('are the one in use and another; only boxes over each one’s own threshold are compared', async () => {
    const desk = await compared();
    const view = viewOf(desk);
    expect(view.sides).toMatchObject({
      before: { name: 'Model embedded', from: 0.45, floor: 0.2 },
      now: { name: 'Model other', from: 0.4 },
    });
    expect(countWords(view)).toBe('1 the same, 1 another class, 0 only the first, 1 only the second');
    expect(view.walk.map(tagOf)).toEqual(['≠ rbc → wbc 0.60', '+ rbc 0.50']);
    desk.comparing.setLeast('before', 0.25);
    expect(viewOf(desk).counts.before).toBe(1);
    expect(viewOf(desk)).toBe(viewOf(desk));
  });

  it('are walked through by Tab, each with its words, round and back', async () => {
    const desk = await compared();
    await pressed(desk, 'Tab');
    expect(announced(desk)).toBe('another class: rbc 0.80 → wbc 0.60, 1 of 2');
    await pressed(desk, 'Tab');
    expect(announced(desk)).toBe('only the second: rbc 0.50, 2 of 2');
    await pressed(desk, 'Tab');
    expect(viewOf(desk).place).toBe(0);
    await pressed(desk, 'Shift+Tab');
    expect(viewOf(desk).place).toBe(1);
    desk.comparing.toggle('class');
    expect(walkWords(viewOf(desk))).toBe('only the second: rbc 0.50, 1 of 1');
    desk.comparing.toggle('now');
    expect(emptyWords(viewOf(desk))).toBe('The differences are not shown');
    await pressed(desk, 'Escape');
    expect(desk.comparing.view()).toBeUndefined();
  });

  it('give a box by Enter, as accepted, in one step that undo takes back', async () => {
    const desk = await compared();
    await pressed(desk, 'Shift+Tab');
    await pressed(desk, 'Enter');
    const taken = [...annotationsOf(desk).values()];
    expect(taken).toMatchObject([
      { categoryId: 2, box: { x1: 200 }, origin: { kind: 'accepted', model: 'other', score: 0.5 } },
    ]);
    expect(viewOf(desk).place).toBe(0);
    await pressed(desk, 'Shift+Tab');
    await pressed(desk, 'Enter');
    expect(annotationsOf(desk).size).toBe(1);
    await pressed(desk, '$mod+z');
    expect(annotationsOf(desk).size).toBe(0);
  });

  it('accept the proposal that a box is, instead of a copy, and reject it by Backspace', async () => {
    const studio = twoModels();
    studio.put(1, proposal(7, 0.5, { categoryId: 2, box: { x1: 200, y1: 10, x2: 221, y2: 30 } }));
    const desk = await compared(studio);
    await pressed(desk, 'Shift+Tab');
    await pressed(desk, 'Backspace');
    expect(annotationsOf(desk).get(7)?.origin.kind).toBe('rejected');
    await pressed(desk, '$mod+z');
    await pressed(desk, 'Shift+Tab');
    await pressed(desk, 'Enter');
    expect([...annotationsOf(desk).values()].map(({ id, origin }) => [id, origin.kind])).toEqual([[7, 'accepted']]);
  });

  it('say why nothing can be taken: before the walk, and where only the first has the box', async () => {
    const studio = twoModels();
    studio.found.set('other', []);
    const desk = await compared(studio);
    await pressed(desk, 'Enter');
    expect(announced(desk)).toBe('Go to a difference first');
    await pressed(desk, 'Tab');
    await pressed(desk, 'Enter');
    expect(announced(desk)).toBe('Only the first model has this box');
    expect(annotationsOf(desk).size).toBe(0);
  });

  it('that see the same differ in nothing', async () => {
    const studio = twoModels();
    studio.found.set('other', studio.found.get('embedded') ?? []);
    expect(emptyWords(viewOf(await compared(studio)))).toBe('Nothing differs');
    studio.found.set('embedded', []);
    studio.found.set('other', []);
    expect(emptyWords(viewOf(await compared(studio)))).toBe('Neither model finds a box with such a score');
  });

  it('run once for a picture; another choice gives up what runs, and going back is immediate', async () => {
    const studio = twoModels();
    const desk = await compared(studio);
    expect(asked(studio, 'compare/find')).toHaveLength(2);
    const open = studio.hold('compare/find');
    desk.comparing.choose('third');
    expect(viewOf(desk)).toMatchObject({ is: 'loading', on: 'now', differences: [] });
    desk.comparing.choose('other');
    expect(viewOf(desk).is).toBe('ready');
    expect(asked(studio, 'compare/stop')).toHaveLength(1);
    open();
    openImage(desk, 2);
    await until(() => desk.document.store.getState().image === 2 && viewOf(desk).is === 'ready');
    openImage(desk, 1);
    await until(() => desk.document.store.getState().phase === 'ready');
    expect(viewOf(desk).is).toBe('ready');
    expect(asked(studio, 'compare/find')).toHaveLength(5);
  });

  it('that fail say why and are asked again', async () => {
    const studio = twoModels();
    const { desk } = await openDesk(studio);
    studio.failNext('compare/find', { kind: 'detector', message: 'The model cannot be run. Import it again.' });
    runCommand(desk, 'compare.models');
    await until(() => viewOf(desk).is === 'failed');
    expect(failureWords(viewOf(desk))).toBe('Model embedded: The model cannot be run. Import it again.');
    desk.comparing.retry();
    await until(() => viewOf(desk).is === 'ready');
  });

  it('can be looked at in a project that can only be read, and nothing can be taken', async () => {
    const desk = await compared(twoModels({ project: { readOnly: true } }));
    await pressed(desk, 'Tab');
    expect(meant(desk, press('Enter'), 'canvas')).toEqual([]);
    expect(whyNot(desk, commandOf('compare.take'))).toBe('The project can only be read');
  });

  it('change places with the model in use, and end with the project', async () => {
    const desk = await compared();
    await desk.flow.useModel('other');
    expect(viewOf(desk).sides).toMatchObject({ before: { model: 'other' }, now: { model: 'embedded' } });
    await desk.flow.close();
    expect(desk.comparing.view()).toBeUndefined();
  });
});

describe('what changed since the last model', () => {
  const replaced: ReplacedBoxes = {
    before: { model: 'other', name: 'Older' },
    now: { model: 'embedded', name: 'Model embedded' },
    boxes: [seen(0, 'platelet', 0.9, 1), seen(100, 'rbc', 0.8, 2), seen(250, 'wbc', 0.7, 3)],
    ids: { first: 10, last: 19 },
  };

  function changedPicture(): FakeStudio {
    const studio = fakeStudio({ models });
    studio.replaced.set(1, replaced);
    const at = (x1: number, categoryId: number) => ({ categoryId, box: { x1, y1: 10, x2: x1 + 20, y2: 30 } });
    studio.put(
      1,
      box(1, at(250, 3)),
      proposal(10, 0.95, at(1, 1)),
      proposal(11, 0.6, at(180, 2)),
      proposal(12, 0.1, at(150, 2)),
    );
    return studio;
  }

  async function shown(): Promise<Desk> {
    const { desk } = await openDesk(changedPicture());
    await until(() => desk.comparing.store.getState().replaced !== undefined);
    runCommand(desk, 'compare.changes');
    return desk;
  }

  it('is counted, and shown without what somebody decided otherwise', async () => {
    const desk = await shown();
    expect(desk.comparing.changes()?.counts).toEqual({ same: 1, class: 0, before: 1, now: 1 });
    expect(viewOf(desk).sides.before.name).toBe('Older');
    expect(viewOf(desk).walk.map(tagOf)).toEqual(['− rbc 0.80', '+ rbc 0.60']);
  });

  it('keeps a proposal that was accepted among the new ones', async () => {
    const desk = await shown();
    await pressed(desk, 'Shift+Tab');
    await pressed(desk, 'Enter');
    expect(annotationsOf(desk).get(11)?.origin.kind).toBe('accepted');
    expect(viewOf(desk)).toMatchObject({ place: 0, counts: { now: 1 } });
    await pressed(desk, 'Shift+Tab');
    await pressed(desk, 'Enter');
    expect(announced(desk)).toBe('only before: rbc 0.80, 1 of 2');
    await pressed(desk, '$mod+z');
    expect(annotationsOf(desk).get(11)?.origin.kind).toBe('proposed');
  });

  it('says so where no other model proposed before', async () => {
    const { desk } = await openDesk(fakeStudio({ models }));
    expect(whyNot(desk, commandOf('compare.changes'))).toBe('No other model proposed here before');
    const there = await shown();
    openImage(there, 2);
    await until(() => viewOf(there).is === 'nothing');
    expect(emptyWords(viewOf(there))).toBe('No other model proposed on this picture before');
  });

  it('tells another version of the same model from the one of now', async () => {
    const studio = changedPicture();
    studio.replaced.set(1, { ...replaced, before: { model: 'embedded', name: 'Model embedded' } });
    const { desk } = await openDesk(studio);
    await until(() => desk.comparing.store.getState().replaced !== undefined);
    expect(desk.comparing.changes()?.sides.before.name).toBe('Model embedded, earlier version');
  });
});
