// The table of commands in another language: what is shown is said in it, and the searches know the English words too.
import { beforeAll, describe, expect, it, vi } from 'vitest';

type Commands = typeof import('../../../src/renderer/commands.ts');
type Words = typeof import('../../../src/renderer/commands/command.ts');
type Names = typeof import('../../../src/renderer/keyNames.ts');

let table: Commands;
let words: Words;
let names: Names;

beforeAll(async () => {
  // The language is chosen before any module of the window runs.
  vi.resetModules();
  const { speak } = await import('../../../src/common/messages/t.ts');
  speak('de');
  table = await import('../../../src/renderer/commands.ts');
  words = await import('../../../src/renderer/commands/command.ts');
  names = await import('../../../src/renderer/keyNames.ts');
});

describe('commands in German', () => {
  it('have a German title of their own, and keep the English one', () => {
    expect(table.commandOf('view.fit')).toMatchObject({ title: 'Bild einpassen', english: 'Fit picture' });
    const titles = table.commands.map(({ title }) => title);
    expect(titles.filter((title, place) => titles.indexOf(title) !== place)).toEqual([]);
  });

  it('have the number of a class or of pixels in both titles', () => {
    expect(table.commandOf('classes.choose-0')).toMatchObject({
      title: 'Klasse 10: zuweisen oder damit zeichnen',
      english: 'Class 10: relabel, or draw with it',
    });
    expect(table.commands.filter(({ title, english }) => /[{}]/.test(title + english))).toEqual([]);
  });

  it('are found by the German and by the English words', () => {
    expect(words.searchedWords(table.commandOf('edit.undo'))).toEqual(['Boxen', 'Undo', 'Boxes']);
  });

  it('have keys as they stand on a German keyboard, found by their English names too', () => {
    expect(names.keyName('$mod+Shift+Delete')).toBe('Strg+Umschalt+Entf');
    expect(names.keyName('NumpadAdd')).toBe('Num +');
    expect(names.keyWords('$mod+Shift+z')).toBe('Strg+Umschalt+Z ctrl+Shift+z');
  });
});
