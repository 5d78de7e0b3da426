// Carries a call over many files through crashes of the detector process: what was answered is never asked again, and the file
// that brings the process down is found, reported and left out while the rest goes on.
import { t } from '../../common/messages/t.ts';
import type { Failure, Result } from '../../common/result.ts';
import { failure } from '../../common/result.ts';

/** How one sending of a call ended: answered, or the process went away under it. */
export type Outcome =
  | { readonly kind: 'reply'; readonly result: Result<unknown> }
  /** `fault` is false when the process was ended on purpose for another call's sake. */
  | { readonly kind: 'gone'; readonly failure: Failure; readonly fault: boolean; readonly started: boolean };

export interface ListCall<File extends { readonly id: number }> {
  readonly files: readonly File[];
  /** Sends the call for these files; `answered` is told the id of each item that came. */
  send(files: readonly File[], answered: (id: number) => void): Promise<Outcome>;
  /** Reports a file that was left out. */
  leaveOut(file: File, reason: Failure): void;
  /** True when something else than the file may be at fault and was just switched off: the file gets another chance. */
  excuse(): boolean;
}

/** As many files may be in work at once; after a crash these are asked one by one. */
const suspectsAfterCrash = 96;
/** Over this many crashes the process, not the files, is at fault. */
const crashLimit = 12;

/** Replies with the last reply; a failure of the call itself ends it. */
export async function callForFiles<File extends { readonly id: number }>(
  call: ListCall<File>,
): Promise<Result<unknown>> {
  let remaining = call.files;
  let suspects = 0;
  let crashes = 0;
  for (;;) {
    const alone = suspects > 0 && remaining.length > 0;
    const sent = alone ? remaining.slice(0, 1) : remaining;
    const answered = new Set<number>();
    const outcome = await call.send(sent, (id) => answered.add(id));
    remaining = remaining.filter((file) => !answered.has(file.id));
    if (outcome.kind === 'reply') {
      if (!outcome.result.ok) return outcome.result;
      const done = new Set(sent.map((file) => file.id));
      remaining = remaining.filter((file) => !done.has(file.id));
      suspects--;
      if (remaining.length === 0) return outcome.result;
      continue;
    }
    if (!outcome.fault) continue;
    crashes++;
    if (crashes > crashLimit || (!outcome.started && crashes > 1)) return { ok: false, failure: outcome.failure };
    const culprit = sent.length === 1 ? sent[0] : undefined;
    if (culprit === undefined || answered.has(culprit.id) || !outcome.started)
      suspects = Math.min(remaining.length, suspectsAfterCrash);
    else if (!alone || call.excuse()) suspects = Math.max(suspects, 1);
    else {
      call.leaveOut(culprit, leftOut(outcome.failure));
      remaining = remaining.filter((file) => file !== culprit);
      suspects--;
      if (remaining.length === 0) return { ok: true, value: undefined };
    }
  }
}

function leftOut(reason: Failure): Failure {
  return failure(
    'detector',
    t('The process that reads pictures stopped at this one twice; it was left out.'),
    reason.message,
  ).failure;
}
