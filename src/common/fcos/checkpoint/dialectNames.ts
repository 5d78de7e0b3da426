// For each dialect, their name of a tensor → ours (torchvision's, where torchvision has one). Tables of patterns; no tensors.

/** undefined: no part of the network. */
export type Rename = (name: string, names: readonly string[]) => string | undefined;

type Replacement = string | ((...found: string[]) => string);
type Table = readonly (readonly [RegExp, Replacement])[];

const classes = 'head.classification_head';
const boxes = 'head.regression_head';
const body = 'backbone.body';
const pyramid = 'backbone.fpn';

/** The first pattern that fits says the new name. */
function byTable(table: Table): Rename {
  return (name) => {
    for (const [pattern, replacement] of table) {
      if (!pattern.test(name)) continue;
      return typeof replacement === 'string' ? name.replace(pattern, replacement) : name.replace(pattern, replacement);
    }
    return undefined;
  };
}

/** Before torchvision 0.13 the pyramid's convolutions had no `.0` in their names. */
export const torchvisionNames: Rename = (name) =>
  name.replace(/^(backbone\.fpn\.(?:inner|layer)_blocks\.\d+)\.(weight|bias)$/, '$1.0.$2');

/** Cells C3, C4, C5 are 2, 3, 4 there: the pyramid is counted from C2. */
const originalTable: Table = [
  [/^backbone\.body\.stem\.(conv1|bn1)\./, `${body}.$1.`],
  [/^backbone\.body\.(layer[1-4]\.)/, `${body}.$1`],
  [/^backbone\.body\.features\.(\d+)\.(?:conv\.)?(\d+)\.(?=\w+$)/, (_, block, part) => mobileNetName(block, part)],
  [/^backbone\.fpn\.fpn_inner([234])\./, (_, level) => `${pyramid}.inner_blocks.${Number(level) - 2}.0.`],
  [/^backbone\.fpn\.fpn_layer([234])\./, (_, level) => `${pyramid}.layer_blocks.${Number(level) - 2}.0.`],
  [/^backbone\.fpn\.top_blocks\.(p[67])\./, `${pyramid}.extra_blocks.$1.`],
  [/^rpn\.head\.cls_tower\.(\d+)\./, `${classes}.conv.$1.`],
  [/^rpn\.head\.bbox_tower\.(\d+)\./, `${boxes}.conv.$1.`],
  [/^rpn\.head\.cls_logits\./, `${classes}.cls_logits.`],
  [/^rpn\.head\.bbox_pred\./, `${boxes}.bbox_reg.`],
  [/^rpn\.head\.centerness\./, `${boxes}.bbox_ctrness.`],
  [/^rpn\.head\.scales\.(\d)\.scale$/, `${boxes}.scales.$1.scale`],
];
export const originalNames = byTable(originalTable);

/** Index of the first block after the entry of each layer; layers end at strides 4, 8, 16 and 32. */
const mobileNetLayers = [1, 4, 7, 14];

/** "features.<block>.conv.<part>" of MobileNetV2: the entry is block 0, and only block 1 has no expansion. */
function mobileNetName(block: string, part: string): string {
  const index = Number(block);
  if (index === 0) return `${body}.${part === '0' ? 'conv1' : 'bn1'}.`;
  const layer = mobileNetLayers.findLastIndex((first) => first <= index);
  const place = index - (mobileNetLayers[layer] ?? 0);
  const expanded = ['expand', 'expand_norm', '', 'depthwise', 'depthwise_norm', '', 'project', 'project_norm'];
  const parts = index === 1 ? expanded.slice(3) : expanded;
  return `${body}.layer${layer + 1}.${place}.${parts[Number(part)] ?? `part${part}`}.`;
}

const rosinalityTable: Table = [
  [/^backbone\.stem\.stem_(\d)\/(conv|norm)\./, (_, place, part) => `${body}.stem.${Number(place) - 1}.${part}.`],
  [
    /^backbone\.stage(\d)\.OSA\d_(\d+)\.layers\.(\d+)\.[^.]*\/(conv|norm)\./,
    (_, stage, block, layer, part) => `${vovBlock(stage, block)}.layers.${layer}.${part}.`,
  ],
  [
    /^backbone\.stage(\d)\.OSA\d_(\d+)\.concat\.[^.]*\/(conv|norm)\./,
    (_, stage, block, part) => `${vovBlock(stage, block)}.concat.${part}.`,
  ],
  [/^fpn\.top_blocks\.(p[67])\./, `${pyramid}.extra_blocks.$1.`],
  [/^head\.cls_tower\.(\d+)\./, `${classes}.conv.$1.`],
  [/^head\.bbox_tower\.(\d+)\./, `${boxes}.conv.$1.`],
  [/^head\.cls_pred\./, `${classes}.cls_logits.`],
  [/^head\.bbox_pred\./, `${boxes}.bbox_reg.`],
  [/^head\.center_pred\./, `${boxes}.bbox_ctrness.`],
  [/^head\.scales\.(\d)\.scale$/, `${boxes}.scales.$1.scale`],
];
const rosinalityPlain = byTable(rosinalityTable);

