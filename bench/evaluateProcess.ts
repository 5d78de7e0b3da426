// Evaluates boxes in memory, as a detector process does behind a training run's validation: pictures with their truth and what was
// found on them. One process each, so that its peak of memory is its own.
import { readFileSync } from 'node:fs';
import { boxOf } from '../src/common/dataset/bbox.ts';
import type { Bbox } from '../src/common/dataset/entries.ts';
import type { Detection } from '../src/common/protocol.ts';
import type { TrainingBox } from '../src/common/training.ts';
import { evaluateDetections } from '../src/detector/evaluateDetections.ts';

interface Row {
  readonly image_id: number;
  readonly category_id: number;
  readonly bbox: Bbox;
  readonly iscrowd?: number;
  readonly score?: number;
}

/** `annotations` of a truth, or the rows of a results file. Ids of pictures and classes count from 1. */
interface Coco {
  readonly images: readonly unknown[];
  readonly categories: readonly { readonly name: string }[];
  readonly annotations: readonly Row[];
}

const [truthFile = '', detectionsFile = ''] = process.argv.slice(2);
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8')) as unknown;
const truth = read(truthFile) as Coco;
const pictures = truth.images.map(() => ({ boxes: [] as TrainingBox[], detections: [] as Detection[] }));
for (const { image_id: id, category_id: category, bbox, iscrowd } of truth.annotations)
  pictures[id - 1]!.boxes.push({ box: boxOf(bbox), label: category - 1, ...(iscrowd === 1 && { crowd: true }) });
for (const { image_id: id, category_id: category, bbox, score = 0 } of read(detectionsFile) as readonly Row[])
  pictures[id - 1]!.detections.push({ box: boxOf(bbox), label: category - 1, score });

const start = performance.now();
const { stats } = evaluateDetections(
  truth.categories.map(({ name }) => name),
  pictures,
);
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ stats, seconds, peak: process.resourceUsage().maxRSS / 1024 }));
