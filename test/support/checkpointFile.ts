// Makes PyTorch files with seeded weights: of a network of ours in torchvision's names, or of any names and shapes. For tests that
// need a whole checkpoint, small or of the real size; no Python.
import { parameterShapes } from '../../src/common/fcos/network.ts';
import { torchvisionConventions, torchvisionDetection, torchvisionInput } from '../../src/common/fcos/spec.ts';
import type { FcosSpec, StageSpec } from '../../src/common/fcos/spec.ts';
import { archive, bytes, dictionary, tensor } from '../common/fcos/checkpoint/pickles.ts';
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
