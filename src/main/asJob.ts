// What a request asks for as a job, for who waits for its outcome.
import { t } from '../common/messages/t.ts';
import type { JobKind } from '../common/records.ts';
import { fail } from '../common/result.ts';
import type { JobReport } from './jobs.ts';
import type { Workspace } from './workspace.ts';

/** What the work comes to, as a job that can be cancelled; its failure is thrown as it is. */
export async function asJob<Value>(
  { jobs }: Pick<Workspace, 'jobs'>,
  kind: JobKind,
  work: (report: JobReport) => Promise<{ readonly value: Value; readonly said: string }>,
  asked: 'asked' | 'quiet' = 'asked',
): Promise<Value> {
  let outcome: { readonly value: Value } | undefined;
  let failed: unknown;
  const { ended } = jobs.start(
    kind,
    async (report) => {
      try {
        const done = await work(report);
        outcome = done;
        return done.said;
      } catch (caught) {
        failed = caught;
        throw caught;
      }
    },
    asked,
  );
  await ended;
  if (outcome === undefined) throw failed ?? fail('cancelled', t('It was cancelled.'));
  return outcome.value;
}
