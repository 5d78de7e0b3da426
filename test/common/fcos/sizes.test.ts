import { describe, expect, it } from 'vitest';
import { levelGrids } from '../../../src/common/fcos/locations.ts';
import { parameterShapes } from '../../../src/common/fcos/network.ts';
import { inputOf, sizeNames, sizeSpec } from '../../../src/common/fcos/sizes.ts';
import type { SizeName } from '../../../src/common/fcos/sizes.ts';
import { inputSize } from '../../../src/common/fcos/inputSize.ts';

function shapesOf(size: SizeName, classes = 3): [string, readonly number[]][] {
  return [...parameterShapes(sizeSpec(size, classes, 320))];
}

function countOf(shapes: readonly (readonly [string, readonly number[]])[]): number {
  return shapes.reduce((all, [, shape]) => all + shape.reduce((product, side) => product * side, 1), 0);
}

const isNorm = (name: string): boolean => /\.bn\d\.|downsample\.1\./.test(name);

/** Convolutions of torchvision's trunk, by its rules for names, with their kernels' shapes. */
function torchvisionTrunk(blocks: readonly number[], isBottleneck: boolean): [string, number[]][] {
  const list: [string, number[]][] = [['backbone.body.conv1.weight', [64, 3, 7, 7]]];
  let from = 64;
  blocks.forEach((count, stage) => {
    const inner = 64 * 2 ** stage;
    const outer = isBottleneck ? inner * 4 : inner;
    for (let block = 0; block < count; block++) {
      const name = `backbone.body.layer${stage + 1}.${block}`;
      if (isBottleneck) {
        list.push([`${name}.conv1.weight`, [inner, from, 1, 1]], [`${name}.conv2.weight`, [inner, inner, 3, 3]]);
        list.push([`${name}.conv3.weight`, [outer, inner, 1, 1]]);
      } else list.push([`${name}.conv1.weight`, [inner, from, 3, 3]], [`${name}.conv2.weight`, [outer, inner, 3, 3]]);
      if (block === 0 && (stage > 0 || from !== outer)) list.push([`${name}.downsample.0.weight`, [outer, from, 1, 1]]);
      from = outer;
    }
  });
  return list;
}

describe('the sizes', () => {
  it.each([
    ['nano', 0.9e6, 1.1e6],
    ['small', 2.7e6, 3.4e6],
    ['medium', 11e6, 13.5e6],
  ] as const)('have in %s from %i to %i parameters', (size, low, high) => {
    const count = countOf(shapesOf(size));
    expect(count).toBeGreaterThan(low);
    expect(count).toBeLessThan(high);
  });

  it('grow from one to the next', () => {
    const counts = sizeNames.map((size) => countOf(shapesOf(size)));
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  });

  it('have in resnet50 what torchvision states for its fcos_resnet50_fpn, whose norms are frozen', () => {
    // FCOS_ResNet50_FPN_Weights.COCO_V1: num_params 32269600, 91 classes.
    expect(countOf(shapesOf('resnet50', 91).filter(([name]) => !isNorm(name)))).toBe(32_269_600);
  });

  it.each([
    ['resnet18', [2, 2, 2, 2], false],
    ['resnet50', [3, 4, 6, 3], true],
  ] as const)('call the trunk of %s as torchvision does', (size, blocks, isBottleneck) => {
    const trunk = shapesOf(size).filter(([name]) => name.startsWith('backbone.body.'));
    const expected = new Map(torchvisionTrunk(blocks, isBottleneck));
    expect(new Map(trunk.filter(([name]) => !isNorm(name)))).toEqual(expected);
    // Every convolution has its norm, by torchvision's name for it.
    const norms = [...expected].flatMap(([name, [channels]]) => {
      const norm = name.replace(/conv(\d)\.weight$/, 'bn$1').replace(/downsample\.0\.weight$/, 'downsample.1');
      return [`${norm}.weight`, `${norm}.bias`].map((one): [string, unknown] => [one, [channels]]);
    });
    expect(new Map<string, unknown>(trunk.filter(([name]) => isNorm(name)))).toEqual(new Map(norms));
  });

  it('have groups that divide their channels, and one head for all levels', () => {
    for (const size of sizeNames) {
      const { pyramid, head } = sizeSpec(size, 2, 320);
      expect(pyramid.channels % head.groups, size).toBe(0);
      const names = shapesOf(size).map(([name]) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((name) => name.startsWith('head.classification_head.conv.')).length).toBe(
        4 * head.convolutions,
      );
    }
  });

  it('see a picture whole, its long side at the pixels', () => {
    const { input } = sizeSpec('nano', 2, 320);
    expect(input).toEqual(inputOf(320));
    expect(inputSize(640, 480, input)).toMatchObject({ width: 320, height: 240, paddedWidth: 320, paddedHeight: 256 });
    expect(inputSize(300, 1200, input)).toMatchObject({ width: 80, height: 320 });
    expect(levelGrids(320, 256, sizeSpec('nano', 2, 320)).map(({ rows, columns }) => [rows, columns])).toEqual([
      [32, 40],
      [16, 20],
      [8, 10],
      [4, 5],
      [2, 3],
    ]);
  });
});
