// A project's labelled pictures → what a run on the command line learns from. The project is only read.
import { fail } from '../common/result.ts';
import { heldOutShare } from '../common/training.ts';
import type { TrainingData, TrainingPicture, TrainingWish } from '../common/training.ts';
import { closeProject, listFolders, openProject } from '../main/project/project.ts';
import { nothingWords } from '../main/project/trainingPlan.ts';
import { gatherMaterial, trainingBoxes } from '../main/project/trainingPictures.ts';
import type { CandidatePicture } from '../main/project/trainingPictures.ts';

export interface ProjectSource {
  readonly pictures: TrainingWish['pictures'];
  readonly seed: number;
}

/** Fails when it is no project, or there is nothing to learn from. */
export async function projectTrainingData(place: string, source: ProjectSource): Promise<TrainingData> {
  const project = await openProject(place, { access: 'read' });
  try {
    const wish = { pictures: source.pictures, validationShare: heldOutShare, seed: source.seed };
    const { classes, pictures, split } = await gatherMaterial(project.database, listFolders(project), wish);
    const withBoxes = ({ id, path }: CandidatePicture): TrainingPicture => {
      return { id, path, boxes: trainingBoxes(project.database, id, classes.labelOf) };
    };
    const train = split.train.map(withBoxes);
    const validation = split.validation.map(withBoxes);
    const nothing = nothingWords(pictures.length, train.flatMap(({ boxes }) => boxes).length, source.pictures);
    if (nothing !== undefined) fail('invalid', nothing);
    return { format: 1, classes: classes.names, categoryIds: classes.categoryIds, train, validation };
  } finally {
    closeProject(project);
  }
}
