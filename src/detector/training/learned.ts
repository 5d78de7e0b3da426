// The arrays that a run learns in, and the average of its best validation on disk.
import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { writeSafetensors } from '../../common/fcos/checkpoint/writeSafetensors.ts';
import { runFiles } from '../../common/training.ts';
import { writeWhole } from '../wholeFile.ts';
import { namedState } from './checkpoint.ts';
import type { Layout } from './layout.ts';
import type { Learned } from './optimizer.ts';

/** Parameters and average lie in shared memory: the compute threads read them. */
export function emptyLearned(layout: Layout): Learned {
  const shared = (): Float32Array => new Float32Array(new SharedArrayBuffer(layout.total * 4));
  return {
    parameters: shared(),
    average: shared(),
    first: new Float32Array(layout.trainable),
    second: new Float32Array(layout.trainable),
  };
}

export function copyLearned(from: Learned, to: Learned): void {
  to.parameters.set(from.parameters);
  to.average.set(from.average);
  to.first.set(from.first);
  to.second.set(from.second);
}

/** Σ of the shares' gradients, in their order, so that it is the same on every machine; it is written over the first. */
export function addUp(gradients: readonly Float32Array[]): Float32Array {
  const [first, ...others] = gradients;
  if (first === undefined) throw new Error('There is no gradient to add up.');
  for (const one of others) addTo(first, one);
  return first;
}

function addTo(sum: Float32Array, values: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (values[i] as number);
}

export async function saveBest(folder: string, layout: Layout, average: Float32Array): Promise<void> {
  const tensors = new Map(
    layout.places.map(({ name, shape, start, end }) => [name, { shape, values: average.subarray(start, end) }]),
  );
  await writeWhole(path.join(folder, runFiles.best), writeSafetensors(tensors, {}), 'lasting');
}

/** undefined where there is none, or one of another network. */
export async function loadBest(folder: string, layout: Layout): Promise<Float32Array | undefined> {
  const file = path.join(folder, runFiles.best);
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const { tensors } = namedState(file, bytes);
  const average = new Float32Array(layout.total);
  for (const { name, start, end } of layout.places) {
    const values = tensors.get(name)?.read();
    if (values?.length !== end - start) return undefined;
    average.set(values, start);
  }
  return average;
}
