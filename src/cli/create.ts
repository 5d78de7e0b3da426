// boxwright create: makes a project over folders of pictures and looks through them.
import { stat } from 'node:fs/promises';
import { defaultPixelLimit } from '../common/protocol.ts';
import { fail } from '../common/result.ts';
import { countImages, readableImages } from '../main/database/images.ts';
import { addFolder } from '../main/project/folders.ts';
import { defaultModel, findModel } from '../main/project/models.ts';
import { listProblems } from '../main/project/problems.ts';
import { discardProject } from '../main/project/discardProject.ts';
import { isFolder } from '../main/project/onDisk.ts';
import { closeProject, createProject, projectFolder } from '../main/project/project.ts';
import { scanProject } from '../main/project/scan.ts';
import type { Session } from './session.ts';
import { printJson, progressBar, say, sayProblems } from './terminal.ts';
import { counted } from '../common/words.ts';

export interface CreateOptions {
  readonly images: readonly string[];
  readonly name?: string;
  readonly model?: string;
  readonly json?: true;
}

export async function createCommand(session: Session, place: string, options: CreateOptions): Promise<void> {
  for (const folder of options.images) {
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory() !== true) fail('not-found', `There is no folder ${folder}.`);
  }
  // A folder that was there before stays.
  const made = isFolder(projectFolder(place)) ? undefined : projectFolder(place);
  const model = await findModel(session.models, options.model ?? defaultModel);
  const project = await createProject(place, {
    model: model.files.id,
    ...(options.name !== undefined && { name: options.name }),
  });
  try {
    for (const folder of options.images) addFolder(project, folder);
    const bar = progressBar('Looking through the pictures');
    const onProgress = (done: number, total: number): void => bar.update(done, total);
    await scanProject(project, session.lane('pictures'), {
      pixelLimit: defaultPixelLimit,
      signal: session.signal,
      onProgress,
    });
    bar.end();
    const problems = listProblems(project.database);
    const summary = {
      project: project.folder,
      pictures: countImages(project.database),
      readable: readableImages(project.database).length,
      problems,
    };
    if (options.json === true) printJson(summary);
    else {
      sayProblems(problems);
      say(
        `The project ${summary.project} has ${counted(summary.pictures, 'picture')}, ${summary.readable} of which can be read.`,
      );
    }
  } catch (caught) {
    closeProject(project);
    // Half a project would refuse the same command the next time.
    await discardProject(project.folder, made);
    throw caught;
  } finally {
    closeProject(project);
  }
}
