import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingEvent } from '../../../src/common/training.ts';
import { mostPoints, readHistory, standOf } from '../../../src/main/project/trainingHistory.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'boxwright-history-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function progress(step: number, loss = 1): TrainingEvent {
  const losses = { classification: loss, box: loss, centreness: loss };
  const time = { seconds: step, secondsLeft: 1, picturesPerSecond: 1 };
  return { kind: 'progress', step, epoch: step, share: 0.5, losses, learningRate: 0.1, ...time };
}
function validation(step: number, AP: number, isBest: boolean): TrainingEvent {
  const figures = { AP, AP50: AP, perClassAP50: {} };
  return { kind: 'validation', step, epoch: step, figures, isBest, samples: [] };
}
const warning: TrainingEvent = { kind: 'warning', message: 'a picture was left out' };

function write(...lines: readonly (TrainingEvent | string)[]): void {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  writeFileSync(path.join(folder, 'history.jsonl'), text);
}
const stepsOf = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) => ('step' in event ? [`${event.kind} ${event.step}`] : []));

describe('the history of a run', () => {
  it('is empty when there is none, and passes over lines that are torn or none', async () => {
    expect(await readHistory(folder)).toEqual([]);
    write(progress(1), 'nonsense', '{"kind":"progress","step":"two"}', '', warning, '{"kind":"progress","st');
    expect(await readHistory(folder)).toEqual([progress(1), warning]);
  });

  it('leaves out what was lost with a process: a run that goes on says its last steps anew', async () => {
    write(
      progress(1),
      progress(2),
      validation(2, 0.5, true),
      progress(3),
      validation(3, 0.6, true),
      warning,
      progress(4),
      { kind: 'phase', phase: 'starting' },
      progress(3, 2),
      progress(5),
    );
    const events = await readHistory(folder);
    expect(stepsOf(events)).toEqual(['progress 1', 'progress 2', 'validation 2', 'progress 3', 'progress 5']);
    expect(events).toContainEqual(warning);
    expect(standOf(events)).toEqual({ progress: progress(5), best: { AP: 0.5, AP50: 0.5, perClassAP50: {} } });
  });

  it('keeps a validation that is said after the progress of its step', async () => {
    write(progress(5), validation(5, 0.5, true), progress(6), validation(6, 0.4, false));
    expect(stepsOf(await readHistory(folder))).toEqual(['progress 5', 'validation 5', 'progress 6', 'validation 6']);
  });

  it('is thinned to what a chart can show, with the mean of the losses, its end and every validation kept', async () => {
    const count = 2 * mostPoints + 7;
    const lines = Array.from({ length: count }, (_, index) => progress(index + 1, index % 3));
    write(...lines.slice(0, 100), validation(100, 0.5, true), ...lines.slice(100), warning);
    const events = await readHistory(folder);
    const points = events.filter((event) => event.kind === 'progress');
    expect(points.length).toBeLessThanOrEqual(mostPoints);
    expect(points.length).toBeGreaterThan(mostPoints / 2);
    expect(points.at(-1)).toMatchObject({ step: count });
    expect(points[0]).toMatchObject({ step: 3, losses: { box: 1 } });
    expect(events).toContainEqual(validation(100, 0.5, true));
    expect(events.at(-1)).toEqual(warning);
  });
});
