// What each written format can say of a box. test/common/formats/held.test.ts writes every one of them and looks.
import type { Held } from '../dataset/held.ts';
import type { FormatId } from './format.ts';

const everything: Held = { attributes: 'all', notes: true, crowds: true, outlines: true };
const boxesOnly: Held = { attributes: [], notes: false, crowds: false, outlines: false };

export const heldBy: Readonly<Record<FormatId, Held>> = {
  coco: everything,
  fiftyone: everything,
  yolo: boxesOnly,
  createml: boxesOnly,
  vott: boxesOnly,
  voc: { ...boxesOnly, attributes: 'all' },
  cvat: { ...boxesOnly, attributes: 'all', crowds: true },
  labelme: { ...boxesOnly, attributes: 'all', notes: true },
  'label-studio': { ...boxesOnly, attributes: 'all', notes: true },
  via: { ...boxesOnly, attributes: 'all', notes: true },
  supervisely: { ...boxesOnly, attributes: 'all', notes: true },
  kitti: { ...boxesOnly, attributes: ['truncated', 'truncation', 'occluded', 'occlusion'] },
  csv: { ...boxesOnly, attributes: ['truncated', 'occluded', 'difficult'], crowds: true },
  'open-images': { ...boxesOnly, attributes: ['occluded', 'truncated', 'depiction', 'inside'], crowds: true },
};
