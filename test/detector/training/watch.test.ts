import { describe, expect, it } from 'vitest';
import { ExplosionWatch } from '../../../src/detector/training/watch.ts';

function seen(losses: readonly number[], watch = new ExplosionWatch()): number {
  return losses.findIndex((loss) => watch.sees(loss, 1) === 'exploded');
}

const calm = Array.from({ length: 200 }, (_, i) => 2 + Math.sin(i));

describe('the watch over a run', () => {
  it('lets a run be that goes up and down, falls, or has a bad update now and then', () => {
    expect(seen(calm)).toBe(-1);
    expect(seen(calm.map((loss, i) => loss / (1 + i / 20)))).toBe(-1);
    expect(seen(calm.map((loss, i) => (i % 15 === 14 ? 1e6 : loss)))).toBe(-1);
    expect(seen([1e6, ...calm])).toBe(-1);
  });

  it('notices at once what is no number', () => {
    for (const loss of [NaN, Infinity, -Infinity]) expect(seen([2, 2, loss])).toBe(2);
    const watch = new ExplosionWatch();
    expect(watch.sees(2, NaN)).toBe('exploded');
    expect(watch.sees(2, Infinity)).toBe('exploded');
    expect(watch.sees(2, 1e30)).toBe('sound');
  });

  it('notices a loss that shoots up and stays, and is not talked into it', () => {
    const at = seen([...calm, ...Array<number>(200).fill(60)]);
    expect(at).toBe(calm.length + 19);
    // Twice in a row it is noticed again.
    const watch = new ExplosionWatch();
    expect(seen([...calm, ...Array<number>(20).fill(60)], watch)).toBe(calm.length + 19);
  });

  it('begins anew after a reset', () => {
    const watch = new ExplosionWatch();
    expect(seen(calm, watch)).toBe(-1);
    expect(seen(Array<number>(19).fill(60), watch)).toBe(-1);
    watch.reset();
    expect(seen(Array<number>(200).fill(60), watch)).toBe(-1);
  });
});
