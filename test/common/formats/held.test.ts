// What heldBy says of each format, against what its writer writes: something that is held changes the files, something that is
// lost does not.
import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../../../src/common/annotation/types.ts';
import type { ExportAnnotation, ExportInput } from '../../../src/common/dataset/exported.ts';
import { exportTally } from '../../../src/common/dataset/exportTally.ts';
import { heldBy } from '../../../src/common/formats/held.ts';
import { writerOf, writtenFormats } from '../../../src/common/formats/writers.ts';
import { writtenFiles } from '../../support/randomExport.ts';

function inputWith(more: Partial<ExportAnnotation>): ExportInput {
  const annotation: ExportAnnotation = {
    id: 3,
    categoryId: 1,
    box: { x1: 10, y1: 20, x2: 110, y2: 90 },
    origin: { kind: 'imported' },
    crowd: false,
    ...more,
  };
  return {
    info: {},
    categories: [{ id: 1, name: 'cell' }],
    images: [{ id: 1, fileName: 'a.jpg', width: 640, height: 480 }],
    annotationsOf: () => [annotation],
  };
}

const saying = (name: string): AttributeValue => ({ truncation: 0.5, occlusion: 2 })[name] ?? true;
const named = ['truncated', 'truncation', 'occluded', 'occlusion', 'difficult', 'depiction', 'inside', 'mood'];

describe.each(writtenFormats)('%s', (format) => {
  const writer = writerOf(format)!;
  const files = (more: Partial<ExportAnnotation>): Record<string, string> => writtenFiles(writer, inputWith(more));
  const plain = files({});
  const isHeld = (more: Partial<ExportAnnotation>): boolean => JSON.stringify(files(more)) !== JSON.stringify(plain);
  const held = heldBy[format];
  const isLost = (more: Partial<ExportAnnotation>): boolean => {
    const tally = exportTally(held);
    for (const { pieces } of writer.files(inputWith(more), tally)) for (const _ of pieces);
    return tally.report().lost.some(({ count }) => count === 1);
  };

  it.each(named)('an attribute called %s is written or counted as lost', (name) => {
    const more = { attributes: { [name]: saying(name) } };
    expect(isHeld(more)).toBe(held.attributes === 'all' || held.attributes.includes(name));
    expect(isLost(more)).toBe(!isHeld(more));
  });

  it.each<readonly [string, Partial<ExportAnnotation>]>([
    ['a note', { note: 'half of it is hidden' }],
    ['a crowd', { crowd: true }],
    ['an outline', { extra: { bbox: [10, 20, 100, 70], segmentation: [[10, 20, 110, 20, 60, 90]] } }],
  ])('%s is written or counted as lost', (_name, more) => {
    expect(isLost(more)).toBe(!isHeld(more));
  });

  it('a box alone loses nothing', () => {
    expect(isLost({})).toBe(false);
  });
});
