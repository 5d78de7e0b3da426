// What an export would take, before anything is written: the same rows through the same rules, without their text.
import { exportedBoxes, exportedImages } from '../../common/dataset/exportBoxes.ts';
import type { ExportAnnotation, ExportInput } from '../../common/dataset/exported.ts';
import { exportLosses } from '../../common/dataset/exportLosses.ts';
import { exportTally } from '../../common/dataset/exportTally.ts';
import { compareSplits } from '../../common/dataset/parts.ts';
import type { CountWish, ExportCounts, PartCounts } from '../../common/exportWish.ts';
import { splitFolder } from '../../common/formats/exportNames.ts';
import { t } from '../../common/messages/t.ts';
import type { ProblemEntry } from '../../common/records.ts';
import { fail } from '../../common/result.ts';
import { breathe } from './concurrency.ts';
import { exportInput, lossWords, reasonWords } from './export.ts';
import { twinsFor } from './exportFolderInput.ts';
import { writerFor } from './exportFolder.ts';
import { exportParts } from './exportParts.ts';
import { listFolders, type Project } from './project.ts';
import { turnedPictures } from './uprightCopies.ts';

/** Pictures between two looks at the signal. */
const breathesEvery = 500;

/** Failures: those by which the export itself would fail at once (two pictures of one name, shares, twins), cancelled. */
export async function countExport(
  project: Project,
  wish: CountWish,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<ExportCounts> {
  const { database } = project;
  const away: ProblemEntry[] = [];
  const byClass = new Map<number, number>();
  const input = readInput(project, wish, away, (annotation) => {
    if (annotation.origin.kind === 'proposed' || annotation.origin.kind === 'rejected') return;
    byClass.set(annotation.categoryId, (byClass.get(annotation.categoryId) ?? 0) + 1);
  });
  const tally = exportTally(exportLosses(writerFor(wish).keeps, input));
  for (const _ of exportedImages(input, tally));
  const parts = new Map<string | undefined, { images: number; annotations: number }>();
  let seen = 0;
  for (const { image, boxes } of exportedBoxes(input, tally)) {
    const name = splitFolder(image);
    const part = parts.get(name) ?? { images: 0, annotations: 0 };
    parts.set(name, { images: part.images + 1, annotations: part.annotations + boxes.length });
    seen += 1;
    if (seen % breathesEvery !== 0) continue;
    await breathe();
    if (signal?.aborted === true) fail('cancelled', t('It was cancelled; nothing was changed.'));
  }
  const { images, imagesWithoutBoxes, annotations, leftOut, losses } = tally.report();
  return {
    ...{ images, imagesWithoutBoxes, annotations, categories: input.categories.length },
    parts: partsOf(parts),
    leftOut: leftOut.map(({ count, reason }) => ({ count, reason: reasonWords(reason) })),
    losses: losses.map(({ what, count }) => ({ what: lossWords(what), count })),
    turned: turnedPictures(database, wish.snapshot === undefined ? wish.pictures : 'all').length,
    away: away.length,
    byClass: [...byClass],
  };
}

function readInput(
  project: Project,
  { pictures, classes, split, snapshot }: CountWish,
  away: ProblemEntry[],
  onBox: (annotation: ExportAnnotation) => void,
): ExportInput {
  const { database } = project;
  const at = snapshot ?? 'now';
  const parts = exportParts(database, split, { pictures, at, twins: twinsFor(database, { split }, []) });
  const input = exportInput(
    database,
    listFolders(project),
    {
      pictures,
      segmentation: 'empty',
      at,
      ...(classes !== undefined && { classes }),
      ...(parts !== undefined && { parts }),
    },
    away,
  );
  return { ...input, annotationsOf: (image) => overAll(input.annotationsOf(image), onBox) };
}

function* overAll(
  boxes: Iterable<ExportAnnotation>,
  onBox: (annotation: ExportAnnotation) => void,
): Generator<ExportAnnotation> {
  for (const annotation of boxes) {
    onBox(annotation);
    yield annotation;
  }
}

/** As lists have them, the one without a name last; none where it is the only one. */
function partsOf(parts: ReadonlyMap<string | undefined, Omit<PartCounts, 'part'>>): readonly PartCounts[] {
  const named = [...parts]
    .flatMap(([part, counts]) => (part === undefined ? [] : [{ part, ...counts }]))
    .sort((a, b) => compareSplits(a.part, b.part));
  const without = parts.get(undefined);
  if (named.length === 0) return [];
  return without === undefined ? named : [...named, without];
}
