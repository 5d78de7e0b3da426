// A project's labelled pictures → what a run on the command line learns from. The project gets a snapshot and is else only read.
import { heldOutShare } from '../common/training.ts';
import type { PinnedIn, TrainingData, TrainingPicture, TrainingWish } from '../common/training.ts';
import { snapshotById } from '../main/database/snapshots.ts';
import { closeProject, listFolders, openProject } from '../main/project/project.ts';
import { keptHash, takeSnapshot } from '../main/project/snapshots.ts';
import { gatherMaterial, trainingBoxes } from '../main/project/trainingPictures.ts';
import type { CandidatePicture } from '../main/project/trainingPictures.ts';
import { refuseNothing } from '../main/project/trainingPlan.ts';
import { say } from './terminal.ts';

export interface ProjectSource {
  readonly pictures: TrainingWish['pictures'];
  readonly seed: number;
  /** Default: used where the project has some. */
  readonly parts?: 'used' | 'ignored';
  /** The number of the snapshot to learn from; default: the project as it is. */
  readonly snapshot?: number;
  /** Of the run, for the list of snapshots. */
  readonly name: string;
}

export interface PinnedTrainingData {
  readonly data: TrainingData;
  /** Absent where somebody else has the project open, so that nothing can be pinned. */
  readonly snapshot?: PinnedIn;
}

/** Fails when it is no project, or there is nothing to learn from, or the snapshot is not there. */
export async function projectTrainingData(place: string, source: ProjectSource): Promise<PinnedTrainingData> {
  const project = await openProject(place, { access: 'prefer-write' });
  const { database } = project;
  try {
    const pinned =
      source.snapshot === undefined
        ? takeSnapshot(project, { reason: 'training', name: source.name })
        : snapshotById(database, source.snapshot);
    const wish = { ...source, validationShare: heldOutShare };
    const material = await gatherMaterial(database, listFolders(project), wish, { at: pinned?.id });
    refuseNothing(material, source);
    const { classes, split } = material;
    if (split.by === 'parts')
      say(`the project's splits say what is held out; ${split.unseen} of "test" are not looked at`);
    const withBoxes = ({ id, path }: CandidatePicture): TrainingPicture => {
      return { id, path, boxes: trainingBoxes(database, id, material) };
    };
    const [train, validation] = [split.train.map(withBoxes), split.validation.map(withBoxes)];
    const data = { format: 1, classes: classes.names, categoryIds: classes.categoryIds, train, validation } as const;
    if (pinned === undefined) {
      say('the project can only be read here, so no snapshot of what is learnt from is pinned');
      return { data };
    }
    const hash = await keptHash(project, pinned);
    say(`snapshot ${pinned.id} (${hash.slice(0, 12)}) is what it learns from`);
    return { data, snapshot: { number: pinned.id, hash } };
  } finally {
    closeProject(project);
  }
}
