// What a checkpoint says of itself before it is imported: the network in words, what stands beside the weights, what stays open.
import { describe, expect, it } from 'vitest';
import { importCheckpoint, inspectCheckpoint } from '../../../../src/common/fcos/checkpoint/import.ts';
import { readMmdetectionConfig } from '../../../../src/common/fcos/checkpoint/mmdetectionConfig.ts';
import { readCheckpoint } from '../../../../src/common/fcos/checkpoint/read.ts';
import { assumedWords } from '../../../../src/common/fcos/checkpoint/recognise.ts';
import type { StateDict } from '../../../../src/common/fcos/checkpoint/stateDict.ts';
import { networkWords } from '../../../../src/common/fcos/networkWords.ts';
import {
  mmdetectionMeta,
  mmdetectionShapes,
  resNet50Spec,
  smallSpec,
  torchStateFile,
  torchvisionFile,
  trickedConfig,
} from '../../../support/checkpointFile.ts';
import { valueOf } from '../support.ts';

const names = ['cell', 'nucleus', 'dust'];

function mmdetection(meta?: Parameters<typeof mmdetectionMeta>[0]): StateDict {
  const beside = meta && { meta: mmdetectionMeta(meta) };
  return valueOf(readCheckpoint(torchStateFile(mmdetectionShapes(smallSpec(3)), beside)));
}

describe('a look at a checkpoint', () => {
  it('leaves open what a state dict does not say, with what its kind usually means', () => {
    const { report, spec } = valueOf(inspectCheckpoint(mmdetection()));
    expect(report).toMatchObject({ dialect: 'mmdetection', missing: [], unexpected: [], wrongShape: [] });
    expect(report.ways.map(({ way, taken, from }) => [way, taken, from])).toEqual([
      ['distances', 'exponential', 'usual'],
      ['centreness', 'class', 'usual'],
      ['strideOn', 'first', 'usual'],
      ['colours', 'bgr', 'usual'],
    ]);
    expect(spec.input).toMatchObject({ order: 'bgr', scale: 255 });
  });

  it('no longer lists as assumed what was given', () => {
    const { report } = valueOf(inspectCheckpoint(mmdetection(), { ways: { centreness: 'box', colours: 'rgb' } }));
    expect(assumedWords(report.ways)).toEqual([
      'distances are exp(scale · x) in pixels (without NORM_REG_TARGETS or norm_on_bbox)',
      'bottlenecks have their stride on the first 1×1, as Caffe2',
    ]);
  });

  it('takes the class names and the conventions that the file itself holds', () => {
    const { report, spec, classes } = valueOf(
      inspectCheckpoint(mmdetection({ classes: names, config: trickedConfig })),
    );
    expect(classes).toEqual(names);
    expect(report.ways.every(({ from }) => from === 'file')).toBe(true);
    expect(spec.conventions.regression).toBe('relu-stride');
    expect(spec.head.centreness).toBeUndefined();
    expect(spec.trunk).not.toHaveProperty('strideOn');
    expect(spec.input).toMatchObject({ order: 'bgr', scale: 255, mean: [103.53, 116.28, 123.675] });
  });

  it("gives a caller's choice precedence over the file's own configuration", () => {
    const { report, spec } = valueOf(
      inspectCheckpoint(mmdetection({ config: trickedConfig }), { ways: { distances: 'exponential', colours: 'rgb' } }),
    );
    expect(spec.conventions.regression).toBe('exponential');
    expect(spec.input).toMatchObject({ order: 'rgb', scale: 1, mean: [0.485, 0.456, 0.406] });
    expect(report.ways.find(({ way }) => way === 'distances')?.from).toBe('given');
  });

  it('does not take names that are too few', () => {
    const file = mmdetection({ classes: ['cell'] });
    expect(valueOf(inspectCheckpoint(file)).classes).toBeUndefined();
    expect(valueOf(importCheckpoint(file)).classes).toEqual(['0', '1', '2']);
  });

  it('leaves nothing open for torchvision, and says which weights are missing instead of failing', () => {
    const state = valueOf(readCheckpoint(torchvisionFile(smallSpec(3))));
    expect(valueOf(inspectCheckpoint(state)).report.ways).toEqual([]);
    const tensors = new Map(state.tensors);
    tensors.delete('backbone.fpn.extra_blocks.p7.bias');
    const { report } = valueOf(inspectCheckpoint({ ...state, tensors }));
    expect(report.missing).toEqual(['backbone.fpn.extra_blocks.p7.bias']);
  });
});

describe("the configuration inside mmdetection's files", () => {
  it('is not guessed at where it is no FCOS', () => {
    expect(readMmdetectionConfig("model = dict(bbox_head=dict(type='RetinaHead', norm_on_bbox=True))")).toEqual({
      ways: {},
      input: {},
    });
  });

  it('leaves out False as mmdetection does, and knows the data preprocessor of mmdetection 3', () => {
    const { ways, input } = readMmdetectionConfig(`model = dict(
      backbone=dict(type='ResNeXt', style='pytorch'), neck=dict(type='FPN'), bbox_head=dict(type='FCOSHead'),
      data_preprocessor=dict(bgr_to_rgb=True, mean=[123.675, 116.28, 103.53], std=[58.395, 57.12, 57.375]))`);
    expect(ways).toEqual({ distances: 'exponential', centreness: 'class', strideOn: 'second', colours: 'rgb' });
    expect(input).toMatchObject({ order: 'rgb', scale: 255, deviation: [58.395, 57.12, 57.375] });
  });

  it('ignores a deviation that nothing can be divided by', () => {
    const { input } = readMmdetectionConfig(
      "bbox_head=dict(type='FCOSHead') mean=[1, 2, 3], std=[0.0, 1.0, 1.0], to_rgb=False",
    );
    expect(input).toEqual({});
  });
});

describe('a network in words', () => {
  const base = resNet50Spec(80);
  const stages = (counts: readonly number[], inner: number, outer: number) =>
    counts.map((blocks, index) => ({ blocks, inner: inner * 2 ** index, outer: outer * 2 ** index }));

  it.each([
    [base, 'ResNet-50'],
    [{ ...base, trunk: { ...base.trunk, block: 'basic', stages: stages([2, 2, 2, 2], 64, 64) } }, 'ResNet-18'],
    [{ ...base, trunk: { ...base.trunk, groups: 64, stages: stages([3, 4, 23, 3], 256, 256) } }, 'ResNeXt-101 64×4d'],
    [smallSpec(3), 'ResNet of 1, 1, 1, 1 blocks, 2 channels wide'],
  ] as const)('%# is called as papers call it', (spec, words) => {
    expect(networkWords(spec as typeof base).trunk).toBe(words);
  });
});
