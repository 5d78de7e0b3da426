import { FailureError } from '../../src/common/result.ts';

/** The kind of the failure that the work ends in, or "no failure"; what is no failure of ours is thrown on. */
export async function kindOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'no failure';
  } catch (caught) {
    if (caught instanceof FailureError) return caught.failure.kind;
    throw caught;
  }
}
