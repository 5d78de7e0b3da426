// Which model a project uses. The models themselves are files (main/project/models.ts); a project only names one.
import type { Database } from './driver.ts';

/** The id of the model in use. */
export function modelInUse(database: Database): string {
  return database.get<{ model: string }>('SELECT model FROM project')?.model ?? '';
}

export function useModel(database: Database, model: string): void {
  database.run('UPDATE project SET model = :model', { model });
}
