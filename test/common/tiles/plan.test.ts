import { describe, expect, it } from 'vitest';
import { planTiles, tileCount } from '../../../src/common/tiles/plan.ts';
import type { Region } from '../../../src/common/tiles/plan.ts';
import { seeded } from '../../support/seeded.ts';

const whole = (random: () => number, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

/** Pictures, tiles and overlaps of every proportion. */
function cases(): { picture: { width: number; height: number }; side: number; overlap: number }[] {
  const random = seeded(5);
  return Array.from({ length: 150 }, () => {
    const side = whole(random, 64, 700);
    return {
      picture: { width: whole(random, 1, 3000), height: whole(random, 1, 3000) },
      side,
      overlap: whole(random, 0, Math.floor(side / 2)),
    };
  });
}

function plan({ picture, side, overlap }: ReturnType<typeof cases>[number]): Region[] {
  return planTiles(picture, { width: side, height: side }, overlap);
}

describe('the tiles of a picture', () => {
  it('are all of one size, as large as asked for unless the picture is smaller, and lie inside it', () => {
    for (const one of cases()) {
      const regions = plan(one);
      expect(regions).toHaveLength(tileCount(one.picture, { width: one.side, height: one.side }, one.overlap));
      for (const { left, top, width, height } of regions) {
        const isAsked =
          width === Math.min(one.side, one.picture.width) && height === Math.min(one.side, one.picture.height);
        const isInside =
          Math.min(left, top) >= 0 && left + width <= one.picture.width && top + height <= one.picture.height;
        if (isAsked && isInside && Number.isInteger(left) && Number.isInteger(top)) continue;
        expect.fail(`${width} × ${height} at ${left}, ${top} in ${JSON.stringify(one)}`);
      }
    }
  });

  it('cover the picture, and neighbours share the overlap at least', () => {
    for (const one of cases()) {
      const regions = plan(one);
      for (const axis of ['width', 'height'] as const) {
        const start = axis === 'width' ? 'left' : 'top';
        const starts = [...new Set(regions.map((region) => region[start]))].sort((a, b) => a - b);
        const side = Math.min(one.side, one.picture[axis]);
        expect(starts[0]).toBe(0);
        expect((starts.at(-1) as number) + side).toBe(one.picture[axis]);
        starts.slice(1).forEach((from, index) => {
          expect((starts[index] as number) + side - from).toBeGreaterThanOrEqual(one.overlap);
        });
      }
    }
  });

  it('show anything that is no larger than the overlap whole in one of them', () => {
    const random = seeded(6);
    for (const one of cases()) {
      const regions = plan(one);
      const width = Math.min(one.picture.width, whole(random, 0, one.overlap));
      const height = Math.min(one.picture.height, whole(random, 0, one.overlap));
      const x = whole(random, 0, one.picture.width - width);
      const y = whole(random, 0, one.picture.height - height);
      const holds = (region: Region): boolean =>
        region.left <= x &&
        region.top <= y &&
        x + width <= region.left + region.width &&
        y + height <= region.top + region.height;
      expect(regions.some(holds)).toBe(true);
    }
  });

  it('are one for a picture no larger than a tile', () => {
    expect(planTiles({ width: 30, height: 20 }, { width: 64, height: 64 }, 12)).toEqual([
      { left: 0, top: 0, width: 30, height: 20 },
    ]);
  });
});
