import { describe, expect, it } from 'vitest';
import { fitInside, paintSample } from '../../../../src/renderer/panels/train/paintSample.ts';
import { recorder } from '../../canvas/recorder.ts';

const view = { width: 200, height: 100 };
const box = { x1: 10, y1: 10, x2: 30, y2: 50 };

describe('a sample picture', () => {
  it('lies whole in the middle of its place', () => {
    expect(fitInside({ width: 100, height: 100 }, view)).toEqual({ scale: 1, offsetX: 50, offsetY: 0 });
    expect(fitInside({ width: 400, height: 100 }, view)).toEqual({ scale: 0.5, offsetX: 0, offsetY: 25 });
  });

  it('has the truth thin and solid, and what was found dashed in the colour of its class above it', () => {
    const { context, only } = recorder();
    const viewport = fitInside({ width: 200, height: 100 }, view);
    paintSample(context, view, viewport, {
      truth: [{ box, label: 0 }],
      detections: [{ box, label: 1, score: 0.9 }],
      colours: ['#e69f00', '#56b4e9'],
    });
    const lines = only('strokeRect');
    expect(lines.map(({ dash }) => dash.length > 0)).toEqual([false, false, true, true]);
    expect(lines[1]).toMatchObject({ strokeStyle: '#ffffff', lineWidth: 1, numbers: [10.5, 10.5, 20, 40] });
    expect(lines[3]).toMatchObject({ strokeStyle: '#56b4e9', numbers: [10, 10, 20, 40] });
  });

  it('paints the surest of what was found last', () => {
    const { context, only } = recorder();
    paintSample(context, view, fitInside(view, view), {
      truth: [],
      detections: [
        { box, label: 0, score: 0.9 },
        { box, label: 1, score: 0.4 },
      ],
      colours: ['#111111', '#222222'],
    });
    expect(only('strokeRect').at(-1)?.strokeStyle).toBe('#111111');
  });
});
