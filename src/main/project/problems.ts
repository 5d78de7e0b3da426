// What was found at the last look and not taken as it is: pictures with a problem or a warning, and finds in the folders.
import type { ProblemEntry } from '../../common/records.ts';
import type { Database } from '../database/driver.ts';
import { sayKept } from '../database/keptWords.ts';

/** Something that a look at a folder met; its words are said when they are read. */
export interface Find extends Omit<ProblemEntry, 'message'> {
  readonly kept: string;
}

export const problemOf = ({ kept, ...rest }: Find): ProblemEntry => ({ ...rest, message: sayKept(kept) });

/** Errors first, then warnings, each in list order. */
export function listProblems(database: Database): ProblemEntry[] {
  const rows = database.rows<readonly [string, string, ProblemEntry['severity']]>(
    `SELECT name, problem, 'error' FROM images WHERE problem IS NOT NULL
     UNION ALL SELECT place, message, severity FROM folder_problems WHERE severity = 'error'
     UNION ALL SELECT place, message, severity FROM folder_problems WHERE severity <> 'error'
     UNION ALL SELECT name, warning, 'warning' FROM images WHERE warning IS NOT NULL AND problem IS NULL`,
  );
  return rows.map(([where, kept, severity]) => problemOf({ where, kept, severity }));
}

export function countProblems(database: Database): number {
  const row = database.get<{ count: number }>(
    `SELECT (SELECT count(*) FROM images WHERE problem IS NOT NULL OR warning IS NOT NULL)
       + (SELECT count(*) FROM folder_problems) AS count`,
  );
  return row?.count ?? 0;
}

/** Puts what a look at one folder found in place of what the look before found there. */
export function replaceFolderProblems(database: Database, folder: number, found: readonly Find[]): void {
  const before = database.rows<readonly [string, string, string]>(
    'SELECT place, message, severity FROM folder_problems WHERE folder = :folder ORDER BY rowid',
    { folder },
  );
  const now = found.map(({ where, kept, severity }) => [where, kept, severity]);
  // Nothing new is not written: a project that lies in a picture folder would set off the next look.
  if (JSON.stringify(before) === JSON.stringify(now)) return;
  database.transaction(() => {
    database.run('DELETE FROM folder_problems WHERE folder = :folder', { folder });
    for (const { where, kept, severity } of found) {
      database.run(
        'INSERT INTO folder_problems (folder, place, message, severity) VALUES (:folder, :place, :message, :severity)',
        { folder, place: where, message: kept, severity },
      );
    }
  });
}
