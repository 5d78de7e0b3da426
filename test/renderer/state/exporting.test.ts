import { describe, expect, it } from 'vitest';
import { fieldsOf, folderWish, usualForm } from '../../../src/renderer/state/exporting.ts';

const ultralytics = { ...usualForm, aim: { kind: 'profile', profile: 'ultralytics' } } as const;

describe('the form of an export', () => {
  it('is a COCO file at first, which is no folder', () => {
    expect(folderWish(usualForm)).toBeUndefined();
  });

  it('takes the format of a profile, and says nothing of masks and people where they have no place', () => {
    const wish = folderWish({ ...ultralytics, people: 'written', segmentation: 'box-polygon' });
    expect(wish).toMatchObject({
      format: 'yolo',
      profile: 'ultralytics',
      people: 'left-out',
      segmentation: 'empty',
      pictureFiles: 'copy',
      split: { kind: 'keep' },
    });
  });

  it('makes no upright copies of pictures that are left', () => {
    expect(folderWish({ ...ultralytics, upright: 'turned' })?.upright).toBe('turned');
    expect(folderWish({ ...ultralytics, upright: 'turned', pictureFiles: 'leave' })?.upright).toBe('as-they-are');
  });

  it('draws parts with shares, a seed and groups only where they are drawn', () => {
    expect(folderWish({ ...ultralytics, split: 'random', group: 'twins' })?.split).toEqual({
      kind: 'random',
      shares: { train: 80, val: 10, test: 10 },
      seed: 1,
      stratify: 'by-class',
      group: 'twins',
    });
    expect(folderWish({ ...ultralytics, split: 'none', group: 'twins' })?.split).toEqual({ kind: 'none' });
  });

  it('asks for masks in COCO alone, and not where the profile says them', () => {
    expect(fieldsOf({ kind: 'format', format: 'coco' })).toEqual({ segmentation: true, people: true });
    expect(fieldsOf({ kind: 'profile', profile: 'detectron2' })).toEqual({ segmentation: false, people: true });
    expect(fieldsOf({ kind: 'format', format: 'voc' })).toEqual({ segmentation: false, people: false });
  });
});
