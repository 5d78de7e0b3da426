// What is painted of a question to the detector, and where its words stand.
import { describe, expect, it } from 'vitest';
import { imagePoint } from '../../../src/common/geometry/viewport.ts';
import type { ShownAnswer } from '../../../src/renderer/canvas/answers.ts';
import { wordsPlace } from '../../../src/renderer/canvas/paintAnswer.ts';
import { paintOverlay } from '../../../src/renderer/canvas/paintOverlay.ts';
import { box, sceneOf } from './hand.ts';
import { recorder } from './recorder.ts';

const offered: ShownAnswer = {
  kind: 'offered',
  box: box(50, 50, 150, 150),
  chip: 'platelet 0.31',
  categoryId: 1,
  words: 'w',
};

function painted(asking: ShownAnswer | undefined) {
  const paint = recorder();
  paintOverlay(paint.context, sceneOf([], { asking }), { draft: undefined, hover: undefined, pointer: undefined }, 1);
  return paint;
}

describe('what the detector offers', () => {
  it('is dashed in the colour of its class and says class and score', () => {
    const paint = painted(offered);
    const line = paint.only('strokeRect').find(({ strokeStyle }) => strokeStyle === '#e69f00');
    expect(line).toMatchObject({ dash: [6, 4], numbers: [50, 50, 100, 100] });
    expect(paint.only('fillText').map(({ text }) => text)).toEqual(['platelet 0.31']);
  });

  it('is nothing before a question, and a ring at the point while it is on its way', () => {
    expect(painted(undefined).only('strokeRect')).toEqual([]);
    const ring = painted({ kind: 'asking', at: imagePoint(40, 60) });
    expect(ring.only('arc').length).toBeGreaterThan(0);
    expect(ring.only('strokeRect')).toEqual([]);
  });

  it('has its words below it, above it where there is no room, and always inside the view', () => {
    const scene = sceneOf([]);
    expect(wordsPlace(offered, scene)).toEqual({ x: 50, y: 158 });
    expect(wordsPlace({ ...offered, box: box(50, 300, 150, 590) }, scene).y).toBeLessThan(300);
    for (const at of [imagePoint(-50, -50), imagePoint(9000, 9000)]) {
      const { x, y } = wordsPlace({ kind: 'refused', at, words: 'w' }, scene);
      expect([x >= 0, y >= 0, x <= 800 - 260, y <= 600 - 30]).toEqual([true, true, true, true]);
    }
  });
});
