// How an expected failure travels: as a value that says what, where and what to do. Bugs throw; this is not for them.
import { t } from './messages/t.ts';

/** Every kind of expected failure. A `switch` over it ends in `assertNever`. */
export type FailureKind =
  | 'not-found' // a file, folder, picture, model or id that is not there (any more)
  | 'unreadable' // it is there, and its content cannot be decoded or parsed
  | 'invalid' // it can be read and breaks a rule; the message names the place
  | 'unsupported' // understood and refused by name
  | 'too-large' // over a limit that the message states
  | 'busy' // somebody else holds it; try again
  | 'offline' // a server that cannot be reached, or a connection that broke
  | 'read-only' // the place cannot be written
  | 'disk' // disk full or a write that failed
  | 'cancelled' // the user asked for it
  | 'detector' // the detector process stopped or refused
  | 'unexpected'; // a bug, caught at a process's edge

export interface Failure {
  readonly kind: FailureKind;
  /** One sentence in the annotator's words: what, where, and what to do. */
  readonly message: string;
  /** Technical detail for the log and a "details" fold; never needed to act. */
  readonly detail?: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function failure(kind: FailureKind, message: string, detail?: string): { ok: false; failure: Failure } {
  return { ok: false, failure: detail === undefined ? { kind, message } : { kind, message, detail } };
}

/** Carries a Failure through code that must unwind (a transaction, a parser). Caught where a Result is made. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** Unwinds with an expected failure; see FailureError. */
export function fail(kind: FailureKind, message: string, detail?: string): never {
  throw new FailureError(failure(kind, message, detail).failure);
}

/** Turns anything caught into a Failure: an expected one as it was, a bug as `unexpected` with its stack in detail. */
export function failureOf(caught: unknown): Failure {
  if (caught instanceof FailureError) return caught.failure;
  if (caught instanceof Error) {
    return {
      kind: 'unexpected',
      message: t('Something went wrong inside the program: {message}', { message: caught.message }),
      detail: caught.stack ?? caught.message,
    };
  }
  return {
    kind: 'unexpected',
    message: t('Something went wrong inside the program: {message}', { message: String(caught) }),
  };
}

/** Makes a `switch` over a union complete at compile time, and loud at run time. */
export function assertNever(value: never): never {
  throw new Error(`A case was forgotten: ${JSON.stringify(value)}`);
}
