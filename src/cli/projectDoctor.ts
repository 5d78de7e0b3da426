// boxwright doctor <project>: whether a project is as it has to be, and with --repair what can be put right.
import { counted } from '../common/words.ts';
import { checkUp, type Finding } from '../main/database/checkup.ts';
import { listSnapshots } from '../main/database/snapshots.ts';
import { closeProject, listFolders, openProject, type Project } from '../main/project/project.ts';
import { workOutHash } from '../main/project/snapshots.ts';
import type { JsonOption } from './model.ts';
import type { Session } from './session.ts';
import { printJson, printLine } from './terminal.ts';

export interface ProjectDoctorOptions extends JsonOption {
  readonly repair?: true;
}

/** Returns false when something is wrong and was not put right. Failures: those of openProject. */
export async function projectDoctorCommand(
  session: Session,
  place: string,
  options: ProjectDoctorOptions,
): Promise<boolean> {
  const project = await openProject(place, { access: options.repair === true ? 'write' : 'read' });
  try {
    const findings = checkUp(project.database, options.repair === true ? 'repair' : 'look');
    const isDamaged = findings.length === 1;
    if (!isDamaged) findings.push(...(await snapshotFindings(project, session.signal)), folderFinding(project));
    const isWell = findings.every(({ fault, repaired }) => fault === undefined || repaired === true);
    if (options.json === true) printJson({ project: project.folder, well: isWell, findings });
    else for (const finding of findings) printLine(findingLine(finding));
    return isWell;
  } finally {
    closeProject(project);
  }
}

function findingLine({ check, fault, repaired }: Finding): string {
  if (fault === undefined) return `ok        ${check}`;
  return `${repaired === true ? 'repaired ' : 'WRONG    '} ${check}: ${fault}`;
}

/** A snapshot never changes, so its content still has the hash that was worked out first. */
async function snapshotFindings(project: Project, signal: AbortSignal): Promise<Finding[]> {
  const wrong: number[] = [];
  const hashed = listSnapshots(project.database).filter(({ hash }) => hash !== undefined);
  for (const snapshot of hashed) {
    if ((await workOutHash(project.database.file, snapshot, { signal })) !== snapshot.hash) wrong.push(snapshot.id);
  }
  const check = `${counted(hashed.length, 'snapshot')} with a hash`;
  return [wrong.length === 0 ? { check } : { check, fault: `not as they were: ${wrong.join(', ')}` }];
}

function folderFinding(project: Project): Finding {
  const missing = listFolders(project).filter((folder) => folder.missing);
  const check = 'picture folders';
  if (missing.length === 0) return { check };
  return { check, fault: `not there: ${missing.map(({ location }) => location).join(', ')}` };
}
