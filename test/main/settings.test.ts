import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { languageOf } from '../../src/common/messages/languages.ts';
import { speak } from '../../src/common/messages/t.ts';
import { readSettings, writeSettings } from '../../src/main/settings.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boxwright-settings-'));
  file = join(folder, 'settings.json');
});

afterEach(() => {
  speak('en');
  rmSync(folder, { recursive: true });
});

function read(value: unknown) {
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return readSettings(file);
}

describe('the settings file', () => {
  it('may be missing', () => {
    const { remembered, problems } = readSettings(file);
    expect([remembered.settings.theme, remembered.settings.keys, problems]).toEqual(['dark', {}, []]);
  });

  it('counts where it is right, and says where it is not', () => {
    const { remembered, problems } = read({
      settings: {
        theme: 'blue',
        listWidth: 300,
        crosshair: false,
        keys: { 'edit.undo': ['$mod+u', 'nonsense'], 'view.fit': ['j'] },
      },
      recent: 7,
    });
    expect(remembered.settings).toMatchObject({ theme: 'dark', listWidth: 300, crosshair: false });
    expect(remembered.settings.keys).toEqual({ 'edit.undo': ['$mod+u'], 'view.fit': ['j'] });
    expect(problems.map(({ where }) => where)).toEqual(['settings.theme', 'settings.keys."edit.undo"[1]', 'recent']);
    expect(problems[0]?.message).toMatch(/dark.*usual value is used/);
  });

  it('is kept aside when it is no JSON, with what the matter is', () => {
    const { remembered, problems } = read('{"settings": {');
    expect(remembered.settings.theme).toBe('dark');
    expect(problems).toMatchObject([{ where: `${file}.broken` }]);
    expect(existsSync(`${file}.broken`)).toBe(true);
  });

  it('tells its language before anything is said', () => {
    const told = vi.fn(speak);
    writeFileSync(file, JSON.stringify({ settings: { language: 'de' }, recent: 7 }));
    expect(readSettings(file, (choice) => told(languageOf(choice, ['zh-CN']))).problems[0]?.message).toMatch(
      /^Die Liste/,
    );
    writeFileSync(file, '{"settings": {');
    expect(readSettings(file, (choice) => told(languageOf(choice, ['zh-CN']))).problems[0]?.message).toMatch(
      /^设置文件/,
    );
    expect(told.mock.calls).toEqual([['de'], ['zh']]);
  });

  it('comes back as it was written', () => {
    const { remembered } = readSettings(file);
    const settings = { ...remembered.settings, keys: { 'tool.draw': [] }, recentCommands: ['view.fit'] };
    writeSettings(file, { ...remembered, settings });
    expect(readSettings(file)).toEqual({ remembered: { ...remembered, settings }, problems: [] });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('settings.keys');
  });
});
