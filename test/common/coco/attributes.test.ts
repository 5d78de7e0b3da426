import { expect, it } from 'vitest';
import { cocoDocument } from '../../../src/common/coco/export.ts';
import { readCoco } from '../../../src/common/coco/import.ts';
import { exportOf } from './exportOf.ts';

/** A file with one box that says `attributes`. */
function fileWith(attributes: unknown): unknown {
  return {
    images: [{ id: 1, file_name: 'a.jpg', width: 120, height: 80 }],
    categories: [{ id: 1, name: 'cell' }],
    annotations: [{ id: 7, image_id: 1, category_id: 1, bbox: [1, 2, 30, 40], iscrowd: 0, attributes }],
  };
}

function imported(attributes: unknown) {
  const read = readCoco(fileWith(attributes));
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}

function roundTrip(attributes: unknown): unknown {
  const { document } = cocoDocument(exportOf(imported(attributes)));
  return (document as { annotations: { attributes: unknown }[] }).annotations[0]?.attributes;
}

it('reads scalars as attributes, words as a note, and leaves the rest where it was', () => {
  const said = {
    occluded: true,
    truncated: false,
    pose: 'left',
    depth: 2.5,
    note: 'blurred',
    source: 'AUTO',
    more: [1],
  };
  const [box] = imported(said).annotations;
  expect(box).toMatchObject({ attributes: { occluded: true, pose: 'left', depth: 2.5 }, note: 'blurred' });
  expect(box?.extra.keys).toEqual({ attributes: { truncated: false, source: 'AUTO', more: [1] } });
  expect(roundTrip(said)).toEqual(said);
});

it.each([[{}], [[1, 2]], ['text'], [null], [{ '': 1, __proto__: 3 }], [JSON.parse('{"__proto__": 5, "n": 1e999}')]])(
  'keeps what is no attribute as it is: %j',
  (attributes: unknown) => {
    const { annotations } = imported(attributes);
    expect(annotations).toHaveLength(1);
    expect(annotations[0]?.note).toBeUndefined();
    expect(({} as Record<string, unknown>)['n']).toBeUndefined();
  },
);

it('what is said since wins over what the file said', () => {
  const dataset = imported({ occluded: false, source: 'AUTO' });
  const boxes = dataset.annotations.map((one) => ({ ...one, attributes: { occluded: true }, note: 'seen' }));
  const { document } = cocoDocument(exportOf({ ...dataset, annotations: boxes }));
  const [row] = (document as { annotations: { attributes: unknown }[] }).annotations;
  expect(row?.attributes).toEqual({ occluded: true, note: 'seen', source: 'AUTO' });
});
