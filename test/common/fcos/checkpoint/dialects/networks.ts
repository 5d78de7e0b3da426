// The networks of the dialects, written down as their sources do, in their own names: what the importer's graphs are held against.
// Nothing of the importer is used. Few channels; the head's group norm needs 32.
import { add, batchNorm, convolve, doubled, groupNorm, maximumPool, relu, relu6, stack } from './plain.ts';
import type { Map3, Weights, Window } from './plain.ts';

export const channels = 32;
export const classes = 3;

const one: Window = { size: 1, stride: 1, padding: 0 };
const three: Window = { size: 3, stride: 1, padding: 1 };
const halving: Window = { size: 3, stride: 2, padding: 1 };

/** Names of a ResNet's parts. */
interface ResNetNames {
  readonly stem: readonly [convolution: string, norm: string];
  readonly block: (stage: number, block: number) => string;
  readonly convolution: (index: number) => string;
  readonly norm: (index: number) => string;
  readonly shortcut: readonly [convolution: string, norm: string];
}

/** One bottleneck a stage. → C3, C4, C5. */
function resNet(image: Map3, names: ResNetNames, weights: Weights, strideOn: 1 | 2): Map3[] {
  const layer = (x: Map3, to: number, [convolution, norm]: readonly [string, string], window: Window): Map3 =>
    batchNorm(convolve(x, to, convolution, weights, window, false), norm, weights);
  let x = relu(layer(image, 6, names.stem, { size: 7, stride: 2, padding: 3 }));
  x = maximumPool(x, 'padded');
  return [1, 2, 3, 4]
    .map((stage) => {
      const inner = 2 * stage;
      const name = names.block(stage, 0);
      const stride = stage === 1 ? 1 : 2;
      const part = (index: number): readonly [string, string] => [
        `${name}.${names.convolution(index)}`,
        `${name}.${names.norm(index)}`,
      ];
      const shortcut = names.shortcut.map((end) => `${name}.${end}`) as [string, string];
      let y = relu(layer(x, inner, part(1), { ...one, stride: strideOn === 1 ? stride : 1 }));
      y = relu(layer(y, inner, part(2), { ...three, stride: strideOn === 2 ? stride : 1 }));
      y = layer(y, 2 * inner, part(3), one);
      x = relu(add(y, layer(x, 2 * inner, shortcut, { ...one, stride })));
      return x;
    })
    .slice(1);
}

interface PyramidNames {
  /** Of levels 3, 4, 5. */
  readonly inner: (level: number) => string;
  readonly outer: (level: number) => string;
  readonly p6: string;
  readonly p7: string;
}

/** P6 from P5, or from C5. → P3 … P7. */
function pyramid(trunk: readonly Map3[], names: PyramidNames, weights: Weights, extra: 'P5' | 'C5'): Map3[] {
  const [c3, c4, c5] = trunk as [Map3, Map3, Map3];
  const inner = (x: Map3, level: number): Map3 => convolve(x, channels, names.inner(level), weights, one, true);
  const outer = (x: Map3, level: number): Map3 => convolve(x, channels, names.outer(level), weights, three, true);
  const top = inner(c5, 5);
  const middle = add(inner(c4, 4), doubled(top));
  const bottom = add(inner(c3, 3), doubled(middle));
  const p5 = outer(top, 5);
  const p6 = convolve(extra === 'P5' ? p5 : c5, channels, names.p6, weights, halving, true);
  const p7 = convolve(relu(p6), channels, names.p7, weights, halving, true);
  return [outer(bottom, 3), outer(middle, 4), p5, p6, p7];
}

interface HeadNames {
  /** Convolution and norm of the tower's layer `index`. */
  readonly tower: (which: 'classes' | 'boxes', index: number) => readonly [convolution: string, norm: string];
  readonly classes: string;
  readonly boxes: string;
  readonly centreness: string;
  readonly scale: (level: number) => string;
  /** Where it is a number without an axis. */
  readonly scaleShape?: readonly number[];
}

export interface Level {
  readonly logits: Map3;
  /** After the activation. */
  readonly distances: Map3;
  readonly centreness: Map3;
}

interface HeadWays {
  readonly towerBias: boolean;
  readonly centreness: 'classes' | 'boxes';
  readonly activation: 'exp' | 'relu';
}

function head(x: Map3, level: number, names: HeadNames, weights: Weights, ways: HeadWays): Level {
  const tower = (which: 'classes' | 'boxes'): Map3 => {
    let y = x;
    for (let index = 0; index < 2; index++) {
      const [convolution, norm] = names.tower(which, index);
      y = relu(groupNorm(convolve(y, channels, convolution, weights, three, ways.towerBias), 32, norm, weights));
    }
    return y;
  };
  const predicted = (y: Map3, to: number, name: string): Map3 => convolve(y, to, name, weights, three, true);
  const boxes = tower('boxes');
  const central = ways.centreness === 'boxes' ? boxes : tower('classes');
  const [scale = NaN] = weights(names.scale(level), names.scaleShape ?? [1]);
  const plain = predicted(boxes, 4, names.boxes);
  const activate = ways.activation === 'exp' ? Math.exp : (value: number) => Math.max(0, value);
  return {
    logits: predicted(tower('classes'), classes, names.classes),
    distances: { ...plain, data: plain.data.map((value) => activate(value * scale)) },
    centreness: predicted(central, 1, names.centreness),
  };
}

