// What an export into a folder takes of a project: the rows of one state of it, under the names and in the parts that they get.
import { isHuman } from '../../common/annotation/types.ts';
import type { ExportAnnotation, ExportInput } from '../../common/dataset/exported.ts';
import { compareSplits } from '../../common/dataset/parts.ts';
import type { FormatId } from '../../common/formats/format.ts';
import { partsOf } from '../../common/formats/exportParts.ts';
import { profiles, type ProfileId } from '../../common/formats/profiles.ts';
import { t } from '../../common/messages/t.ts';
import type { SplitWish } from '../../common/exportWish.ts';
import type { ProblemEntry } from '../../common/records.ts';
import type { Database } from '../database/driver.ts';
import type { Moment } from '../database/pinned.ts';
import { nearDuplicateGroups, withoutFingerprint } from '../database/fingerprints.ts';
import { exportInput, type CocoExportOptions } from './export.ts';
import { exportParts, type Twins } from './exportParts.ts';
import { pictureFilesOf, withUprightNames, type UprightCopies } from './exportPictures.ts';
import { listFolders, type PictureFolder, type Project } from './project.ts';

export interface FolderInputOptions extends Pick<
  CocoExportOptions,
  'pictures' | 'classes' | 'people' | 'segmentation'
> {
  /** For whom; its format has to be the one that is written, and it says itself what stands for a mask. */
  readonly profile?: ProfileId;
  readonly split: SplitWish;
  /** Which rows: those of a snapshot, or as they are now. */
  readonly at?: Moment;
  /** In place of those that the project's fingerprints tell. */
  readonly twins?: Twins;
  /** Made by uprightCopies; they are used up. */
  readonly upright?: UprightCopies;
}

/** The rows that go in, and what is to be said of them when all were asked for. */
export interface FolderInput {
  readonly input: ExportInput;
  readonly sayFitted: () => void;
}

/** The rows that go in, under the names that they have in the export. */
export function folderInput(
  snapshot: Database,
  project: Project,
  options: FolderInputOptions,
  problems: ProblemEntry[],
  onProgress: () => void,
): FolderInput {
  const { pictures, classes, people, profile, segmentation, split, upright, at = 'now' } = options;
  const twins = options.twins ?? twinsFor(snapshot, options, problems);
  const parts = exportParts(snapshot, split, { pictures, at, twins });
  const input = exportInput(
    snapshot,
    listFolders(project),
    {
      pictures,
      at,
      segmentation: profile === undefined ? segmentation : profiles[profile].segmentation,
      ...(classes !== undefined && { classes }),
      ...(people !== undefined && { people }),
      ...(parts !== undefined && { parts }),
      onProgress,
    },
    problems,
  );
  const files = pictureFilesOf(snapshot, at);
  const copies: UprightCopies = upright ?? new Map<number, string>();
  tellTurned(
    input,
    (id) => {
      const file = files.of(id);
      return file !== undefined && file.orientation > 1 && !copies.has(file.id);
    },
    problems,
  );
  const fitted = fit({ ...input, images: withUprightNames(input.images, files, copies) }, profile);
  return { input: fitted.input, sayFitted: () => fitted.say(problems) };
}

/** Boxes as the profile's reader takes them. */
function fit(input: ExportInput, profile: ProfileId | undefined) {
  const rule = profile === undefined ? undefined : profiles[profile].fit;
  if (rule === undefined) return { input, say: () => undefined };
  let count = 0;
  function* annotationsOf(imageId: number): Generator<ExportAnnotation> {
    for (const annotation of input.annotationsOf(imageId)) {
      const fitting = rule!.box(annotation);
      if (fitting !== annotation && isHuman(annotation)) count += 1;
      yield fitting;
    }
  }
  const say = (problems: ProblemEntry[]): void => {
    if (count > 0)
      problems.push({
        where: 'annotations',
        message: t(rule.said, { count }),
        severity: 'warning',
      });
  };
  return { input: { ...input, annotationsOf }, say };
}

/** What a reader does not find where pictures stay where they are. */
export function tellLeft(
  { format, profile, pictureFiles }: { format: FormatId; profile?: ProfileId; pictureFiles: 'copy' | 'link' | 'leave' },
  folders: readonly PictureFolder[],
  where: string,
  problems: ProblemEntry[],
): void {
  if (pictureFiles !== 'leave') return;
  const say = (message: string): void => void problems.push({ where, message, severity: 'warning' });
  if (format === 'yolo')
    say(
      t(
        'Ultralytics looks for the labels of a picture in "labels" where the picture lies in "images", so it finds none for pictures that stay where they are. Copy or link them, or put them into "images" of the export.',
      ),
    );
  else if (profile !== undefined && profiles[profile].snippet !== undefined && folders.length > 1)
    say(
      t(
        'The pictures lie in several folders, and this reader takes one. Copy or link them, so that they lie together.',
      ),
    );
}

/** undefined: they are not wished for, or no picture was compared yet. */
export function twinsFor(
  snapshot: Database,
  { split }: Pick<FolderInputOptions, 'split'>,
  problems: ProblemEntry[],
): Twins | undefined {
  if (split.kind !== 'random' || split.group !== 'twins') return undefined;
  const known = snapshot.get<{ n: number }>('SELECT count(*) AS n FROM images WHERE fingerprint IS NOT NULL')?.n ?? 0;
  if (known === 0) return undefined;
  const unknown = withoutFingerprint(snapshot);
  const [first] = unknown;
  if (first !== undefined)
    problems.push({
      where: first.name,
      message: t(
        '{count, plural, one {# picture was} other {# pictures were}} not compared with the others yet, so a twin may lie in another split.',
        { count: unknown.length },
      ),
      severity: 'warning',
    });
  return nearDuplicateGroups(snapshot);
}

/** The sizes and boxes of an export are those of the upright picture, and half of the readers do not look at EXIF. */
function tellTurned(input: ExportInput, isTurned: (id: number) => boolean, problems: ProblemEntry[]): void {
  const turned = input.images.filter(({ id, problem }) => problem === undefined && isTurned(id));
  const [first] = turned;
  if (first !== undefined)
    problems.push({
      where: first.fileName,
      message: t(
        '{count, plural, one {# picture is} other {# pictures are}} turned by an EXIF mark. A reader that overlooks it finds the boxes in the wrong place; upright copies of the pictures avoid that.',
        { count: turned.length },
      ),
      severity: 'warning',
    });
}

/** Pictures by part, for the parts that there are, as lists have them. */
export function countParts(input: ExportInput): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { folder, part } of partsOf(input)) {
    const count = part.images.filter(({ problem }) => problem === undefined).length;
    if (folder !== undefined && count > 0) counts.set(folder, count);
  }
  return new Map([...counts].sort(([a], [b]) => compareSplits(a, b)));
}
