// How a model that is imported can be read: what checkpoints leave open, and the ways of ONNX files.
import type { Room } from './row.ts';

export const modelWays = {
  // Checkpoints.
  Distances: { de: 'Abstände', zh: '距离' },
  'Centre-ness': { de: 'Centerness', zh: '中心度' },
  Stride: { de: 'Schrittweite', zh: '步长' },
  Colours: { de: 'Farben', zh: '颜色' },
  'In strides, as they are': { de: 'In Schrittweiten, wie sie sind', zh: '以步长为单位，原值' },
  'In strides, as exponents': { de: 'In Schrittweiten, als Exponenten', zh: '以步长为单位，取指数' },
  'In pixels, as exponents': { de: 'In Pixeln, als Exponenten', zh: '以像素为单位，取指数' },
  'Root of class · centre-ness': { de: 'Wurzel aus Klasse · Centerness', zh: '类别 · 中心度的平方根' },
  'Class · centre-ness': { de: 'Klasse · Centerness', zh: '类别 · 中心度' },
  'From the box tower': { de: 'Aus dem Box-Zweig', zh: '来自框分支' },
  'From the class tower': { de: 'Aus dem Klassen-Zweig', zh: '来自类别分支' },
  'On the first 1×1, as Caffe': { de: 'Auf dem ersten 1×1, wie Caffe', zh: '在第一个 1×1 上，同 Caffe' },
  'On the 3×3, as PyTorch': { de: 'Auf dem 3×3, wie PyTorch', zh: '在 3×3 上，同 PyTorch' },
  'Red, green, blue': { de: 'Rot, Grün, Blau', zh: '红、绿、蓝' },
  'Blue, green, red': { de: 'Blau, Grün, Rot', zh: '蓝、绿、红' },
  'Distances are max(0, scale · x) in strides (with NORM_REG_TARGETS or norm_on_bbox)': {
    de: 'Abstände sind max(0, scale · x) in Schrittweiten (mit NORM_REG_TARGETS oder norm_on_bbox)',
    zh: '距离为 max(0, scale · x)，以步长为单位（有 NORM_REG_TARGETS 或 norm_on_bbox）',
  },
  'Distances are exp(scale · x) in strides': {
    de: 'Abstände sind exp(scale · x) in Schrittweiten',
    zh: '距离为 exp(scale · x)，以步长为单位',
  },
  'Distances are exp(scale · x) in pixels (without NORM_REG_TARGETS or norm_on_bbox)': {
    de: 'Abstände sind exp(scale · x) in Pixeln (ohne NORM_REG_TARGETS oder norm_on_bbox)',
    zh: '距离为 exp(scale · x)，以像素为单位（无 NORM_REG_TARGETS 或 norm_on_bbox）',
  },
  'A score is the root of class · centre-ness': {
    de: 'Eine Konfidenz ist die Wurzel aus Klasse · Centerness',
    zh: '置信度为类别 · 中心度的平方根',
  },
  'A score is class · centre-ness': { de: 'Eine Konfidenz ist Klasse · Centerness', zh: '置信度为类别 · 中心度' },
  'Centre-ness comes from the box tower (with CENTERNESS_ON_REG or centerness_on_reg)': {
    de: 'Centerness kommt aus dem Box-Zweig (mit CENTERNESS_ON_REG oder centerness_on_reg)',
    zh: '中心度来自框分支（有 CENTERNESS_ON_REG 或 centerness_on_reg）',
  },
  'Centre-ness comes from the class tower (without CENTERNESS_ON_REG or centerness_on_reg)': {
    de: 'Centerness kommt aus dem Klassen-Zweig (ohne CENTERNESS_ON_REG oder centerness_on_reg)',
    zh: '中心度来自类别分支（无 CENTERNESS_ON_REG 或 centerness_on_reg）',
  },
  'Bottlenecks have their stride on the first 1×1, as Caffe2': {
    de: 'Bottlenecks haben ihre Schrittweite auf dem ersten 1×1, wie Caffe2',
    zh: '瓶颈块的步长在第一个 1×1 上，同 Caffe2',
  },
  'Bottlenecks have their stride on the 3×3, as PyTorch': {
    de: 'Bottlenecks haben ihre Schrittweite auf dem 3×3, wie PyTorch',
    zh: '瓶颈块的步长在 3×3 上，同 PyTorch',
  },
  'Pictures come as {input}': { de: 'Bilder kommen als {input}', zh: '图片输入为 {input}' },
  '{order}, 0 to {scale}, less {mean}': {
    de: '{order}, 0 bis {scale}, abzüglich {mean}',
    zh: '{order}，0 到 {scale}，减去 {mean}',
  },
  '{order}, 0 to {scale}, less {mean}, divided by {deviation}': {
    de: '{order}, 0 bis {scale}, abzüglich {mean}, geteilt durch {deviation}',
    zh: '{order}，0 到 {scale}，减去 {mean}，除以 {deviation}',
  },

  // ONNX files.
  'Read as': { de: 'Gelesen als', zh: '读取为' },
  'Read as {kind}: {because}.': { de: 'Gelesen als {kind}: {because}.', zh: '读取为 {kind}：{because}。' },
  'Read as {kind}: {because}. Shapes alone do not settle it; compare with the picture below.': {
    de: 'Gelesen als {kind}: {because}. Formen allein entscheiden es nicht; mit dem Bild unten vergleichen.',
    zh: '读取为 {kind}：{because}。仅凭形状无法确定；请与下方图片对照。',
  },
  '{kind}: {because}': { de: '{kind}: {because}', zh: '{kind}：{because}' },
  'boxes, scores and labels, ready to use': {
    de: 'Boxen, Konfidenzen und Labels, fertig zum Gebrauch',
    zh: '可直接使用的框、置信度和标签',
  },
  'Boxes, scores and labels, ready to use': {
    de: 'Boxen, Konfidenzen und Labels, fertig zum Gebrauch',
    zh: '可直接使用的框、置信度和标签',
  },
  'a table of detections, ready to use': {
    de: 'Tabelle von Funden, fertig zum Gebrauch',
    zh: '可直接使用的检测结果表',
  },
  'A table of detections, ready to use': {
    de: 'Tabelle von Funden, fertig zum Gebrauch',
    zh: '可直接使用的检测结果表',
  },
  'boxes and class scores (DETR and others)': {
    de: 'Boxen und Konfidenzen je Klasse (DETR und andere)',
    zh: '框和各类别置信度（DETR 等）',
  },
  'Boxes and class scores (DETR and others)': {
    de: 'Boxen und Konfidenzen je Klasse (DETR und andere)',
    zh: '框和各类别置信度（DETR 等）',
  },
  'YOLO, raw': { de: 'YOLO, roh', zh: 'YOLO 原始输出' },
  'NanoDet, raw': { de: 'NanoDet, roh', zh: 'NanoDet 原始输出' },
  'CenterNet, raw': { de: 'CenterNet, roh', zh: 'CenterNet 原始输出' },
  'FCOS, raw heads': { de: 'FCOS, rohe Köpfe', zh: 'FCOS 检测头原始输出' },
  'FastestDet, raw': { de: 'FastestDet, roh', zh: 'FastestDet 原始输出' },
  'RGB, 0 to 1': { de: 'RGB, 0 bis 1', zh: 'RGB，0 到 1' },
  'BGR, 0 to 1': { de: 'BGR, 0 bis 1', zh: 'BGR，0 到 1' },
  'RGB, 0 to 255': { de: 'RGB, 0 bis 255', zh: 'RGB，0 到 255' },
  'BGR, 0 to 255': { de: 'BGR, 0 bis 255', zh: 'BGR，0 到 255' },
  "RGB, ImageNet's mean and deviation": {
    de: 'RGB, Mittel und Streuung von ImageNet',
    zh: 'RGB，ImageNet 的均值和标准差',
  },
  "BGR, ImageNet's mean and deviation": {
    de: 'BGR, Mittel und Streuung von ImageNet',
    zh: 'BGR，ImageNet 的均值和标准差',
  },
  "BGR, 0 to 255 less ImageNet's mean": {
    de: 'BGR, 0 bis 255 abzüglich Mittel von ImageNet',
    zh: 'BGR，0 到 255，减去 ImageNet 的均值',
  },
  "BGR, CenterNet's mean and deviation": {
    de: 'BGR, Mittel und Streuung von CenterNet',
    zh: 'BGR，CenterNet 的均值和标准差',
  },
  'RGB, −1 to 1': { de: 'RGB, −1 bis 1', zh: 'RGB，−1 到 1' },
  'In the middle, grey around it': { de: 'In der Mitte, grau umgeben', zh: '居中，四周填灰' },
  'In the upper left corner, grey right and below': {
    de: 'In der linken oberen Ecke, rechts und unten grau',
    zh: '置于左上角，右侧和下方填灰',
  },
  'Stretched to the whole input': { de: 'Auf die ganze Eingabe gestreckt', zh: '拉伸至整个输入' },
  'As large as the picture, within limits': {
    de: 'So groß wie das Bild, in Grenzen',
    zh: '与图片同大，但有上下限',
  },
} as const satisfies Room;
