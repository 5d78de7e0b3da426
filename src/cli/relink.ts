// boxwright relink: says where a picture folder of a project is now.
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { defaultPixelLimit } from '../common/protocol.ts';
import { fail } from '../common/result.ts';
import { counted } from '../common/words.ts';
import { listProblems } from '../main/project/problems.ts';
import { closeProject, listFolders, openProject, type Project } from '../main/project/project.ts';
import { lookAtRelink, relinkFolder } from '../main/project/relink.ts';
import { scanProject } from '../main/project/scan.ts';
import type { Session } from './session.ts';
import { printJson, progressBar, say, sayProblems } from './terminal.ts';

export interface RelinkOptions {
  readonly dryRun?: true;
  readonly json?: true;
}

export async function relinkCommand(
  session: Session,
  place: string,
  old: string,
  now: string,
  options: RelinkOptions,
): Promise<void> {
  const project = await openProject(place, { access: options.dryRun === true ? 'read' : 'write' });
  try {
    const folder = folderAt(project, old);
    const facts = await lookAtRelink(project, folder, now, session.signal);
    const words = [
      `${counted(facts.same, 'picture')} there by name and size`,
      ...(facts.changed > 0 ? [`${facts.changed} with another size`] : []),
      ...(facts.absent > 0 ? [`${facts.absent} not there`] : []),
      ...(facts.fresh > 0 ? [`${facts.fresh} new`] : []),
    ].join(', ');
    if (options.dryRun === true) {
      if (options.json === true) printJson({ project: project.folder, ...facts });
      else say(`${facts.from} → ${facts.to}: ${words}. Nothing was changed.`);
      return;
    }
    relinkFolder(project, folder, facts.to);
    const bar = progressBar('Looking through the pictures');
    await scanProject(project, session.lane('pictures'), {
      pixelLimit: defaultPixelLimit,
      signal: session.signal,
      onProgress: (done, total) => bar.update(done, total),
    });
    bar.end();
    const problems = listProblems(project.database);
    if (options.json === true) printJson({ project: project.folder, ...facts, problems });
    else {
      sayProblems(problems);
      say(`${facts.from} → ${facts.to}: ${words}.`);
    }
  } finally {
    closeProject(project);
  }
}

/** The folder of the project that was at this place; it may be gone by now. */
function folderAt(project: Project, old: string): number {
  const wanted = path.resolve(old);
  const folders = listFolders(project);
  const found = folders.find(({ location }) => location === wanted || location === realOr(wanted));
  if (found !== undefined) return found.id;
  const list = folders.map(({ location }) => location).join(', ');
  return fail('not-found', `The project has no folder ${wanted}. It has ${list === '' ? 'none' : list}.`);
}

function realOr(location: string): string {
  try {
    return realpathSync(location);
  } catch {
    return location;
  }
}
