// A COCO truth and the pictures below a folder that it names. Opens the truth, not the pictures.
import path from 'node:path';
import { readTruthSteps } from '../common/coco/evaluationInput.ts';
import type { Truth } from '../common/coco/evaluation.ts';
import { readFileName } from '../common/dataset/fileName.ts';
import type { ProblemEntry } from '../common/records.ts';
import type { NamedPicture } from './detection.ts';
import { readJsonFile } from './readInput.ts';

export interface TruthPictures {
  readonly truth: Truth;
  /** `id` is the index into truth.imageIds; names that lead out of the folder are left out and listed. */
  readonly pictures: readonly NamedPicture[];
  readonly problems: readonly ProblemEntry[];
}

export function readTruthFile(file: string, signal: AbortSignal): Promise<Truth> {
  return readJsonFile(file, readTruthSteps(), signal);
}

export async function readTruthPictures(file: string, folder: string, signal: AbortSignal): Promise<TruthPictures> {
  const truth = await readTruthFile(file, signal);
  const problems: ProblemEntry[] = [];
  const pictures = truth.fileNames.flatMap((written, id): NamedPicture[] => {
    const reading = readFileName(written);
    if (reading.ok) return [{ id, name: written, path: path.join(folder, reading.name) }];
    problems.push({
      where: written,
      message: `The file name ${reading.why}; the picture was not opened.`,
      severity: 'error',
    });
    return [];
  });
  return { truth, pictures, problems };
}
