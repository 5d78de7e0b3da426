// boxwright snapshot, backup, restore: the states of a project that were pinned, and its file as one other file.
import path from 'node:path';
import { counted } from '../common/words.ts';
import { fail } from '../common/result.ts';
import type { Snapshot, SnapshotCounts, SnapshotDifference } from '../common/snapshots.ts';
import { isSame } from '../common/snapshots.ts';
import { snapshotDifference } from '../main/database/snapshotDiff.ts';
import { proposalsThatGo, restoreSnapshot } from '../main/database/snapshotRestore.ts';
import { forgetSnapshot, snapshotById } from '../main/database/snapshots.ts';
import { backUp, restoreBackup } from '../main/project/backup.ts';
import { closeProject, listFolders, openProject, type Project } from '../main/project/project.ts';
import { hashSnapshots, pinFolders, takeSnapshot } from '../main/project/snapshots.ts';
import type { JsonOption } from './model.ts';
import type { Session } from './session.ts';
import { printJson, printLine, progressBar, say } from './terminal.ts';

async function withProject<T>(
  place: string,
  access: 'read' | 'write' | 'prefer-write',
  work: (project: Project) => T | Promise<T>,
): Promise<T> {
  const project = await openProject(place, { access });
  try {
    return await work(project);
  } finally {
    closeProject(project);
  }
}

export function listCommand(session: Session, place: string, options: JsonOption): Promise<void> {
  return withProject(place, 'prefer-write', async (project) => {
    const bar = progressBar('Hashing');
    const list = await hashSnapshots(project, {
      signal: session.signal,
      onProgress: (done, total) => bar.update(done, total),
    });
    bar.end();
    if (options.json === true) printJson({ snapshots: list });
    else if (list.length === 0) say('There is no snapshot yet. Exports and training runs make one.');
    else for (const snapshot of list) printLine(snapshotLine(snapshot));
  });
}

function snapshotLine({ id, made, reason, name, pictures, boxes, hash }: Snapshot): string {
  const time = new Date(made).toISOString().slice(0, 16).replace('T', ' ');
  const counts = `${counted(boxes, 'box', 'boxes')} on ${counted(pictures, 'picture')}`;
  const what = name === undefined ? reason : `${reason}: ${name}`;
  return `${String(id).padStart(4)}  ${time} UTC  ${(hash ?? '').slice(0, 12)}  ${counts}  ${what}`;
}

export function makeCommand(
  session: Session,
  place: string,
  options: JsonOption & { readonly name?: string },
): Promise<void> {
  return withProject(place, 'write', async (project) => {
    const { name } = options;
    const taken = takeSnapshot(project, { reason: 'hand', ...(name !== undefined && { name }) });
    const all = await hashSnapshots(project, { signal: session.signal });
    const snapshot = all.find(({ id }) => id === taken?.id);
    if (options.json === true) printJson(snapshot);
    else if (snapshot !== undefined) printLine(snapshotLine(snapshot));
  });
}

export function diffCommand(place: string, from: number, to: number | undefined, options: JsonOption): Promise<void> {
  return withProject(place, 'read', (project) => {
    const difference = snapshotDifference(project.database, from, to ?? 'now');
    if (options.json === true) printJson(difference);
    else for (const line of differenceLines(difference)) printLine(line);
  });
}

const countWords: Readonly<Record<keyof SnapshotCounts, string>> = {
  boxesAdded: 'boxes added',
  boxesRemoved: 'boxes removed',
  boxesMoved: 'boxes moved',
  boxesRelabelled: 'boxes relabelled',
  boxesOtherwise: 'boxes with other attributes or notes',
  picturesAdded: 'pictures added',
  picturesRemoved: 'pictures removed',
  picturesChanged: 'pictures with another verdict, note, split or name',
  classesAdded: 'classes added',
  classesRemoved: 'classes removed',
  classesChanged: 'classes changed',
};

function differenceLines(difference: SnapshotDifference): string[] {
  if (isSame(difference)) return ['Nothing is different.'];
  const counts = (Object.keys(countWords) as (keyof SnapshotCounts)[]).flatMap((key) =>
    difference.counts[key] === 0 ? [] : [`${String(difference.counts[key]).padStart(9)} ${countWords[key]}`],
  );
  const pictures = difference.pictures.map(({ name, picture, added, removed, moved, relabelled, otherwise }) => {
    const changed = moved.length + relabelled.length + otherwise.length;
    return `${name}: +${added.length} −${removed.length} ~${changed}${picture === undefined ? '' : ` (picture ${picture})`}`;
  });
  const more = difference.picturesInAll - difference.pictures.length;
  return [...counts, ...pictures, ...(more > 0 ? [`and ${counted(more, 'picture')} more`] : [])];
}

export function restoreCommand(place: string, id: number, options: JsonOption): Promise<void> {
  return withProject(place, 'write', (project) => {
    const { database } = project;
    snapshotById(database, id);
    const going = proposalsThatGo(database, id);
    const outcome = restoreSnapshot(database, id, { folders: pinFolders(listFolders(project)) });
    if (options.json === true) printJson(outcome);
    if (going > 0) say(`${counted(going, 'proposal')} went with their classes, which the snapshot does not have`);
    say(`snapshot ${id} is back; what was there before is snapshot ${outcome.before.id}`);
  });
}

export function forgetCommand(place: string, id: number): Promise<void> {
  return withProject(place, 'write', async (project) => {
    await forgetSnapshot(project.database, id);
    say(`snapshot ${id} is forgotten`);
  });
}

export async function backupCommand(session: Session, place: string, file: string, options: JsonOption): Promise<void> {
  const bar = progressBar('Backing up');
  const backup = await backUp(place, file, {
    signal: session.signal,
    onProgress: (done, total) => bar.update(done, total),
  });
  bar.end();
  if (options.json === true) printJson(backup);
  else say(`${backup.bytes} bytes written to ${backup.location}. Pictures, training runs and models are not in it.`);
}

export async function restoreBackupCommand(file: string, place: string, options: JsonOption): Promise<void> {
  if (path.resolve(file) === path.resolve(place))
    fail('invalid', 'Give the backup first, then the folder of the new project.');
  const folder = await restoreBackup(file, place);
  if (options.json === true) printJson({ folder });
  else say(`The project is in ${folder}.`);
}
