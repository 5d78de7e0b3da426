import { describe, expect, it } from 'vitest';
import { PixelBudget } from '../../src/detector/pixelBudget.ts';
import { seededRandom } from '../../src/common/random.ts';

const pause = () => new Promise((resolve) => setImmediate(resolve));

describe('the budget of pixels that are decoded at once', () => {
  it('is never passed, except by one picture that is larger than it and runs alone', async () => {
    const random = seededRandom(3);
    const budget = new PixelBudget(100);
    let used = 0;
    let running = 0;
    let most = 0;
    const sizes = Array.from({ length: 200 }, () => Math.ceil(random() * 130));
    await Promise.all(
      sizes.map((pixels) =>
        budget.spend(pixels, async () => {
          used += pixels;
          running++;
          most = Math.max(most, running);
          expect(used <= 100 || running === 1).toBe(true);
          await pause();
          used -= pixels;
          running--;
        }),
      ),
    );
    expect(most).toBeGreaterThan(1);
    expect(used).toBe(0);
  });

  it('serves in order, so that a large picture is not passed by for ever', async () => {
    const budget = new PixelBudget(10);
    const order: number[] = [];
    const work = (pixels: number) =>
      budget.spend(pixels, async () => {
        order.push(pixels);
        await pause();
      });
    await Promise.all([work(6), work(9), work(3), work(1)]);
    expect(order).toEqual([6, 9, 3, 1]);
  });

  it('gives back what a failed decode had taken', async () => {
    const budget = new PixelBudget(10);
    await expect(budget.spend(10, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await budget.spend(10, () => Promise.resolve('next'))).toBe('next');
  });
});
