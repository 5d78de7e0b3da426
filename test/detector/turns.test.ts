import { expect, it } from 'vitest';
import { Turns } from '../../src/detector/turns.ts';

it('serves the newest interactive work first, then background work in its order', async () => {
  const turns = new Turns(1);
  const done: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    await Promise.resolve();
    done.push(name);
  };
  await Promise.all([
    turns.take('background', work('running')),
    turns.take('background', work('background 1')),
    turns.take('interactive', work('interactive 1')),
    turns.take('background', work('background 2')),
    turns.take('interactive', work('interactive 2')),
  ]);
  expect(done).toEqual(['running', 'interactive 2', 'interactive 1', 'background 1', 'background 2']);
});

it('never runs more at a time than it has slots, and goes on after a failure', async () => {
  const turns = new Turns(2);
  let [running, most, failed] = [0, 0, 0];
  const work = async (): Promise<void> => {
    running++;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running--;
    throw new Error('on purpose');
  };
  const all = Array.from({ length: 20 }, (_, index) =>
    turns.take(index % 3 === 0 ? 'interactive' : 'background', work).catch(() => failed++),
  );
  await Promise.all(all);
  expect([most, failed, running]).toEqual([2, 20, 0]);
});
