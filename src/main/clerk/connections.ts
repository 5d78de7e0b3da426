// The clerk's own connections to a project that main has open.
import path from 'node:path';
import { openDatabase, type Database } from '../database/driver.ts';
import { closeProject, openProject, projectFileName, type Project } from '../project/project.ts';

export function projectFile(folder: string): string {
  return path.join(folder, projectFileName);
}

/** Done with a connection of its own that only reads. */
export async function reading<Value>(place: string, work: (project: Project) => Promise<Value>): Promise<Value> {
  const project = await openProject(place, { access: 'read' });
  try {
    return await work(project);
  } finally {
    closeProject(project);
  }
}

/** A connection to write by, of a project that main has open and holds the lock of. */
export async function writing<Value>(folder: string, work: (database: Database) => Promise<Value>): Promise<Value> {
  const database = await openDatabase(projectFile(folder), { access: 'write', missing: 'refuse' });
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
