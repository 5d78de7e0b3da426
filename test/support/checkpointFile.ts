// Makes PyTorch files with seeded weights: of a network of ours in torchvision's names, or of any names and shapes. For tests that
// need a whole checkpoint, small or of the real size; no Python.
import { parameterShapes } from '../../src/common/fcos/network.ts';
import { torchvisionConventions, torchvisionDetection, torchvisionInput } from '../../src/common/fcos/spec.ts';
import type { FcosSpec, StageSpec } from '../../src/common/fcos/spec.ts';
import { archive, bytes, dictionary, tensor, text, tuple } from '../common/fcos/checkpoint/pickles.ts';
import type { Part } from '../common/fcos/checkpoint/pickles.ts';

/** torchvision's fcos_resnet50_fpn, 32 million parameters. */
export function resNet50Spec(classes: number): FcosSpec {
  const stages = [3, 4, 6, 3].map((blocks, index): StageSpec => {
    const inner = 64 * 2 ** index;
    return { blocks, inner, outer: 4 * inner };
  });
  return specOf({ stem: 64, stages, channels: 256, convolutions: 4, classes });
}

/** A bottleneck network of one block a stage, a few thousand parameters. */
export function smallSpec(classes: number): FcosSpec {
  const stages = [1, 2, 3, 4].map((index): StageSpec => ({ blocks: 1, inner: 2 * index, outer: 4 * index }));
  return specOf({ stem: 6, stages, channels: 32, convolutions: 1, classes });
}

interface Measures {
  readonly stem: number;
  readonly stages: readonly StageSpec[];
  readonly channels: number;
  readonly convolutions: number;
  readonly classes: number;
}

function specOf({ stem, stages, channels, convolutions, classes }: Measures): FcosSpec {
  return {
    trunk: { family: 'resnet', block: 'bottleneck', stem, stages, groups: 1 },
    pyramid: { channels, extraFrom: 'P5', strides: [8, 16, 32, 64, 128] },
    head: { classes, convolutions, groups: 32 },
    conventions: torchvisionConventions,
    input: torchvisionInput,
    detection: torchvisionDetection,
  };
}

/** torch.save of a state dict in torchvision's names. */
export function torchvisionFile(spec: FcosSpec): Buffer {
  return torchStateFile(parameterShapes(spec));
}

/** A state dict; with `beside` it is wrapped as {state_dict, …}, as mmdetection does. */
export function torchStateFile(
  shapes: ReadonlyMap<string, readonly number[]>,
  beside?: Readonly<Record<string, Part>>,
): Buffer {
  const storages: Record<string, Uint8Array> = {};
  const entries: Record<string, Part> = {};
  let next = 1;
  for (const [name, shape] of shapes) {
    const key = String(next - 1);
    const values = new Float32Array(shape.reduce((all, size) => all * size, 1));
    const scale = 1 / Math.sqrt(values.length / Math.max(1, shape[0] ?? 1));
    // A congruential generator: quick enough for millions, the same on every machine.
    let state = next++;
    for (let i = 0; i < values.length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const random = state / 2 ** 32;
      values[i] = /running_var$/.test(name) ? 0.5 + random : (random - 0.5) * scale;
    }
    storages[`archive/data/${key}`] = new Uint8Array(values.buffer);
    entries[name] = tensor(key, shape);
  }
  const inner = dictionary(entries);
  const pickle = beside === undefined ? inner : dictionary({ ...beside, state_dict: withoutFrame(inner) });
  return archive({ 'archive/data.pkl': pickle, 'archive/version': bytes('3\n'), ...storages }, { align: 64 });
}

/** A pickle as a value inside of another: without its protocol and its end. */
export function withoutFrame(pickle: Buffer): Buffer {
  return pickle.subarray(2, -1);
}

/** The same network in mmdetection's names, with its scales. */
export function mmdetectionShapes(spec: FcosSpec): Map<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  for (const [name, shape] of parameterShapes(spec)) shapes.set(mmdetectionName(name), shape);
  for (let level = 0; level < 5; level++) shapes.set(`bbox_head.scales.${level}.scale`, []);
  return shapes;
}

function mmdetectionName(name: string): string {
  return name
    .replace('backbone.body.', 'backbone.')
    .replace(/^backbone\.fpn\.inner_blocks\.(\d)\.0\./, 'neck.lateral_convs.$1.conv.')
    .replace(/^backbone\.fpn\.layer_blocks\.(\d)\.0\./, 'neck.fpn_convs.$1.conv.')
    .replace(/^backbone\.fpn\.extra_blocks\.p([67])\./, (_, level) => `neck.fpn_convs.${Number(level) - 3}.conv.`)
    .replace(/^head\.classification_head\.conv\.(\d+)\./, (_, index) => `bbox_head.cls_convs.${towerPart(index)}.`)
    .replace(/^head\.regression_head\.conv\.(\d+)\./, (_, index) => `bbox_head.reg_convs.${towerPart(index)}.`)
    .replace('head.classification_head.cls_logits.', 'bbox_head.conv_cls.')
    .replace('head.regression_head.bbox_reg.', 'bbox_head.conv_reg.')
    .replace('head.regression_head.bbox_ctrness.', 'bbox_head.conv_centerness.');
}

function towerPart(index: unknown): string {
  const place = Number(index);
  return `${Math.floor(place / 3)}.${place % 3 === 0 ? 'conv' : 'gn'}`;
}

/** `meta` as mmdetection 2 writes it. */
export function mmdetectionMeta(meta: { readonly classes?: readonly string[]; readonly config?: string }): Part {
  return withoutFrame(
    dictionary({
      ...(meta.classes && { CLASSES: tuple(...meta.classes.map(text)) }),
      ...(meta.config !== undefined && { config: text(meta.config) }),
    }),
  );
}

/** The part of a configuration that says something, in the shape in which mmdetection prints it. */
export const trickedConfig = `model = dict(
    type='FCOS',
    backbone=dict(
        type='ResNet', depth=50, num_stages=4, norm_cfg=dict(type='BN', requires_grad=False), style='pytorch'),
    neck=dict(type='FPN', in_channels=[256, 512, 1024, 2048], out_channels=256, relu_before_extra_convs=True),
    bbox_head=dict(
        type='FCOSHead',
        num_classes=80,
        strides=[8, 16, 32, 64, 128],
        norm_on_bbox=True,
        centerness_on_reg=True,
        dcn_on_last_conv=False,
        loss_bbox=dict(type='GIoULoss', loss_weight=1.0)),
    test_cfg=dict(nms_pre=1000, score_thr=0.05, nms=dict(type='nms', iou_threshold=0.6)))
img_norm_cfg = dict(
    mean=[103.53, 116.28, 123.675], std=[1.0, 1.0, 1.0], to_rgb=False)
`;
