// Formats as their tools call them. They are names, so they are the same in every language.
import type { FormatId } from '../../../common/formats/format.ts';

export const formatNames: Readonly<Record<FormatId, string>> = {
  coco: 'COCO',
  yolo: 'YOLO',
  voc: 'Pascal VOC',
  labelme: 'labelme',
  createml: 'CreateML',
  csv: 'CSV',
  'open-images': 'Open Images CSV',
  cvat: 'CVAT XML',
  'label-studio': 'Label Studio',
  vott: 'VoTT',
  via: 'VIA',
  kitti: 'KITTI',
  supervisely: 'Supervisely',
  fiftyone: 'FiftyOne',
};
