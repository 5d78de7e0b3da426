// What SQLite's result codes mean to an annotator. Codes that only a bug can cause (constraint, syntax) are not among them.
import { t } from '../../common/messages/t.ts';
import type { Failure } from '../../common/result.ts';

/** SQLITE_FULL */
const full = 13;
/** SQLITE_IOERR_SHMSIZE: the index of the log could not grow, which is a full disk by another name. */
const noRoomForIndex = 4874;
/** SQLITE_CORRUPT */
const corrupt = 11;

function resultCode(caught: unknown): number | undefined {
  if (!(caught instanceof Error) || !('errcode' in caught)) return undefined;
  if (typeof caught.errcode !== 'number') return undefined;
  // SQLite says this of a torn header by the code that it has for faults in SQL.
  return caught.errcode === 1 && caught.message.includes('unsupported file format') ? corrupt : caught.errcode;
}

/** The Failure for an error thrown by SQLite about `file`; undefined for anything that is a bug of this program. */
export function failureOfSqlite(caught: unknown, file: string): Failure | undefined {
  const code = resultCode(caught);
  if (code === undefined) return undefined;
  const detail = `SQLite ${code}: ${(caught as Error).message} (${file})`;
  // The low byte is the kind, the rest says more.
  switch (code === noRoomForIndex ? full : code & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
      return {
        kind: 'busy',
        message: t('The project file is being written by another program. Try again in a moment.'),
        detail,
      };
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
      return {
        kind: 'read-only',
        message: t('The project file cannot be written: {file}. Check the permissions of its folder.', { file }),
        detail,
      };
    case 10: // SQLITE_IOERR
      return {
        kind: 'disk',
        message: t('Reading or writing the project file failed: {file}. Check the disk, then open the project again.', {
          file,
        }),
        detail,
      };
    case full:
      return {
        kind: 'disk',
        message: t('The disk is full: {file} could not be written. Free some space, then repeat the last step.', {
          file,
        }),
        detail,
      };
    case corrupt:
      return {
        kind: 'unreadable',
        message: t('The project file is damaged: {file}. It was left as it is; restore it from a backup.', { file }),
        detail,
      };
    case 14: // SQLITE_CANTOPEN: also what a read-only folder gives where a log would have to be made
      return {
        kind: 'read-only',
        message: t('The project file cannot be opened: {file}. Check that its folder exists and can be written.', {
          file,
        }),
        detail,
      };
    case 26: // SQLITE_NOTADB
      return { kind: 'unreadable', message: t('This is not a Boxwright project file: {file}.', { file }), detail };
    default:
      return undefined;
  }
}
