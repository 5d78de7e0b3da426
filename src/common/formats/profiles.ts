// For whom an export is: which format a reader takes, what stands for a mask there, and the text that makes it read the files.
// The rules that each reader has are in test/main/project/exportProfiles.test.ts, which applies them and says where they stand.
import type { ExportCategory } from '../dataset/exported.ts';
import { cocoFile } from './coco/write.ts';
import { ignoredAsCrowds, withoutCompressedMasks, type Fit } from './fits.ts';
import type { FormatId } from './format.ts';

export const profileIds = ['torchvision', 'detectron2', 'mmdetection', 'ultralytics', 'cvat', 'label-studio'] as const;
export type ProfileId = (typeof profileIds)[number];

export interface Snippet {
  /** Of the file that it goes to, beside the labels. */
  readonly fileName: string;
  readonly text: string;
}

export interface SnippetFacts {
  /** Of the data set: letters, digits and "_" are kept of it. */
  readonly name: string;
  readonly categories: readonly ExportCategory[];
  /** The parts as the files name them; empty: there are none. */
  readonly parts: readonly string[];
  /** Where pictures were left in place: their folder, absolute. undefined: they are in the export. */
  readonly pictureFolder?: string;
}

export interface Profile {
  readonly format: FormatId;
  /** What a box has for a mask; only COCO has a place for it. */
  readonly segmentation: 'empty' | 'box-polygon';
  readonly snippet?: (facts: SnippetFacts) => Snippet;
  /** What the reader would end at, and what goes out instead. */
  readonly fit?: Fit;
}

export const profiles: Readonly<Record<ProfileId, Profile>> = {
  // Its references make masks of polygons and drop a box without one.
  torchvision: { format: 'coco', segmentation: 'box-polygon', snippet: torchvision, fit: withoutCompressedMasks },
  detectron2: { format: 'coco', segmentation: 'empty', snippet: detectron2, fit: ignoredAsCrowds },
  mmdetection: { format: 'coco', segmentation: 'empty', snippet: mmdetection },
  ultralytics: { format: 'yolo', segmentation: 'empty', snippet: ultralytics },
  // It makes a polygon of a box that has one, so a box must have none.
  cvat: { format: 'coco', segmentation: 'empty' },
  'label-studio': { format: 'label-studio', segmentation: 'empty' },
};

/** Its wrapper gives boxes and the class ids of the file as labels; 0 is the background of its models. */
function torchvision(facts: SnippetFacts): Snippet {
  const sets = partsOf(facts).map(({ part, role }) => {
    const annotations = `os.path.join(root, ${quoted(cocoFile(part))})`;
    return `    ${quoted(role)}: wrap_dataset_for_transforms_v2(CocoDetection(${picturesOf(facts, part)}, ${annotations})),\n`;
  });
  const largest = facts.categories.reduce((most, { id }) => Math.max(most, id), 0);
  return {
    fileName: 'torchvision_dataset.py',
    text: `# Loads this data set with torchvision 0.16 or newer.
import os

from torchvision.datasets import CocoDetection, wrap_dataset_for_transforms_v2

root = os.path.dirname(os.path.abspath(__file__))
datasets = {
${sets.join('')}}
# Labels are the ids of the classes, and 0 is the background: the model has num_classes=${largest + 1}
`,
  };
}

function detectron2(facts: SnippetFacts): Snippet {
  const lines = partsOf(facts).map(({ part, name }) => {
    const annotations = `os.path.join(root, ${quoted(cocoFile(part))})`;
    return `register_coco_instances(${quoted(name)}, {}, ${annotations}, ${picturesOf(facts, part)})`;
  });
  return {
    fileName: 'register_detectron2.py',
    text: `# Registers this data set with Detectron2: import it before training.
import os

from detectron2.data.datasets import register_coco_instances

root = os.path.dirname(os.path.abspath(__file__))
${lines.join('\n')}
# cfg.DATASETS.TRAIN = (${quoted(partsOf(facts)[0]?.name ?? '')},)
# cfg.MODEL.ROI_HEADS.NUM_CLASSES = ${facts.categories.length}
`,
  };
}

/** MMDetection finds classes by name: a name that differs from the file's leaves its boxes out without a word. */
function mmdetection(facts: SnippetFacts): Snippet {
  const classes = facts.categories.map(({ name }) => `        ${quoted(name)},\n`).join('');
  const loaders = partsOf(facts).map(({ part, role }) => {
    const pictures = facts.pictureFolder ?? ['images', part].filter((one) => one !== '').join('/');
    return `${role}_dataloader = dict(
    dataset=dict(
        type='CocoDataset',
        data_root=data_root,
        ann_file=${quoted(cocoFile(part))},
        data_prefix=dict(img=${quoted(`${pictures}/`)}),
        metainfo=metainfo))
`;
  });
  return {
    fileName: 'mmdetection_dataset.py',
    text: `# The data set for a configuration of MMDetection 3: put it into _base_, and set data_root to this folder.
data_root = ''
metainfo = dict(
    classes=(
${classes}    ))
# The head of the model: num_classes=${facts.categories.length}
${loaders.join('')}`,
  };
}

function ultralytics(): Snippet {
  return {
    fileName: 'train_ultralytics.txt',
    text: 'yolo detect train model=yolo11n.pt data=data.yaml\n',
  };
}

interface PartFacts {
  /** "" where there are none. */
  readonly part: string;
  readonly name: string;
  readonly role: string;
}

function partsOf({ name, parts }: SnippetFacts): PartFacts[] {
  const plain = name.replaceAll(/[^\p{L}\p{N}_]+/gu, '_') || 'dataset';
  if (parts.length === 0) return [{ part: '', name: plain, role: 'train' }];
  return parts.map((part) => ({ part, name: `${plain}_${part}`, role: part.replaceAll(/\W+/g, '_') }));
}

function picturesOf({ pictureFolder }: SnippetFacts, part: string): string {
  if (pictureFolder !== undefined) return quoted(pictureFolder);
  return `os.path.join(root, ${['images', part]
    .filter((one) => one !== undefined)
    .map(quoted)
    .join(', ')})`;
}

/** A text of Python: JSON's escapes mean the same there. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
