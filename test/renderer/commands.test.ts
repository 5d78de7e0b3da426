import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStroke } from '../../src/common/keys/stroke.ts';
import { imagePoint } from '../../src/common/geometry/viewport.ts';
import { menuGroups } from '../../src/common/menu.ts';
import { unadjusted } from '../../src/renderer/canvas/adjust/adjustments.ts';
import { commandIds, commandOf, commands } from '../../src/renderer/commands.ts';
import { families } from '../../src/renderer/commands/command.ts';
import { whyNot } from '../../src/renderer/commands/why.ts';
import { meant } from '../../src/renderer/keyboard.ts';
import { keyName } from '../../src/renderer/keyNames.ts';
import type { Desk } from '../../src/renderer/state/desk.ts';
import { thresholdOf } from '../../src/renderer/state/threshold.ts';
import { box, fakeStudio, modelSummary, proposal } from './support/fakeStudio.ts';
import { press } from './support/press.ts';
import { runSummary } from './support/fakeTraining.ts';
import { annotationsOf, openDesk, selectionOf, until } from './support/openDesk.ts';

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => join(folder, name));
}

async function pressed(desk: Desk, key: string): Promise<void> {
  const [command] = meant(desk, press(key), 'canvas');
  if (command === undefined) throw new Error(`${key} does nothing now`);
  await command.run(desk);
}

/** Desks in every situation in which keys mean different things. */
async function situations(): Promise<readonly (readonly [string, Desk])[]> {
  const withBoxes = () => {
    const studio = fakeStudio();
    studio.put(1, box(1), proposal(2, 0.9), proposal(3, 0.6));
    studio.verdicts.set(3, [{ verdict: 'done' }]);
    return studio;
  };
  const welcome = (await openDesk(fakeStudio({ project: null }))).desk;
  const plain = (await openDesk(withBoxes())).desk;
  const selected = (await openDesk(withBoxes())).desk;
  selected.document.select([1]);
  await pressed(selected, '$mod+c');
  await pressed(selected, 'ArrowRight');
  const chosen = (await openDesk(withBoxes())).desk;
  chosen.document.select([2]);
  chosen.view.setState({ adjustments: { ...unadjusted, inverted: true } });
  const several = (await openDesk(withBoxes())).desk;
  several.document.select([1, 2]);
  several.marks.setState({ locked: new Set([3]), hidden: new Set([3]) });
  const checking = (await openDesk(withBoxes())).desk;
  await checking.review.check({ category: 'all', order: 'picture' });
  const passing = (await openDesk(withBoxes())).desk;
  passing.review.draw(1);
  const readOnly = (await openDesk(fakeStudio({ project: { readOnly: true } }))).desk;
  const settings = (await openDesk(withBoxes())).desk;
  settings.view.setState({ page: 'settings' });
  const empty = (await openDesk(fakeStudio({ pictures: 0 }))).desk;
  const readyToTrain = fakeStudio();
  readyToTrain.verdicts.set(1, [{ verdict: 'done' }]);
  const form = (await openDesk(readyToTrain)).desk;
  form.view.setState({ page: 'train' });
  const withRun = withBoxes();
  withRun.runs.push(runSummary('run-1'));
  const training = (await openDesk(withRun)).desk;
  const grid = (await openDesk(withBoxes())).desk;
  grid.view.setState({ page: 'grid' });
  await grid.grid.refresh();
  grid.grid.goTo(0, 'only');
  const emptyGrid = (await openDesk(fakeStudio())).desk;
  emptyGrid.view.setState({ page: 'grid' });
  await emptyGrid.grid.refresh();
  const gridToRead = (
    await openDesk(
      (() => {
        const studio = fakeStudio({ project: { readOnly: true } });
        studio.put(1, proposal(2, 0.9));
        return studio;
      })(),
    )
  ).desk;
  gridToRead.view.setState({ page: 'grid' });
  await gridToRead.grid.refresh();
  gridToRead.grid.goTo(0, 'only');
  const twoModels = fakeStudio({ models: [modelSummary('embedded'), modelSummary('other')] });
  twoModels.put(1, box(1), proposal(2, 0.9));
  twoModels.replaced.set(1, {
    before: { model: 'other' },
    now: { model: 'embedded' },
    boxes: [],
    ids: { first: 2, last: 2 },
  });
  const comparing = (await openDesk(twoModels)).desk;
  comparing.comparing.start('changes');
  await until(() => comparing.comparing.view()?.is === 'ready');
  const asked = (await openDesk(withBoxes())).desk;
  asked.document.select([1]);
  void asked.asking.ask(imagePoint(5, 5));
  return [
    ['a comparison', comparing],
    ['the grid of crops', grid],
    ['an empty grid', emptyGrid],
    ['a grid that can only be read', gridToRead],
    ['welcome', welcome],
    ['nothing selected', plain],
    ['a box selected and copied', selected],
    ['a proposal selected, and the picture shown inverted', chosen],
    ['two boxes selected, one locked and hidden', several],
    ['a pass over proposals', checking],
    ['a pass to draw a class', passing],
    ['read-only', readOnly],
    ['settings page', settings],
    ['no pictures', empty],
    ['the form for a new run', form],
    ['labelling while a run goes on', training],
    ['an answer of the detector on its way', asked],
  ];
}

