// Looks through a project before it is exported or trained on: gathers what the rules of common/health ask for, in one pass.
import { checkBoxes, type CheckedBox } from '../../common/health/boxRules.ts';
import { checkClasses } from '../../common/health/classRules.ts';
import { createFindings, type Findings, type FoundLists } from '../../common/health/findings.ts';
import { checkPictures } from '../../common/health/pictureRules.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import { boxPages, pictureRows, type BoxRow, type PictureRow } from '../database/boxRows.ts';
import { listCategories } from '../database/categories.ts';
import { nearDuplicateGroups } from '../database/fingerprints.ts';
import { breathe } from './concurrency.ts';
import { namePrefixes } from './exportNames.ts';
import { listFolders, type Project } from './project.ts';
import type { PassOptions } from './statistics.ts';

/** Only boxes that a human stands behind are looked at. Fails with `cancelled`. */
export async function checkProject(project: Project, options: PassOptions = {}): Promise<FoundLists> {
  const { database } = project;
  const findings = createFindings();
  const pictures = pictureRows(database);
  const prefixes = namePrefixes(listFolders(project));
  checkPictures(
    pictures.map((picture) => ({ ...picture, name: (prefixes.get(picture.folder) ?? '') + picture.name })),
    nearDuplicateGroups(database),
    findings,
  );
  const counts = await passOver(project, pictures, findings, options);
  checkClasses(
    listCategories(database).map(({ id, name }) => {
      const bySplit = counts.get(id) ?? new Map<string | null, number>();
      return { id, name, boxes: [...bySplit.values()].reduce((sum, count) => sum + count, 0), bySplit };
    }),
    findings,
  );
  return findings.lists();
}

type CountsBySplit = Map<number, Map<string | null, number>>;

/** Looks at the boxes of each picture and counts them by class and split. */
async function passOver(
  { database }: Project,
  pictures: readonly PictureRow[],
  findings: Findings,
  { signal, onProgress }: PassOptions,
): Promise<CountsBySplit> {
  const byId = new Map(pictures.map((picture) => [picture.id, picture]));
  const total = pictures.reduce((sum, { human }) => sum + human, 0);
  const counts: CountsBySplit = new Map();
  let done = 0;
  for (const page of boxPages(database, pictures, 'human')) {
    for (const [picture, boxes] of byPicture(page, byId)) {
      checkBoxes(picture.id, picture, boxes, findings);
      for (const { category } of boxes) {
        const own = counts.get(category) ?? new Map<string | null, number>();
        own.set(picture.split, (own.get(picture.split) ?? 0) + 1);
        counts.set(category, own);
      }
    }
    done += page.length;
    onProgress?.(done, total);
    await breathe();
    if (signal?.aborted === true) fail('cancelled', t('It was cancelled.'));
  }
  return counts;
}

function* byPicture(
  page: readonly BoxRow[],
  byId: ReadonlyMap<number, PictureRow>,
): Generator<readonly [PictureRow, readonly CheckedBox[]]> {
  let boxes: CheckedBox[] = [];
  for (const [place, [image, id, category, x1, y1, x2, y2, crowd]] of page.entries()) {
    boxes.push({ id, category, box: { x1, y1, x2, y2 }, crowd: crowd !== 0 });
    if (page[place + 1]?.[0] === image) continue;
    const picture = byId.get(image);
    if (picture !== undefined) yield [picture, boxes];
    boxes = [];
  }
}
