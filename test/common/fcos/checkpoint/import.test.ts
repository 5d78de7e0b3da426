// The importer's judgement: what is missing, unexpected or misshapen, which dialects it tells, what it refuses.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importCheckpoint } from '../../../../src/common/fcos/checkpoint/import.ts';
import { readCheckpoint } from '../../../../src/common/fcos/checkpoint/read.ts';
import type { StateDict, StateTensor } from '../../../../src/common/fcos/checkpoint/stateDict.ts';
import { fileBytes, valueOf } from '../support.ts';

const state = valueOf(readCheckpoint(fileBytes(join(import.meta.dirname, '../fixture/basic.safetensors'))));

type Edit = (tensors: Map<string, StateTensor>) => void;

function edited(edit: Edit): StateDict {
  const tensors = new Map(state.tensors);
  edit(tensors);
  return { ...state, tensors };
}

function refusal(
  edit: Edit,
  options: Parameters<typeof importCheckpoint>[1] = {},
): { message: string; detail: string } {
  const result = importCheckpoint(edited(edit), options);
  if (result.ok) throw new Error('it was imported');
  expect(result.failure.kind).not.toBe('unexpected');
  return { message: result.failure.message, detail: result.failure.detail ?? '' };
}

function changed(tensor: StateTensor | undefined, index: number, value: number): StateTensor {
  if (tensor === undefined) throw new Error('no such tensor');
  return { ...tensor, read: () => tensor.read().map((old, i) => (i === index ? value : old)) };
}

const logits = 'head.classification_head.cls_logits.weight';
const variance = 'backbone.body.layer2.0.bn1.running_var';

describe('the checkpoint importer', () => {
  it('counts parameters and names classes by index', () => {
    const { classes, report, parameters } = valueOf(importCheckpoint(state));
    expect(classes).toEqual(['0', '1', '2']);
    const trained = [...parameters].filter(([name]) => !/running_(mean|var)$/.test(name));
    expect(report.parameters).toBe(trained.reduce((sum, [, values]) => sum + values.length, 0));
    expect(report.unexpected).toEqual([]);
  });

  it('does not count the batch norms that were frozen', () => {
    const frozen = edited((tensors) => {
      for (const name of [...tensors.keys()]) if (name.endsWith('.num_batches_tracked')) tensors.delete(name);
    });
    const norms = [...state.tensors].filter(([name]) => name.endsWith('.running_mean'));
    const values = norms.reduce((sum, [, { shape }]) => sum + 2 * (shape[0] as number), 0);
    const counted = (one: StateDict): number => valueOf(importCheckpoint(one)).report.parameters;
    expect(counted(state) - counted(frozen)).toBe(values);
  });

  it('takes class names and the size of the input from the caller', () => {
    const imported = valueOf(
      importCheckpoint(state, { classes: ['a', 'b', 'c'], input: { shortSide: 240, filter: 'antialias' } }),
    );
    expect(imported.classes).toEqual(['a', 'b', 'c']);
    expect(imported.spec.input).toMatchObject({ shortSide: 240, longSide: 1333, filter: 'antialias', divisor: 32 });
    expect(refusal(() => undefined, { classes: ['a'] }).message).toContain(
      '1 class names were given, and the checkpoint has 3',
    );
  });

  it('reads the names that the pyramid had before torchvision 0.13', () => {
    const old = edited((tensors) => {
      for (const [name, tensor] of [...tensors]) {
        if (!/_blocks\.\d\.0\./.test(name)) continue;
        tensors.delete(name);
        tensors.set(name.replace('.0.', '.').replace(/blocks\.(\d)\.0\./, 'blocks.$1.'), tensor);
      }
    });
    expect(old.tensors.has('backbone.fpn.inner_blocks.2.weight')).toBe(true);
    expect(valueOf(importCheckpoint(old)).report.missing).toEqual([]);
  });

  it('tells missing, misshapen and unexpected names', () => {
    const { message, detail } = refusal((tensors) => {
      tensors.delete('head.regression_head.bbox_ctrness.bias');
      tensors.delete('backbone.fpn.extra_blocks.p7.bias');
      tensors.set('backbone.body.bn1.weight', tensors.get('backbone.body.bn1.bias') as StateTensor);
      tensors.set('head.regression_head.bbox_reg.weight', tensors.get(logits) as StateTensor);
    });
    expect(message).toContain('backbone.fpn.extra_blocks.p7.bias is missing');
    expect(detail).toContain('head.regression_head.bbox_ctrness.bias is missing');
    expect(detail).toContain('head.regression_head.bbox_reg.weight is [3,32,3,3] instead of [4,32,3,3]');
    const more = edited((tensors) => void tensors.set('backbone.body.fc.weight', tensors.get(logits) as StateTensor));
    expect(valueOf(importCheckpoint(more)).report.unexpected).toEqual(['backbone.body.fc.weight']);
  });

  it.each([
    ['roi_heads.box_head.fc6.weight', 'Faster R-CNN'],
    ['head.classification_head.conv.0.0.weight', 'RetinaNet'],
    ['model.0.conv.weight', 'YOLO'],
    ['fc.weight', 'no FCOS that is known here'],
  ])('refuses a checkpoint with names such as %s, and says what it looks like', (name, network) => {
    const { message } = refusal((tensors) => {
      const one = tensors.get(logits) as StateTensor;
      tensors.clear();
      tensors.set(name, one);
    });
    expect(message).toContain(network);
  });

  it('refuses deformable convolutions by name', () => {
    const name = 'backbone.layer2.0.conv2_offset.weight';
    const { message } = refusal((tensors) => void tensors.set(name, tensors.get(logits) as StateTensor));
    expect(message).toContain(`deformable convolutions (${name})`);
  });

  it('takes what a file does not say from the caller', () => {
    const { spec } = valueOf(
      importCheckpoint(state, { ways: { score: 'product', centreness: 'class', strideOn: 'first' } }),
    );
    expect(spec.conventions).toMatchObject({ score: 'product', regression: 'relu-stride' });
    expect(spec.head.centreness).toBe('class');
  });

  it('refuses values that no training should leave', () => {
    expect(refusal((tensors) => void tensors.set(logits, changed(tensors.get(logits), 5, NaN))).message).toContain(
      `${logits} holds NaN at index 5`,
    );
    expect(refusal((tensors) => void tensors.set(variance, changed(tensors.get(variance), 0, -1))).message).toContain(
      'negative variance',
    );
  });

  it('refuses tensors that claim more memory than the file could hold', () => {
    const result = importCheckpoint({ ...state, byteLength: 10_000 });
    expect(result.ok ? 'imported' : result.failure.kind).toBe('too-large');
  });
});