// look.md's table of keys, each with the command that it must mean.
const promised: Readonly<Record<string, readonly string[]>> = {
  'tool.select': ['v'],
  'page.grid': ['Shift+g'],
  'grid.accept': ['Enter'],
  'grid.discard': ['Backspace', 'Delete'],
  'grid.look': ['Space'],
  'grid.select-all': ['$mod+a'],
  'tool.draw': ['b'],
  'tool.pan': ['h'],
  'pictures.next': ['d', 'ArrowRight'],
  'pictures.previous': ['a', 'ArrowLeft'],
  'pictures.next-unfinished': ['Shift+d'],
  'boxes.next': ['Tab'],
  'boxes.previous': ['Shift+Tab'],
  'boxes.accept': ['Enter'],
  'proposals.accept-shown': ['Shift+Enter'],
  'edit.delete': ['Backspace', 'Delete'],
  'boxes.nudge-left': ['ArrowLeft'],
  'boxes.nudge-up-10': ['Shift+ArrowUp'],
  'boxes.grow-right': ['$mod+ArrowRight'],
  'boxes.shrink-down': ['Alt+ArrowDown'],
  'edit.undo': ['$mod+z'],
  'edit.redo': ['$mod+Shift+z'],
  'edit.copy': ['$mod+c'],
  'edit.cut': ['$mod+x'],
  'edit.paste': ['$mod+v'],
  'edit.duplicate': ['$mod+d'],
  'view.fit': ['f'],
  'view.one-to-one': ['Shift+Digit1'],
  'view.zoom-in': ['+'],
  'view.zoom-out': ['-'],
  'proposals.threshold-down': ['['],
  'proposals.threshold-up': [']'],
  'prelabel.this': ['p'],
  'prelabel.all': ['Shift+p'],
  'view.hide-boxes': ['q'],
  'view.palette': ['$mod+k'],
  'view.keys': ['?'],
  'project.open-pictures': ['$mod+o'],
  'project.open': ['$mod+Shift+o'],
  'data.export-coco': ['$mod+e'],
  'data.import': ['$mod+i'],
  'page.label': ['$mod+Digit1'],
  'page.train': ['$mod+Digit2'],
  'page.settings': ['$mod+,'],
  'view.toggle-list': ['$mod+b'],
  'view.toggle-inspector': ['$mod+Alt+b'],
};

