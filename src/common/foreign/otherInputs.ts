// What some detectors want beside the picture: its size, a scale, a mask of its pixels. They are told that the input itself is the
// picture, so that their boxes come in the input's pixels, however the picture was put into it.
import type { DeclaredTensor } from '../graph/onnxFile.ts';
import type { OtherInput } from './spec.ts';

const types: readonly string[] = ['float32', 'int32', 'int64', 'bool'] satisfies readonly OtherInput['type'][];

/** Undefined for an input that nothing here fits. */
export function otherInput({ name, type, dims }: DeclaredTensor): OtherInput | undefined {
  if (!types.includes(type)) return undefined;
  const known = { name, type: type as OtherInput['type'] };
  const [, rows, columns] = dims;
  // DETR's: which pixels belong to the picture. Some files fix it at 64 × 64, whatever the picture has.
  if (dims.length === 3 && type !== 'float32') {
    return { ...known, gives: 'ones', dims: [sideOf(rows, 'height'), sideOf(columns, 'width')] };
  }
  if (dims.length !== 2 || rows !== 2 || type === 'bool') return undefined;
  // PaddleDetection's factor from the picture to the input.
  if (/scale/i.test(name)) return { ...known, gives: 'ones', dims: [2] };
  // PaddleDetection's and Keras' sizes have the height first; RT-DETR's and its successors' "orig_target_sizes" the width.
  const isHeightFirst = /(im|image|input)_?(shape|size)/i.test(name);
  return { ...known, gives: isHeightFirst ? 'height-width' : 'width-height', dims: [2] };
}

function sideOf(length: number | string | undefined, side: 'height' | 'width'): number | 'height' | 'width' {
  return typeof length === 'number' && length > 0 && length <= 8192 ? length : side;
}
