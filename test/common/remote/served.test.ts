import { describe, expect, it } from 'vitest';
import { signatureMismatches } from '../../../src/common/remote/served.ts';
import type { Signature } from '../../../src/common/remote/served.ts';

const tensor = (name: string, shape: number[], datatype = 'FP32') => ({ name, datatype, shape });
const network: Signature = {
  inputs: [tensor('image', [-1, 3, -1, -1])],
  outputs: [tensor('scores', [-1, -1, 5]), tensor('boxes', [-1, -1, 4])],
};

describe('a served model against a network', () => {
  it.each<[string, Signature]>([
    ['itself', network],
    ['one picture at a time', { ...network, inputs: [tensor('image', [1, 3, -1, -1])] }],
    ['a side called variable that is fixed', { ...network, inputs: [tensor('image', [-1, -1, -1, -1])] }],
    ['one more output', { ...network, outputs: [tensor('more', [7]), ...network.outputs] }],
  ])('fits: %s', (_, served) => {
    expect(signatureMismatches(served, network)).toEqual([]);
  });

  it.each<[string, Signature, string[]]>([
    [
      'a size of its own',
      { ...network, inputs: [tensor('image', [1, 3, 640, 640])] },
      ["its input image has the shape [1 × 3 × 640 × 640], and the network's is [? × 3 × ? × ?]"],
    ],
    [
      'eight pictures at a time',
      { ...network, inputs: [tensor('image', [8, 3, -1, -1])] },
      ["its input image has the shape [8 × 3 × ? × ?], and the network's is [? × 3 × ? × ?]"],
    ],
    [
      'halves',
      { ...network, inputs: [tensor('image', [-1, 3, -1, -1], 'FP16')] },
      ["its input image is FP16, and the network's is FP32"],
    ],
    [
      'another rank',
      { ...network, outputs: [tensor('scores', [-1, 5]), tensor('boxes', [-1, -1, 4])] },
      ["its output scores has the shape [? × 5], and the network's is [? × ? × 5]"],
    ],
    [
      'nothing',
      { inputs: [], outputs: [] },
      ['it has no input image', 'it has no output scores', 'it has no output boxes'],
    ],
    [
      'an input more',
      { ...network, inputs: [...network.inputs, tensor('size', [2])] },
      ['it has an input size that the network does not have'],
    ],
  ])('does not: %s', (_, served, words) => {
    expect(signatureMismatches(served, network)).toEqual(words);
  });
});