describe('the table of commands', () => {
  it('has an id, a title and a family once for each command', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    expect(new Set(commands.map(({ title }) => title)).size).toBe(commands.length);
    for (const { id, title } of commands) {
      expect(id).toMatch(/^[a-z]+\.[a-z0-9-]+$/);
      expect(title).toMatch(/^[A-Z0-9]/);
    }
  });

  it('has every key that was promised', () => {
    const byId = new Map(commands.map((command) => [command.id, command]));
    for (const [id, keys] of Object.entries(promised)) {
      const command = byId.get(id);
      expect([id, ...(command?.keys ?? [])]).toEqual(expect.arrayContaining([id, ...keys]));
    }
    for (const digit of '1234567890') expect(byId.get(`classes.choose-${digit}`)?.keys).toContain(`Digit${digit}`);
  });

  it('gives a key to one command at most in every situation', async () => {
    const keys = new Set(commands.flatMap((command) => command.keys));
    for (const [name, desk] of await situations()) {
      for (const key of keys) {
        const found = meant(desk, press(key), 'canvas').map(({ id }) => id);
        expect([name, key, found.length <= 1 ? 'one at most' : found]).toEqual([name, key, 'one at most']);
      }
    }
  });

  it('gives every command with a key a situation in which the key reaches it', async () => {
    const reached = new Set<string>();
    for (const [, desk] of await situations()) {
      desk.view.setState({ marked: new Set([1]) });
      desk.jobs.update({ id: 1, kind: 'prelabel', state: 'running', done: 0, total: 2, rate: 0, problems: 0 });
      desk.categories.setList(
        Array.from({ length: 10 }, (_, place) => ({
          id: place + 1,
          name: `class ${place}`,
          colour: '#000000',
          position: place,
        })),
      );
      desk.attributes.store.setState({
        list: Array.from(
          { length: 9 },
          (_, place) => ({ kind: 'flag', name: `flag ${place}`, choices: [], categories: 'all' }) as const,
        ),
      });
      desk.categories.store.setState({ lastEdit: { edit: 1, said: 'Merged plate into cell' } });
      // A picture was opened from a list of findings.
      desk.insight.setAway(true);
      desk.snapshots.setAway(true);
      for (const command of commands) {
        for (const key of command.keys)
          if (meant(desk, press(key), 'canvas')[0]?.id === command.id) reached.add(`${command.id} ${key}`);
      }
      // A redo is possible after an undo alone.
      desk.document.undo();
      for (const key of ['$mod+Shift+z', '$mod+y'])
        for (const { id } of meant(desk, press(key), 'canvas')) reached.add(`${id} ${key}`);
    }
    expect(
      commands.flatMap(({ id, keys }) => keys.map((key) => `${id} ${key}`)).filter((one) => !reached.has(one)),
    ).toEqual([]);
  });

  it('keeps plain keys from the fields, and Tab, Enter and arrows from buttons and lists', async () => {
    const desk = (await situations()).find(([name]) => name === 'nothing selected')?.[1];
    if (desk === undefined) throw new Error('The situation is not there.');
    expect(meant(desk, press('d'), 'field')).toEqual([]);
    expect(meant(desk, press('Digit1'), 'field')).toEqual([]);
    expect(meant(desk, press('$mod+v'), 'field')).toEqual([]);
    expect(meant(desk, press('$mod+k'), 'field').map(({ id }) => id)).toEqual(['view.palette']);
    for (const key of ['Tab', 'Shift+Tab', 'Enter', 'Escape', 'ArrowLeft', 'ArrowRight', 'Home'])
      expect(meant(desk, press(key), 'control')).toEqual([]);
    expect(meant(desk, press('d'), 'control').map(({ id }) => id)).toEqual(['pictures.next']);
    for (const key of ['d', '$mod+k', 'Escape']) expect(meant(desk, press(key), 'dialog')).toEqual([]);
  });

  it('has a place in the palette for every command', () => {
    expect(commands.filter(({ family }) => !families.includes(family))).toEqual([]);
    for (const family of families) expect(commands.some((command) => command.family === family)).toBe(true);
  });

  it('has every command that a button or a line of the window runs', () => {
    const wanted = filesIn(join(import.meta.dirname, '../../src/renderer')).flatMap((file) => [
      ...readFileSync(file, 'utf8').matchAll(
        /(?:\bcommand="|runCommand\(desk, '|useEnabled\('|useKeys\(')([^"']+)["']/g,
      ),
    ]);
    expect(wanted.length).toBeGreaterThan(30);
    expect(wanted.map(([, id]) => id ?? '').filter((id) => !commandIds.has(id))).toEqual([]);
  });

  it('says in every situation why a command can do nothing, and in no other', async () => {
    for (const [name, desk] of await situations()) {
      for (const command of commands) {
        const said = whyNot(desk, command);
        expect([name, command.id, said === undefined]).toEqual([name, command.id, command.when(desk)]);
        if (said !== undefined)
          expect([command.id, said]).toEqual([command.id, expect.stringMatching(/^[A-Z].{6,40}$/)]);
      }
    }
  });

  it('says the reason that holds', async () => {
    const said = new Map<string, (id: string) => string | undefined>();
    for (const [name, desk] of await situations()) said.set(name, (id) => whyNot(desk, commandOf(id)));
    expect(said.get('welcome')?.('edit.undo')).toBe('No project is open');
    expect(said.get('nothing selected')?.('edit.undo')).toBe('Nothing to undo on this picture');
    expect(said.get('nothing selected')?.('edit.cut')).toBe('No box is selected');
    expect(said.get('nothing selected')?.('classes.choose-7')).toBe('There is no such class');
    expect(said.get('read-only')?.('tool.draw')).toBe('The project can only be read');
    expect(said.get('read-only')?.('project.rescan')).toBe('The project can only be read');
    expect(said.get('settings page')?.('tool.select')).toBe('Open the Label page first');
    expect(said.get('no pictures')?.('prelabel.all')).toBe('There are no pictures');
    expect(said.get('no pictures')?.('tool.select')).toBe('No picture is open');
    expect(said.get('labelling while a run goes on')?.('jobs.cancel')).toBe('No job is running');
  });

  it('knows every command of the application menu, with its key', () => {
    const entries = menuGroups.flatMap((group) => group.entries.flatMap((entry) => entry ?? []));
    expect(entries.filter(({ command }) => !commandIds.has(command))).toEqual([]);
    for (const { command, key } of entries) expect([command, key]).toEqual([command, commandOf(command).keys[0]]);
  });

  it('writes its keys in their one spelling', () => {
    const keys = commands.flatMap((command) => command.keys);
    expect(keys.filter((key) => readStroke(key) !== key)).toEqual([]);
  });

  it('writes keys as they stand on a keyboard', () => {
    expect(keyName('$mod+Shift+z')).toBe('Ctrl+Shift+Z');
    expect(keyName('Shift+Digit1')).toBe('Shift+1');
    expect(keyName('NumpadAdd')).toBe('Num +');
    expect(keyName('+')).toBe('+');
    expect(keyName('ArrowLeft')).toBe('←');
  });
});

