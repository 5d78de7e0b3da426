// What a checkpoint may leave open, as the window says it: each way, its choices, and what a choice means. The command line has words
// of its own, in English.
import { dialects } from '../../../common/fcos/checkpoint/dialects.ts';
import type { modelWays, WayName } from '../../../common/fcos/checkpoint/ways.ts';
import type { InputSpec } from '../../../common/fcos/spec.ts';
import { t } from '../../../common/messages/t.ts';
import type { CheckpointInspection } from '../../../common/modelImport.ts';

type ChoiceTexts<Name extends WayName> = { readonly [Choice in (typeof modelWays)[Name][number]]: string };

export const wayNames: Readonly<Record<WayName, string>> = {
  distances: t('Distances'),
  score: t('Score'),
  centreness: t('Centre-ness'),
  strideOn: t('Stride'),
  colours: t('Colours'),
};

const choices: { readonly [Name in WayName]: ChoiceTexts<Name> } = {
  distances: {
    'relu-stride': t('In strides, as they are'),
    'exponential-stride': t('In strides, as exponents'),
    exponential: t('In pixels, as exponents'),
  },
  score: { root: t('Root of class · centre-ness'), product: t('Class · centre-ness') },
  centreness: { box: t('From the box tower'), class: t('From the class tower') },
  strideOn: { first: t('On the first 1×1, as Caffe'), second: t('On the 3×3, as PyTorch') },
  colours: { rgb: t('Red, green, blue'), bgr: t('Blue, green, red') },
};

const meanings: { readonly [Name in Exclude<WayName, 'colours'>]: ChoiceTexts<Name> } = {
  distances: {
    'relu-stride': t('Distances are max(0, scale · x) in strides (with NORM_REG_TARGETS or norm_on_bbox)'),
    'exponential-stride': t('Distances are exp(scale · x) in strides'),
    exponential: t('Distances are exp(scale · x) in pixels (without NORM_REG_TARGETS or norm_on_bbox)'),
  },
  score: {
    root: t('A score is the root of class · centre-ness'),
    product: t('A score is class · centre-ness'),
  },
  centreness: {
    box: t('Centre-ness comes from the box tower (with CENTERNESS_ON_REG or centerness_on_reg)'),
    class: t('Centre-ness comes from the class tower (without CENTERNESS_ON_REG or centerness_on_reg)'),
  },
  strideOn: {
    first: t('Bottlenecks have their stride on the first 1×1, as Caffe2'),
    second: t('Bottlenecks have their stride on the 3×3, as PyTorch'),
  },
};

/** The inspection gives its choices as plain strings; one that is not known here is shown as it is. */
export function choiceText(way: WayName, value: string): string {
  return (choices[way] as Readonly<Record<string, string>>)[value] ?? value;
}

export function meaningText(way: WayName, value: string, { dialect, input }: CheckpointInspection): string {
  if (way !== 'colours') return (meanings[way] as Readonly<Record<string, string>>)[value] ?? value;
  const other = dialects.find(({ name }) => name === dialect)?.inputs[value as InputSpec['order']];
  return t('Pictures come as {input}', { input: inputText(value === input.order ? input : (other ?? input)) });
}

/** "BGR, 0 to 255, less 103.5, 116.3, 123.7". */
export function inputText({ order, scale, mean, deviation }: InputSpec): string {
  const digits = scale === 1 ? 3 : 1;
  const list = (numbers: readonly number[]): string => numbers.map((one) => one.toFixed(digits)).join(', ');
  const values = { order: order.toUpperCase(), scale, mean: list(mean) };
  if (deviation.every((one) => one === 1)) return t('{order}, 0 to {scale}, less {mean}', values);
  return t('{order}, 0 to {scale}, less {mean}, divided by {deviation}', { ...values, deviation: list(deviation) });
}