export interface Reference {
  /** As the importer calls it. */
  readonly dialect: string;
  readonly network: (image: Map3, weights: Weights) => Level[];
  /** Distances are in strides, not in pixels. */
  readonly inStrides: boolean;
  readonly score: 'root' | 'product';
  readonly iou: number;
}

const originalHead: HeadNames = {
  tower: (which, index) => {
    const tower = `rpn.head.${which === 'classes' ? 'cls' : 'bbox'}_tower`;
    return [`${tower}.${3 * index}`, `${tower}.${3 * index + 1}`];
  },
  classes: 'rpn.head.cls_logits',
  boxes: 'rpn.head.bbox_pred',
  centreness: 'rpn.head.centerness',
  scale: (level) => `rpn.head.scales.${level}.scale`,
};

const originalPyramid: PyramidNames = {
  inner: (level) => `backbone.fpn.fpn_inner${level - 1}`,
  outer: (level) => `backbone.fpn.fpn_layer${level - 1}`,
  p6: 'backbone.fpn.top_blocks.p6',
  p7: 'backbone.fpn.top_blocks.p7',
};

const paper: HeadWays = { towerBias: true, centreness: 'classes', activation: 'exp' };

const levelsOf = (maps: readonly Map3[], names: HeadNames, weights: Weights, ways: HeadWays): Level[] =>
  maps.map((map, level) => head(map, level, names, weights, ways));

const original: Reference = {
  dialect: 'tianzhi0549/FCOS',
  inStrides: false,
  score: 'root',
  iou: 0.6,
  network: (image, weights) => {
    const body = 'backbone.body';
    const names: ResNetNames = {
      stem: [`${body}.stem.conv1`, `${body}.stem.bn1`],
      block: (stage, block) => `${body}.layer${stage}.${block}`,
      convolution: (index) => `conv${index}`,
      norm: (index) => `bn${index}`,
      shortcut: ['downsample.0', 'downsample.1'],
    };
    const trunk = resNet(image, names, weights, 1);
    return levelsOf(pyramid(trunk, originalPyramid, weights, 'P5'), originalHead, weights, paper);
  },
};

/** Channels, blocks and first strides of MobileNetV2's rows, narrow; the first row does not expand. */
const rows = [
  [1, 2, 1, 1],
  [3, 3, 2, 2],
  [3, 4, 3, 2],
  [3, 5, 4, 2],
  [3, 6, 3, 1],
  [3, 7, 3, 2],
  [3, 8, 1, 1],
] as const;

function mobileNet(image: Map3, weights: Weights): Map3[] {
  const body = 'backbone.body.features';
  const layer = (x: Map3, to: number, name: string, place: number, window: Window): Map3 =>
    batchNorm(convolve(x, to, `${name}.${place}`, weights, window, false), `${name}.${place + 1}`, weights);
  let x = relu6(layer(image, 4, `${body}.0`, 0, halving));
  let index = 0;
  const taps: Map3[] = [];
  for (const [expansion, to, blocks, firstStride] of rows) {
    for (let block = 0; block < blocks; block++) {
      const stride = block === 0 ? firstStride : 1;
      const name = `${body}.${++index}.conv`;
      const hidden = x.channels * expansion;
      const wide = expansion === 1 ? x : relu6(layer(x, hidden, name, 0, one));
      const place = expansion === 1 ? 0 : 3;
      const deep = relu6(layer(wide, hidden, name, place, { ...three, stride, groups: hidden }));
      const y = layer(deep, to, name, place + 3, one);
      x = stride === 1 && x.channels === to ? add(x, y) : y;
      if ([6, 13, 17].includes(index)) taps.push(x);
    }
  }
  return taps;
}

const originalMobile: Reference = {
  ...original,
  network: (image, weights) =>
    levelsOf(pyramid(mobileNet(image, weights), originalPyramid, weights, 'P5'), originalHead, weights, paper),
};

function vovNet(image: Map3, weights: Weights): Map3[] {
  const layer = (x: Map3, to: number, name: string, window: Window): Map3 =>
    relu(batchNorm(convolve(x, to, `${name}/conv`, weights, window, false), `${name}/norm`, weights));
  let x = layer(image, 4, 'backbone.stem.stem_1', halving);
  x = layer(x, 4, 'backbone.stem.stem_2', three);
  x = layer(x, 6, 'backbone.stem.stem_3', halving);
  return [2, 3, 4, 5]
    .map((stage) => {
      if (stage > 2) x = maximumPool(x, 'cut');
      for (let block = 1; block <= (stage > 3 ? 2 : 1); block++) {
        const osa = `OSA${stage}_${block}`;
        const name = `backbone.stage${stage}.${osa}`;
        const all = [x];
        let y = x;
        for (let index = 0; index < 3; index++) {
          y = layer(y, 3, `${name}.layers.${index}.${osa}_${index}`, three);
          all.push(y);
        }
        const joined = layer(stack(all), 4 + 2 * stage, `${name}.concat.${osa}_concat`, one);
        x = block > 1 ? add(joined, x) : joined;
      }
      return x;
    })
    .slice(1);
}

