import { describe, expect, it } from 'vitest';
import { cocoDocument } from '../../../src/common/coco/export.ts';
import { readCocoFile } from '../../../src/common/coco/import.ts';
import { checkCocoDocument } from '../../../src/common/coco/checkCoco.ts';
import type { ExportInput } from '../../../src/common/dataset/exported.ts';

const at = Date.UTC(2026, 10, 26, 14, 3);
const input: ExportInput = {
  info: {},
  categories: [{ id: 1, name: 'cell' }],
  images: [
    {
      ...{ id: 1, fileName: '1.jpg', width: 100, height: 100 },
      verdict: { verdict: 'returned', by: 'Bo', at, note: 'one is missing' },
    },
  ],
  annotationsOf: () => [
    {
      ...{ id: 7, categoryId: 1, box: { x1: 1, y1: 2, x2: 11, y2: 12 }, crowd: false },
      origin: { kind: 'edited', model: 'm', score: 0.5 },
      made: { by: 'Ada', at },
      changed: { at: at + 1 },
    },
  ],
};

function readBack(people: 'written' | 'left-out') {
  const { document } = cocoDocument({ ...input, people });
  expect(checkCocoDocument(document)).toEqual([]);
  const read = readCocoFile(new TextEncoder().encode(JSON.stringify(document)));
  if (!read.ok) throw new Error(read.failure.message);
  return { document, dataset: read.value };
}

describe('people in a COCO file', () => {
  it('come back as they went out, and leave no unknown keys behind', () => {
    const { document, dataset } = readBack('written');
    expect(document['images']).toMatchObject([{ labelling: { state: 'returned', by: 'Bo', note: 'one is missing' } }]);
    expect(dataset.images[0]?.verdict).toEqual({ verdict: 'returned', by: 'Bo', at, note: 'one is missing' });
    expect(dataset.images[0]?.extra).toBeUndefined();
    const [box] = dataset.annotations;
    expect([box?.made, box?.changed]).toEqual([{ by: 'Ada', at }, { at: at + 1 }]);
    expect(box?.extra.keys).toEqual({ attributes: { source: 'edited', score: 0.5, model: 'm' } });
  });

  it('are not in the file unless they are asked for', () => {
    const { document, dataset } = readBack('left-out');
    expect(JSON.stringify(document)).not.toMatch(/Ada|"Bo"|labelling|made_at/);
    expect(dataset.annotations[0]).not.toHaveProperty('made');
  });

  it('that are written in a way of their own stay what the file says', () => {
    const { document } = readBack('written');
    const [row] = document['annotations'] as Record<string, unknown>[];
    row!['attributes'] = { made_by: 'Ada', made_at: 'yesterday' };
    (document['images'] as Record<string, unknown>[])[0]!['labelling'] = 'by hand';
    const read = readCocoFile(new TextEncoder().encode(JSON.stringify(document)));
    if (!read.ok) throw new Error(read.failure.message);
    expect(read.value.annotations[0]?.extra.keys).toEqual({ attributes: { made_by: 'Ada', made_at: 'yesterday' } });
    expect(read.value.images[0]?.extra).toEqual({ labelling: 'by hand' });
  });
});
