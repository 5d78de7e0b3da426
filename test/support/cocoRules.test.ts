import { describe, expect, it } from 'vitest';
import { cocoBreaches, cocoRules } from './cocoRules.ts';

type Rows = Record<string, Record<string, unknown>[]> & { info?: unknown; licenses?: unknown };

function good(): Rows {
  return {
    info: {},
    licenses: [],
    images: [
      { id: 1, file_name: 'a/x.jpg', width: 100, height: 50 },
      { id: 2, file_name: 'y.jpg', width: 100, height: 50 },
    ],
    annotations: [
      { id: 1, image_id: 1, category_id: 3, bbox: [10, 10, 20, 20], area: 400, iscrowd: 0, segmentation: [] },
      {
        id: 2,
        image_id: 1,
        category_id: 3,
        bbox: [0, 0, 100, 50],
        area: 5000,
        iscrowd: 1,
        segmentation: { size: [50, 100], counts: [0, 5000] },
      },
    ],
    categories: [{ id: 3, name: 'c', supercategory: '' }],
  } as unknown as Rows;
}

const breaking: Record<string, (rows: Rows) => void> = {
  'annotation ids are whole numbers from 1': (rows) => {
    rows['annotations']![0]!['id'] = 0;
  },
  'annotation ids are unique': (rows) => {
    rows['annotations']![0]!['id'] = 2;
  },
  'category ids are whole numbers from 1': (rows) => {
    rows['categories']!.push({ id: '4', name: 'd', supercategory: '' });
  },
  'category ids are unique': (rows) => {
    rows['categories']!.push({ id: 3, name: 'd', supercategory: '' });
  },
  'image ids are whole numbers from 1': (rows) => {
    rows['images']![1]!['id'] = 1.5;
  },
  'image ids are unique': (rows) => {
    rows['images']![1]!['id'] = 1;
  },
  'every annotation has iscrowd 0 or 1': (rows) => {
    delete rows['annotations']![0]!['iscrowd'];
  },
  'every annotation has a finite area': (rows) => {
    delete rows['annotations']![1]!['area'];
  },
  'the area of a box without a mask is width × height': (rows) => {
    rows['annotations']![0]!['area'] = 399;
  },
  'every bbox is four finite numbers': (rows) => {
    rows['annotations']![1]!['bbox'] = [0, 0, 100, 50, 1];
  },
  'every bbox has width and height above 0': (rows) => {
    rows['annotations']![1]!['bbox'] = [0, 0, 100, 0];
  },
  'every bbox lies in its picture': (rows) => {
    rows['annotations']![1]!['bbox'] = [0, 0, 100, 50.1];
  },
  'every annotation has a segmentation that mask tools can read': (rows) => {
    delete rows['annotations']![1]!['segmentation'];
  },
  'every annotation names a listed picture': (rows) => {
    rows['annotations']![0]!['image_id'] = 7;
  },
  'every annotation names a listed category': (rows) => {
    rows['annotations']![0]!['category_id'] = 7;
  },
  'every picture has a whole width and height above 0': (rows) => {
    rows['images']![1]!['width'] = 0;
  },
  'every file_name is relative with "/" between folders': (rows) => {
    rows['images']![1]!['file_name'] = '../y.jpg';
  },
  'file_names are unique': (rows) => {
    rows['images']![1]!['file_name'] = 'a/x.jpg';
  },
  'info is there': (rows) => {
    delete rows.info;
  },
  'licenses is a list': (rows) => {
    delete rows.licenses;
  },
  'every category has a name and a supercategory': (rows) => {
    delete rows['categories']![0]!['supercategory'];
  },
  'attributes is a dict without rotation or track_id of our own': (rows) => {
    rows['annotations']![0]!['attributes'] = { rotation: 3 };
  },
};

describe('the rules of COCO readers', () => {
  it('find nothing in a good document', () => {
    expect(cocoBreaches(good())).toEqual([]);
  });

  it.each(cocoRules.map(({ name }) => name))('notice a breach of: %s', (name) => {
    const rows = good();
    breaking[name]!(rows);
    expect(cocoBreaches(rows).map((breach) => breach.slice(0, breach.indexOf(': ')))).toEqual([name]);
  });

  it('notice what is no document at all', () => {
    expect(cocoBreaches(null)).toHaveLength(1);
    expect(cocoBreaches({ images: [] })).toHaveLength(2);
  });
});
