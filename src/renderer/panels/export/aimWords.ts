// What an export is for: how it is called, and what comes out of it.
import type { FormatId } from '../../../common/formats/format.ts';
import type { ProfileId } from '../../../common/formats/profiles.ts';
import { t } from '../../../common/messages/t.ts';
import type { ExportAim } from '../../state/exporting.ts';
import { formatNames } from '../importing/formatNames.ts';

/** As their makers call them: names, the same in every language. */
export const profileNames: Readonly<Record<ProfileId, string>> = {
  torchvision: 'torchvision',
  detectron2: 'Detectron2',
  mmdetection: 'MMDetection',
  ultralytics: 'Ultralytics',
  cvat: 'CVAT',
  'label-studio': 'Label Studio',
};

const profileLines: Readonly<Record<ProfileId, string>> = {
  torchvision: t(
    'COCO with each box as a polygon, because its references drop boxes without one, and the code to load it.',
  ),
  detectron2: t('COCO and the code that registers it.'),
  mmdetection: t('COCO and the lines for a configuration, with the classes by name.'),
  ultralytics: t('YOLO texts beside the pictures, data.yaml, and the command to train.'),
  cvat: t('COCO without masks, so that CVAT takes boxes as boxes.'),
  'label-studio': t('Tasks with their boxes, and the configuration of the labelling.'),
};

const formatLines: Readonly<Record<FormatId, string>> = {
  coco: t('A JSON file for each split. Holds everything, imported outlines too.'),
  yolo: t('A text for each picture, boxes as fractions, and data.yaml. Classes and boxes only.'),
  voc: t('An XML file for each picture, and lists of the splits. With attributes.'),
  cvat: t('One XML file, as CVAT exports and imports it. With attributes and crowds.'),
  labelme: t('A JSON file beside each picture. With attributes and notes.'),
  createml: t('A JSON list for each split. Classes and boxes only.'),
  'label-studio': t('Tasks with their boxes, and the configuration of the labelling.'),
  vott: t('One JSON file with the pictures. Classes and boxes only.'),
  via: t('A project that VIA opens, for each split. With attributes and notes.'),
  supervisely: t('A project with a data set for each split. With attributes and notes.'),
  fiftyone: t('labels.json beside a folder of the pictures. Holds everything that COCO holds.'),
  kitti: t('A text for each picture. Of attributes only truncated and occluded.'),
  csv: t('One table, a row for each box. Of attributes only truncated, occluded and difficult.'),
  'open-images': t('Tables of boxes and classes, as Open Images has them.'),
};

export function aimLine(aim: ExportAim): string {
  if (aim.kind === 'file') return t('Every box and class in one JSON file. Pictures stay where they are.');
  return aim.kind === 'profile' ? profileLines[aim.profile] : formatLines[aim.format];
}

/** Of a past export: "COCO file", "Detectron2", "YOLO". */
export function aimName(format: FormatId, profile: ProfileId | undefined, isFolder: boolean): string {
  if (!isFolder) return t('COCO file');
  return profile === undefined ? formatNames[format] : profileNames[profile];
}
