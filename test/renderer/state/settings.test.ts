import { describe, expect, it } from 'vitest';
import type { StudioApi } from '../../../src/common/contract.ts';
import { firstSettings } from '../../../src/common/firstSettings.ts';
import { success, type Result } from '../../../src/common/result.ts';
import { createSettings } from '../../../src/renderer/state/settings.ts';

describe('settings that are sent at once', () => {
  it('are waited for, also when they are on their way already', async () => {
    let answer: (result: Result<unknown>) => void = () => undefined;
    const asked: unknown[] = [];
    const studio = {
      ask: (_name: string, part: unknown) => {
        asked.push(part);
        return new Promise((resolve) => (answer = resolve));
      },
      on: () => () => undefined,
    } as unknown as StudioApi;
    const settings = createSettings(studio, () => undefined);
    settings.set({ language: 'de' });
    const states: string[] = [];
    const first = settings.flush().then(() => states.push('first'));
    const second = settings.flush().then(() => states.push('second'));
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect([asked, states]).toEqual([[{ language: 'de' }], []]);
    answer(success({ ...firstSettings, language: 'de' }));
    await Promise.all([first, second]);
    expect(states.toSorted()).toEqual(['first', 'second']);
    expect(settings.store.getState().language).toBe('de');
  });
});