/** The pyramid's convolutions are counted over all outputs of the trunk, those without one left out: the last three are C3, C4, C5. */
export const rosinalityNames: Rename = (name, names) => {
  const found = /^fpn\.(inner|out)_convs\.(\d+)\.(weight|bias)$/.exec(name);
  if (found === null) return rosinalityPlain(name, names);
  const [, part, index, end] = found;
  const last = Math.max(...names.map((one) => Number(/^fpn\.inner_convs\.(\d+)\.weight$/.exec(one)?.[1] ?? -1)));
  return `${pyramid}.${part === 'inner' ? 'inner' : 'layer'}_blocks.${Number(index) - last + 2}.0.${end}`;
};

function vovBlock(stage: string, block: string): string {
  return `${body}.layer${Number(stage) - 1}.${Number(block) - 1}`;
}

const adelaiDetTable: Table = [
  [/^backbone\.bottom_up\.stem\.conv1\.norm\./, `${body}.bn1.`],
  [/^backbone\.bottom_up\.stem\.conv1\./, `${body}.conv1.`],
  [
    /^backbone\.bottom_up\.res([2-5])\.(\d+)\.conv(\d)\.norm\./,
    (_, stage, block, conv) => bottomUp(stage, block, `bn${conv}`),
  ],
  [
    /^backbone\.bottom_up\.res([2-5])\.(\d+)\.conv(\d)\.(?=\w+$)/,
    (_, stage, block, conv) => bottomUp(stage, block, `conv${conv}`),
  ],
  [
    /^backbone\.bottom_up\.res([2-5])\.(\d+)\.shortcut\.norm\./,
    (_, stage, block) => bottomUp(stage, block, 'downsample.1'),
  ],
  [
    /^backbone\.bottom_up\.res([2-5])\.(\d+)\.shortcut\.(?=\w+$)/,
    (_, stage, block) => bottomUp(stage, block, 'downsample.0'),
  ],
  [/^backbone\.fpn_lateral([345])\./, (_, level) => `${pyramid}.inner_blocks.${Number(level) - 3}.0.`],
  [/^backbone\.fpn_output([345])\./, (_, level) => `${pyramid}.layer_blocks.${Number(level) - 3}.0.`],
  [/^backbone\.top_block\.(p[67])\./, `${pyramid}.extra_blocks.$1.`],
  [/^proposal_generator\.fcos_head\.cls_tower\.(\d+)\./, `${classes}.conv.$1.`],
  [/^proposal_generator\.fcos_head\.bbox_tower\.(\d+)\./, `${boxes}.conv.$1.`],
  [/^proposal_generator\.fcos_head\.cls_logits\./, `${classes}.cls_logits.`],
  [/^proposal_generator\.fcos_head\.bbox_pred\./, `${boxes}.bbox_reg.`],
  [/^proposal_generator\.fcos_head\.ctrness\./, `${boxes}.bbox_ctrness.`],
  [/^proposal_generator\.fcos_head\.scales\.(\d)\.scale$/, `${boxes}.scales.$1.scale`],
];
export const adelaiDetNames = byTable(adelaiDetTable);

/** detectron2 counts its stages from 2. */
function bottomUp(stage: string, block: string, part: string): string {
  return `${body}.layer${Number(stage) - 1}.${block}.${part}.`;
}

const mmdetectionTable: Table = [
  [/^backbone\.(conv1|bn1|layer[1-4])\./, `${body}.$1.`],
  [/^neck\.lateral_convs\.([012])\.conv\./, `${pyramid}.inner_blocks.$1.0.`],
  [/^neck\.fpn_convs\.([012])\.conv\./, `${pyramid}.layer_blocks.$1.0.`],
  [/^neck\.fpn_convs\.([34])\.conv\./, (_, level) => `${pyramid}.extra_blocks.p${Number(level) + 3}.`],
  [/^bbox_head\.cls_convs\.(\d+)\.conv\./, (_, index) => `${classes}.conv.${3 * Number(index)}.`],
  [/^bbox_head\.cls_convs\.(\d+)\.gn\./, (_, index) => `${classes}.conv.${3 * Number(index) + 1}.`],
  [/^bbox_head\.reg_convs\.(\d+)\.conv\./, (_, index) => `${boxes}.conv.${3 * Number(index)}.`],
  [/^bbox_head\.reg_convs\.(\d+)\.gn\./, (_, index) => `${boxes}.conv.${3 * Number(index) + 1}.`],
  [/^bbox_head\.conv_cls\./, `${classes}.cls_logits.`],
  [/^bbox_head\.conv_reg\./, `${boxes}.bbox_reg.`],
  [/^bbox_head\.conv_centerness\./, `${boxes}.bbox_ctrness.`],
  [/^bbox_head\.scales\.(\d)\.scale$/, `${boxes}.scales.$1.scale`],
];
export const mmdetectionNames = byTable(mmdetectionTable);