const rosinality: Reference = {
  dialect: 'rosinality/fcos-pytorch',
  inStrides: false,
  score: 'root',
  iou: 0.6,
  network: (image, weights) => {
    const names: PyramidNames = {
      inner: (level) => `fpn.inner_convs.${level - 1}`,
      outer: (level) => `fpn.out_convs.${level - 1}`,
      p6: 'fpn.top_blocks.p6',
      p7: 'fpn.top_blocks.p7',
    };
    const headNames: HeadNames = {
      tower: (which, index) => {
        const tower = `head.${which === 'classes' ? 'cls' : 'bbox'}_tower`;
        return [`${tower}.${3 * index}`, `${tower}.${3 * index + 1}`];
      },
      classes: 'head.cls_pred',
      boxes: 'head.bbox_pred',
      centreness: 'head.center_pred',
      scale: (level) => `head.scales.${level}.scale`,
    };
    const maps = pyramid(vovNet(image, weights), names, weights, 'C5');
    return levelsOf(maps, headNames, weights, { ...paper, towerBias: false });
  },
};

const adelaiDet: Reference = {
  dialect: 'AdelaiDet',
  inStrides: true,
  score: 'root',
  iou: 0.6,
  network: (image, weights) => {
    const names: ResNetNames = {
      stem: ['backbone.bottom_up.stem.conv1', 'backbone.bottom_up.stem.conv1.norm'],
      block: (stage, block) => `backbone.bottom_up.res${stage + 1}.${block}`,
      convolution: (index) => `conv${index}`,
      norm: (index) => `conv${index}.norm`,
      shortcut: ['shortcut', 'shortcut.norm'],
    };
    const pyramidNames: PyramidNames = {
      inner: (level) => `backbone.fpn_lateral${level}`,
      outer: (level) => `backbone.fpn_output${level}`,
      p6: 'backbone.top_block.p6',
      p7: 'backbone.top_block.p7',
    };
    const own = 'proposal_generator.fcos_head';
    const headNames: HeadNames = {
      tower: (which, index) => {
        const tower = `${own}.${which === 'classes' ? 'cls' : 'bbox'}_tower`;
        return [`${tower}.${3 * index}`, `${tower}.${3 * index + 1}`];
      },
      classes: `${own}.cls_logits`,
      boxes: `${own}.bbox_pred`,
      centreness: `${own}.ctrness`,
      scale: (level) => `${own}.scales.${level}.scale`,
    };
    const maps = pyramid(resNet(image, names, weights, 1), pyramidNames, weights, 'P5');
    return levelsOf(maps, headNames, weights, { towerBias: true, centreness: 'boxes', activation: 'relu' });
  },
};

const mmdetection: Reference = {
  dialect: 'mmdetection',
  inStrides: false,
  score: 'product',
  iou: 0.5,
  network: (image, weights) => {
    const names: ResNetNames = {
      stem: ['backbone.conv1', 'backbone.bn1'],
      block: (stage, block) => `backbone.layer${stage}.${block}`,
      convolution: (index) => `conv${index}`,
      norm: (index) => `bn${index}`,
      shortcut: ['downsample.0', 'downsample.1'],
    };
    const pyramidNames: PyramidNames = {
      inner: (level) => `neck.lateral_convs.${level - 3}.conv`,
      outer: (level) => `neck.fpn_convs.${level - 3}.conv`,
      p6: 'neck.fpn_convs.3.conv',
      p7: 'neck.fpn_convs.4.conv',
    };
    const headNames: HeadNames = {
      tower: (which, index) => {
        const layer = `bbox_head.${which === 'classes' ? 'cls' : 'reg'}_convs.${index}`;
        return [`${layer}.conv`, `${layer}.gn`];
      },
      classes: 'bbox_head.conv_cls',
      boxes: 'bbox_head.conv_reg',
      centreness: 'bbox_head.conv_centerness',
      scale: (level) => `bbox_head.scales.${level}.scale`,
      scaleShape: [],
    };
    const maps = pyramid(resNet(image, names, weights, 1), pyramidNames, weights, 'P5');
    return levelsOf(maps, headNames, weights, { ...paper, towerBias: false });
  },
};

export const references = {
  original,
  'original with MobileNetV2': originalMobile,
  'rosinality with VoVNet': rosinality,
  AdelaiDet: adelaiDet,
  mmdetection,
} as const;