describe('labelling by keys', () => {
  it('accepts proposal after proposal by Enter, then marks the picture done, then goes on', async () => {
    const studio = fakeStudio();
    studio.put(1, proposal(2, 0.6), proposal(3, 0.9), proposal(4, 0.2));
    const { desk } = await openDesk(studio);
    await pressed(desk, 'Enter');
    expect(selectionOf(desk)).toEqual([3]);
    await pressed(desk, 'Enter');
    expect(annotationsOf(desk).get(3)?.origin.kind).toBe('accepted');
    expect(selectionOf(desk)).toEqual([2]);
    await pressed(desk, 'Enter');
    expect(annotationsOf(desk).get(2)?.origin.kind).toBe('accepted');
    expect(annotationsOf(desk).get(4)?.origin.kind).toBe('proposed');
    await pressed(desk, 'Enter');
    await desk.document.settled();
    expect(studio.verdicts.has(1)).toBe(true);
    expect(desk.images.get(1)?.state).toBe('done');
    await pressed(desk, 'Enter');
    expect(desk.images.store.getState().current).toBe(2);
  });

  it('rejects by Delete, goes on to the next proposal, and brings it back by undo', async () => {
    const studio = fakeStudio();
    studio.put(1, proposal(2, 0.9), proposal(3, 0.8), box(5));
    const { desk } = await openDesk(studio);
    await pressed(desk, 'Tab');
    await pressed(desk, 'Delete');
    expect(annotationsOf(desk).get(2)?.origin.kind).toBe('rejected');
    expect(selectionOf(desk)).toEqual([3]);
    await pressed(desk, '$mod+z');
    expect(annotationsOf(desk).get(2)?.origin.kind).toBe('proposed');
    desk.document.select([5]);
    await pressed(desk, 'Backspace');
    expect(annotationsOf(desk).has(5)).toBe(false);
  });

  it('accepts all that the threshold shows and nothing below it', async () => {
    const studio = fakeStudio();
    studio.put(1, proposal(2, 0.9), proposal(3, 0.5), proposal(4, 0.44));
    const { desk } = await openDesk(studio);
    await pressed(desk, 'Shift+Enter');
    expect([...annotationsOf(desk).values()].map(({ origin }) => origin.kind)).toEqual([
      'accepted',
      'accepted',
      'proposed',
    ]);
    await pressed(desk, '[');
    expect(thresholdOf(desk)).toBeCloseTo(0.4);
    await pressed(desk, 'Shift+Enter');
    expect(annotationsOf(desk).get(4)?.origin.kind).toBe('accepted');
  });

  it('relabels the selection by a digit, or sets the class for drawing', async () => {
    const studio = fakeStudio();
    studio.put(1, box(1));
    const { desk } = await openDesk(studio);
    await pressed(desk, 'Digit3');
    expect(desk.view.getState().activeCategory).toBe(3);
    expect(annotationsOf(desk).get(1)?.categoryId).toBe(1);
    desk.document.select([1]);
    await pressed(desk, 'Digit2');
    expect(annotationsOf(desk).get(1)?.categoryId).toBe(2);
  });

  it('moves boxes by arrows when some are selected, and goes through the pictures when none is', async () => {
    const studio = fakeStudio();
    studio.put(1, box(1));
    const { desk } = await openDesk(studio);
    desk.document.select([1]);
    await pressed(desk, 'ArrowRight');
    await pressed(desk, 'Shift+ArrowDown');
    await pressed(desk, '$mod+ArrowRight');
    expect(annotationsOf(desk).get(1)?.box).toEqual({ x1: 2, y1: 20, x2: 23, y2: 40 });
    await pressed(desk, 'Escape');
    await pressed(desk, 'ArrowRight');
    expect(desk.images.store.getState().current).toBe(2);
  });

  it('copies boxes into another picture under new ids', async () => {
    const studio = fakeStudio();
    studio.put(1, box(1), proposal(2, 0.9));
    const { desk } = await openDesk(studio);
    await pressed(desk, '$mod+a');
    await pressed(desk, '$mod+c');
    await pressed(desk, 'd');
    await until(() => desk.document.store.getState().phase === 'ready');
    await pressed(desk, '$mod+v');
    const pasted = [...annotationsOf(desk).values()];
    expect(pasted.map(({ origin }) => origin.kind)).toEqual(['drawn', 'drawn']);
    expect(selectionOf(desk)).toEqual(pasted.map(({ id }) => id));
    expect(pasted.every(({ id }) => id >= 1000)).toBe(true);
  });

  it('changes nothing in a project that cannot be written', async () => {
    const studio = fakeStudio({ project: { readOnly: true } });
    studio.put(1, box(1), proposal(2, 0.9));
    const { desk } = await openDesk(studio);
    desk.document.select([1]);
    for (const key of ['Delete', 'Enter', 'Shift+Enter', 'ArrowUp', 'Digit2', 'p', 'b', '$mod+x'])
      expect(meant(desk, press(key), 'canvas')).toEqual([]);
  });

  it('saves what was edited before it asks for proposals', async () => {
    const studio = fakeStudio();
    studio.put(1, box(1));
    const { desk } = await openDesk(studio);
    desk.document.select([1]);
    await pressed(desk, 'ArrowRight');
    await pressed(desk, 'p');
    const names = studio.asked.map(({ name }) => name);
    expect(names.indexOf('prelabel/start')).toBeGreaterThan(names.indexOf('image/apply'));
    expect(studio.asked.at(-1)).toEqual({ name: 'prelabel/start', request: { images: [1] } });
  });
});
