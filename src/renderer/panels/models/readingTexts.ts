// How an ONNX file can be fed and read, as the window says it. The command line has words of its own, in English.
import type { Fit, PresetName } from '../../../common/foreign/probe.ts';
import type { Reading } from '../../../common/foreign/spec.ts';
import { t } from '../../../common/messages/t.ts';

export const kindTexts: Readonly<Record<Reading['kind'], string>> = {
  listed: t('boxes, scores and labels, ready to use'),
  rows: t('a table of detections, ready to use'),
  cells: t('YOLO, raw'),
  pair: t('boxes and class scores (DETR and others)'),
  distances: t('NanoDet, raw'),
  peaks: t('CenterNet, raw'),
  fcos: t('FCOS, raw heads'),
  fastest: t('FastestDet, raw'),
};

/** The same where they begin a line. */
export const kindTitles: typeof kindTexts = {
  ...kindTexts,
  listed: t('Boxes, scores and labels, ready to use'),
  rows: t('A table of detections, ready to use'),
  pair: t('Boxes and class scores (DETR and others)'),
};

export const presetTexts: Readonly<Record<PresetName, string>> = {
  'unit-rgb': t('RGB, 0 to 1'),
  'unit-bgr': t('BGR, 0 to 1'),
  'byte-rgb': t('RGB, 0 to 255'),
  'byte-bgr': t('BGR, 0 to 255'),
  'imagenet-rgb': t("RGB, ImageNet's mean and deviation"),
  'imagenet-bgr': t("BGR, ImageNet's mean and deviation"),
  'caffe-bgr': t("BGR, 0 to 255 less ImageNet's mean"),
  'centernet-bgr': t("BGR, CenterNet's mean and deviation"),
  'centred-rgb': t('RGB, −1 to 1'),
};

export const fitTexts: Readonly<Record<Fit, string>> = {
  'letterbox-centre': t('In the middle, grey around it'),
  'letterbox-corner': t('In the upper left corner, grey right and below'),
  stretch: t('Stretched to the whole input'),
  sides: t('As large as the picture, within limits'),
};
