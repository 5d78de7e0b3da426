// Brings a project file to the newest schema, one numbered step at a time, each in its own transaction.
// A file of a newer program is refused and not touched.
import { t } from '../../common/messages/t.ts';
import { FailureError, fail } from '../../common/result.ts';
import type { Database } from './driver.ts';
import { first } from './migrations/001-first.ts';
import { tiles } from './migrations/002-tiles.ts';
import { modelClasses } from './migrations/003-model-classes.ts';
import { attributes } from './migrations/004-attributes.ts';
import { people } from './migrations/005-people.ts';
import { proposalsByClass } from './migrations/006-proposals.ts';
import { grid } from './migrations/007-grid.ts';
import { replaced } from './migrations/008-replaced.ts';
import { splits } from './migrations/009-splits.ts';
import { snapshots } from './migrations/010-snapshots.ts';
import { folders } from './migrations/011-folders.ts';
import { fingerprints } from './migrations/012-fingerprints.ts';

/** Step n brings version n to n + 1. Never change one that was released; add another. */
export const migrations: readonly string[] = [
  first,
  tiles,
  modelClasses,
  attributes,
  people,
  proposalsByClass,
  grid,
  replaced,
  splits,
  snapshots,
  folders,
  fingerprints,
];

/** Marks the file as Boxwright's ("BoxW"), so that another program's SQLite file is never taken for a project. */
export const applicationId = 0x426f7857;

export function schemaVersion(database: Database): number {
  return database.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
}

/**
 * Failures: `unsupported` for a file of a newer program or (opened for reading only) an older schema that cannot be
 * brought up; `unreadable` for a SQLite file that is no project.
 */
export function migrate(database: Database, steps: readonly string[] = migrations): void {
  const version = schemaVersion(database);
  refuseForeign(database, version);
  if (version > steps.length) {
    fail(
      'unsupported',
      t(
        'This project was written by a newer Boxwright (format {version}, this one knows up to {known}). It was left as it is; update the program to open it.',
        { version, known: steps.length },
      ),
    );
  }
  if (version === steps.length) return;
  if (database.access === 'read') {
    fail(
      'unsupported',
      t('This project has the older format {version}; open it once for writing to bring it up to {known}.', {
        version,
        known: steps.length,
      }),
    );
  }
  steps.forEach((step, index) => {
    if (index >= version) upgrade(database, step, index);
  });
}

/** The version is read again inside: another program may have brought the file up in the meantime. */
function upgrade(database: Database, step: string, from: number): void {
  database.transaction(() => {
    if (schemaVersion(database) !== from) return;
    runStep(database, step);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${from + 1}`);
  });
}

/** Every step is known to work on what the one before it left; where it does not, the file is not what it left. */
function runStep(database: Database, step: string): void {
  try {
    database.exec(step);
  } catch (caught) {
    if (caught instanceof FailureError) throw caught;
    const message = t('The project file is damaged: {file}. It was left as it is; restore it from a backup.', {
      file: database.file,
    });
    fail('unreadable', message, String(caught));
  }
}

function refuseForeign(database: Database, version: number): void {
  const found = database.get<{ application_id: number }>('PRAGMA application_id')?.application_id ?? 0;
  const tables = database.get<{ count: number }>('SELECT count(*) AS count FROM sqlite_schema')?.count ?? 0;
  if (found === applicationId || (found === 0 && version === 0 && tables === 0)) return;
  fail(
    'unreadable',
    t("This is another program's SQLite file, not a Boxwright project: {file}.", { file: database.file }),
  );
}
