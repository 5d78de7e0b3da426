// Tries an exchange again where that may help: waits that double, with chance in them so that clients do not come back in step.
import { setTimeout as delay } from 'node:timers/promises';
import type { Failure } from '../../common/result.ts';
import { FailureError, fail } from '../../common/result.ts';
import type { Exchanged } from './connection.ts';

const firstWait = 500; // milliseconds
const longestWait = 8000;
/** A server that wants to be left alone for longer is as good as absent. */
const longestAsked = 60_000;

/** For pictures: about twelve seconds of patience, in which a server can start again. */
export const patientTries = 6;
/** Where somebody waits for the answer. */
export const hastyTries = 2;

export interface RetryOptions {
  readonly tries: number;
  readonly signal: AbortSignal;
}

/** The value; throws the last failure, which says how often it was tried. */
export async function retrying<T>(attempt: () => Promise<Exchanged<T>>, { tries, signal }: RetryOptions): Promise<T> {
  for (let number = 1; ; number++) {
    const outcome = await attempt();
    if (outcome.kind === 'done') return outcome.value;
    if (outcome.kind === 'failed') throw new FailureError(outcome.failure);
    const { milliseconds = 0 } = outcome;
    if (milliseconds > longestAsked) throw new FailureError(asked(outcome.failure, milliseconds));
    if (number >= tries) throw new FailureError(tried(outcome.failure, number));
    await pause(Math.max(milliseconds, backOff(number, Math.random())), signal);
  }
}

/** `chance` 0 … 1 → milliseconds before try `number` + 1: half of the doubled wait for certain, the other half by chance. */
export function backOff(number: number, chance: number): number {
  return Math.min(longestWait, firstWait * 2 ** (number - 1)) * (0.5 + chance / 2);
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => fail('cancelled', 'It was cancelled.'));
}

function asked(reason: Failure, milliseconds: number): Failure {
  const seconds = Math.ceil(milliseconds / 1000);
  return { ...reason, message: `${reason.message} It asks to be left alone for ${seconds} seconds; try again then.` };
}

function tried(reason: Failure, number: number): Failure {
  return number === 1 ? reason : { ...reason, message: `${reason.message} It was tried ${number} times.` };
}
