// What an error of the database driver means: whether it passes by itself, and what to tell a person. No connection in here.
import type { Failure } from '../../common/result.ts';
import type { QueueAddress } from './address.ts';

const passingSystemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  // The socket's file, while the server restarts.
  'ENOENT',
]);
// Connection exceptions, shutdown and start-up, too many connections, serialization failure and deadlock.
const passingState = /^(08...|57P0[123]|53300|40001|40P01|25P02|55P03)$/;
const passingMessage =
  /connection (terminated|ended|error)|timeout exceeded when trying to connect|query read timeout/i;

/** True when the same may succeed a little later. */
export function isPassing(caught: unknown): boolean {
  const code = codeOf(caught);
  if (code !== undefined && (passingSystemCodes.has(code) || passingState.test(code))) return true;
  return caught instanceof Error && passingMessage.test(caught.message);
}

/** `seconds`: for how long it was tried. What the driver says is shown without the password. */
export function wordsFor(caught: unknown, { shown, hide }: QueueAddress, seconds?: number): Failure {
  const code = codeOf(caught);
  const message = hide(messageOf(caught));
  if (isPassing(caught)) {
    const tried = seconds === undefined ? '' : ` It was tried for ${Math.max(1, Math.round(seconds))} s.`;
    return {
      kind: 'not-found',
      message: `The queue's database ${shown} cannot be reached (${reachWords(code, message)}).${tried} Look at the address and the server, then start the same command again: what is done stays done.`,
      detail: message,
    };
  }
  switch (code) {
    case '28P01':
    case '28000':
      return {
        kind: 'invalid',
        message: `The queue's database ${shown} refuses the user or the password (${message}). The password stands in the address, in PGPASSWORD or in ~/.pgpass.`,
      };
    case '3D000':
      return {
        kind: 'not-found',
        message: `The server of ${shown} has no such database. Create it (createdb), or name another one.`,
      };
    case '42501':
      return {
        kind: 'read-only',
        message: `The user of ${shown} may not do this (${message}). At the first use the user needs CREATE on the database, later only rights in the schemas boxwright and boxwright_jobs.`,
      };
    case '23503':
      return { kind: 'not-found', message: `The batch was cleared from ${shown} while this ran.`, detail: message };
    case '25006':
      return { kind: 'read-only', message: `The queue's database ${shown} can only be read: is it a standby?` };
    case '53100':
      return {
        kind: 'disk',
        message: `The disk of the queue's database ${shown} is full. What is done stays done; make room and start the same command again.`,
      };
    default:
      return {
        kind: 'unexpected',
        message: `The queue's database ${shown} answered with an error${code === undefined ? '' : ` (${code})`}: ${message}`,
        ...(caught instanceof Error && caught.stack !== undefined && { detail: hide(caught.stack) }),
      };
  }
}

function reachWords(code: string | undefined, message: string): string {
  switch (code) {
    case 'ECONNREFUSED':
      return 'the connection was refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its host name is not known';
    case 'ENOENT':
      return 'there is no such socket';
    case '53300':
      return 'it has no free connection';
    default:
      return message === '' ? (code ?? 'no reason was given') : message;
  }
}

function messageOf(caught: unknown): string {
  if (caught instanceof AggregateError && caught.message === '') return String(caught.errors[0] ?? '');
  return caught instanceof Error ? caught.message : String(caught);
}

/** The SQLSTATE, or the system's code. */
function codeOf(caught: unknown): string | undefined {
  const code = (caught as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
