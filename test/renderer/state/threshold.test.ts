import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../src/renderer/commands.ts';
import type { Desk } from '../../../src/renderer/state/desk.ts';
import {
  boundsOf,
  forgetScores,
  setClassThreshold,
  setHighest,
  setThreshold,
  thresholdOf,
} from '../../../src/renderer/state/threshold.ts';
import { sceneOf } from '../../../src/renderer/commands/command.ts';
import { box, fakeStudio, proposal } from '../support/fakeStudio.ts';
import { openDesk } from '../support/openDesk.ts';

const shown = (desk: Desk) => sceneOf(desk)?.groups.proposals.map(({ id }) => id);

async function opened(): Promise<Desk> {
  const studio = fakeStudio();
  studio.put(
    1,
    box(1),
    proposal(2, 0.95),
    proposal(3, 0.3),
    proposal(4, 0.05),
    proposal(5, 0.04),
    proposal(6, 0.25, { categoryId: 2 }),
  );
  return (await openDesk(studio)).desk;
}

describe('the scores that are shown', () => {
  it('have a lower and an upper end, both included, and what is outside is counted', async () => {
    const desk = await opened();
    setThreshold(desk, 0.05);
    setHighest(desk, 0.3);
    expect(shown(desk)).toEqual([3, 6, 4]);
    expect(sceneOf(desk)?.groups.unshown).toBe(2);
    expect(sceneOf(desk)?.groups.human.map(({ id }) => id)).toEqual([1]);
  });

  it('push each other: neither end passes the other', async () => {
    const desk = await opened();
    setHighest(desk, 0.3);
    expect(boundsOf(desk)).toMatchObject({ from: 0.3, to: 0.3 });
    setThreshold(desk, 0.6);
    expect(boundsOf(desk)).toMatchObject({ from: 0.6, to: 0.6 });
    setHighest(desk, 1);
    expect(desk.settings.store.getState().highestScores).toEqual({});
  });

  it('move by keys, also the upper end', async () => {
    const desk = await opened();
    runCommand(desk, 'proposals.highest-down');
    runCommand(desk, 'proposals.threshold-down');
    expect(boundsOf(desk)).toMatchObject({ from: 0.4, to: 0.95 });
    expect(desk.notices.store.getState().announcement.text).toBe('Proposals from 0.40 to 0.95');
  });

  it('of a class go with it to another name, and stay for the old one', async () => {
    const desk = await opened();
    const rbc = desk.categories.store.getState().list[1]!;
    setClassThreshold(desk, rbc, 0.7);
    desk.categories.setList(
      desk.categories.store.getState().list.map((one) => (one.id === rbc.id ? { ...one, name: 'red cell' } : one)),
    );
    expect(boundsOf(desk).byCategory.get(rbc.id)).toBe(0.7);
    const [own] = Object.values(desk.settings.store.getState().classThresholds);
    expect(own).toEqual({ [rbc.name]: 0.7, 'red cell': 0.7 });
  });

  it('of a class with a threshold of its own start there, above or below the others', async () => {
    const desk = await opened();
    const [platelet, rbc] = desk.categories.store.getState().list;
    setThreshold(desk, 0.3);
    setClassThreshold(desk, rbc!, 0.2);
    setClassThreshold(desk, platelet!, 0.9);
    expect(shown(desk)).toEqual([2, 6]);
    setClassThreshold(desk, platelet!, undefined);
    expect(shown(desk)).toEqual([2, 3, 6]);
  });

  it('are kept by model, and forgotten for the one in use alone', async () => {
    const desk = await opened();
    desk.settings.set({ thresholds: { embedded: 0.7, other: 0.2 }, highestScores: { other: 0.5 } });
    setClassThreshold(desk, desk.categories.store.getState().list[0]!, 0.9);
    runCommand(desk, 'proposals.forget-scores');
    expect(thresholdOf(desk)).toBe(0.3);
    expect(desk.settings.store.getState()).toMatchObject({
      thresholds: { other: 0.2 },
      highestScores: { other: 0.5 },
      classThresholds: {},
    });
    forgetScores(desk);
    expect(boundsOf(desk)).toEqual({ from: 0.3, to: 1, byCategory: new Map() });
  });
});
