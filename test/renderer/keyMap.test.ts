import { describe, expect, it } from 'vitest';
import { commandIds, commandOf, commands } from '../../src/renderer/commands.ts';
import { unknownIn } from '../../src/renderer/commands/keys.ts';
import { meant } from '../../src/renderer/keyboard.ts';
import {
  clearKey,
  giveKey,
  isChanged,
  keysOf,
  neverMeet,
  resetKeys,
  scopeOf,
  sharing,
  takeFrom,
} from '../../src/renderer/keyMap.ts';
import { recentWith, whyNotHere } from '../../src/renderer/panels/paletteOrder.ts';
import { box, fakeStudio } from './support/fakeStudio.ts';
import { openDesk, until } from './support/openDesk.ts';
import { press } from './support/press.ts';

const undo = commandOf('edit.undo');
const fit = commandOf('view.fit');

describe('the keys in force', () => {
  it('share no key at first that could mean two things at once', () => {
    const shared = commands.flatMap((command) =>
      command.keys.filter((key) => sharing({}, commands, command, key).length > 0).map((key) => `${command.id} ${key}`),
    );
    expect(shared).toEqual([]);
  });

  it('are the command’s own until others are set, and again after', () => {
    const added = giveKey({}, undo, '$mod+u');
    expect(keysOf(added, undo)).toEqual(['$mod+z', '$mod+u']);
    const changed = giveKey({}, undo, '$mod+u', '$mod+z');
    expect(keysOf(changed, undo)).toEqual(['$mod+u']);
    expect([isChanged({}, undo), isChanged(changed, undo)]).toEqual([false, true]);
    expect(giveKey(changed, undo, '$mod+z', '$mod+u')).toEqual({});
    expect(resetKeys(changed, undo)).toEqual({});
    expect(keysOf(clearKey({}, undo, '$mod+z'), undo)).toEqual([]);
  });

  it('are at most four for a command', () => {
    const many = ['j', 'k', 'l', 'm', 'o'].reduce((map, key) => giveKey(map, fit, key), {});
    expect(keysOf(many, fit)).toEqual(['f', 'j', 'k', 'l']);
  });

  it('name both commands of a conflict, and are taken from the other on demand', () => {
    const others = sharing({}, commands, undo, 'f');
    expect(others.map(({ id }) => id)).toEqual(['view.fit']);
    const taken = giveKey(takeFrom({}, others, 'f'), undo, 'f');
    expect(keysOf(taken, fit)).toEqual([]);
    expect(sharing(taken, commands, undo, 'f')).toEqual([]);
  });

  it('may be the same for commands that are never possible together', () => {
    const next = commandOf('pictures.next');
    expect(neverMeet(next, commandOf('boxes.nudge-down'))).toBe(true);
    expect(neverMeet(commandOf('train.start'), commandOf('pictures.toggle-done'))).toBe(true);
    expect(neverMeet(commandOf('train.start'), commandOf('view.palette'))).toBe(false);
    expect(neverMeet(next, fit)).toBe(false);
  });

  it('never take from a field what types, whatever the command wants', () => {
    const palette = commandOf('view.palette');
    expect(scopeOf(palette, '$mod+k')).toBe('everywhere');
    expect(scopeOf(palette, 'k')).toBe('window');
    expect(scopeOf(palette, 'Enter')).toBe('canvas');
    expect(scopeOf(commandOf('boxes.accept'), 'k')).toBe('canvas');
  });

  it('are listed where they name a command that is none', () => {
    expect(unknownIn({ 'edit.undo': ['u'], 'edit.undoo': ['u'] }, commandIds, 'keys')).toMatchObject([
      { where: 'keys."edit.undoo"' },
    ]);
  });
});

describe('keys that were changed', () => {
  it('mean what they were given, the old ones nothing', async () => {
    const { desk } = await openDesk();
    desk.settings.set({ keys: { 'view.fit': ['j'], 'classes.choose-1': ['q'], 'view.hide-boxes': ['w'] } });
    const idsOf = (key: string) => meant(desk, press(key), 'canvas').map(({ id }) => id);
    expect(idsOf('j')).toEqual(['view.fit']);
    expect(idsOf('f')).toEqual([]);
    expect(idsOf('q')).toEqual(['classes.choose-1']);
    expect(idsOf('Digit1')).toEqual([]);
    expect(idsOf('w')).toEqual(['view.hide-boxes']);
  });

  it('give way to the selected boxes where both have the key', async () => {
    const studio = fakeStudio();
    studio.put(1, box(1));
    const { desk } = await openDesk(studio);
    desk.settings.set({ keys: { 'boxes.nudge-right': ['d'] } });
    expect(meant(desk, press('d'), 'canvas').map(({ id }) => id)).toEqual(['pictures.next']);
    desk.document.select([1]);
    expect(meant(desk, press('d'), 'canvas').map(({ id }) => id)).toEqual(['boxes.nudge-right']);
    expect(meant(desk, press('ArrowRight'), 'canvas').map(({ id }) => id)).toEqual(['pictures.next']);
  });

  it('are as at first after the reset, which can be taken back', async () => {
    const { desk } = await openDesk();
    desk.settings.set({ keys: { 'view.fit': ['j'] } });
    await commandOf('keys.reset').run(desk);
    expect(desk.settings.store.getState().keys).toEqual({});
    desk.notices.store.getState().notices.at(-1)?.action?.run();
    expect(desk.settings.store.getState().keys).toEqual({ 'view.fit': ['j'] });
  });

  it('reach main before they are written to a file', async () => {
    const { desk, studio } = await openDesk();
    desk.settings.set({ keys: { 'view.fit': ['j'] } });
    await commandOf('keys.export').run(desk);
    await until(() => studio.asked.some(({ name }) => name === 'keys/export'));
    const names = studio.asked.map(({ name }) => name);
    expect(names.indexOf('settings/set')).toBeGreaterThan(-1);
    expect(names.indexOf('settings/set')).toBeLessThan(names.indexOf('keys/export'));
  });
});

describe('the palette', () => {
  it('puts what was chosen in front, once, and forgets the oldest', () => {
    expect(recentWith(['a', 'b'], 'b')).toEqual(['b', 'a']);
    expect(recentWith(['a', 'b', 'c', 'd', 'e', 'f'], 'g')).toEqual(['g', 'a', 'b', 'c', 'd', 'e']);
  });

  it('says of commands that it cannot run itself why not', () => {
    expect(commands.filter((command) => whyNotHere(command) !== undefined).map(({ id }) => id)).toEqual([
      'tool.pan-held',
      'view.hide-boxes',
      'view.palette',
      'view.magnify',
    ]);
  });
});
