import { describe, expect, it } from 'vitest';
import type { Origin } from '../../../src/common/annotation/types.ts';
import { colourOf, confidenceColour, noConfidence, originColours } from '../../../src/renderer/canvas/boxColours.ts';
import { runCommand } from '../../../src/renderer/commands.ts';
import { openDesk } from '../support/openDesk.ts';

const categories = new Map([[1, { id: 1, name: 'cell', colour: '#123456', position: 0 }]]);
const by = (boxColours: 'class' | 'confidence' | 'origin', origin: Origin) =>
  colourOf({ categoryId: 1, origin }, { categories, boxColours });

/** WCAG relative luminance of "#rrggbb". */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

describe('the colour of a box', () => {
  it('is its class, its score, or where it came from', () => {
    const proposed: Origin = { kind: 'proposed', model: 'm', score: 0.5 };
    expect(by('class', proposed)).toBe('#123456');
    expect(by('confidence', proposed)).toBe(confidenceColour(0.5));
    expect(by('confidence', { kind: 'drawn' })).toBe(noConfidence);
    expect(by('origin', proposed)).toBe(originColours.proposed);
    expect(by('origin', { kind: 'imported' })).toBe(originColours.own);
    expect(by('origin', { ...proposed, kind: 'edited' })).toBe(originColours.accepted);
  });

  it('grows ever lighter with the score, so that it is told without seeing hues, and stands 3:1 above the halo', () => {
    const lights = Array.from({ length: 21 }, (_, step) => luminance(confidenceColour(step / 20)));
    for (let step = 1; step < lights.length; step++) expect(lights[step]).toBeGreaterThan(lights[step - 1]!);
    expect((lights[0]! + 0.05) / 0.05).toBeGreaterThan(3);
  });

  it('is changed by one command, round and round', async () => {
    const { desk } = await openDesk();
    const seen = [1, 2, 3].map(() => {
      runCommand(desk, 'view.box-colours');
      return desk.settings.store.getState().boxColours;
    });
    expect(seen).toEqual(['confidence', 'origin', 'class']);
  });
});
