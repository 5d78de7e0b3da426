// How the project asks a detector lane: one call whose failure unwinds as a FailureError. The client itself, with its
// process, belongs to main/detector; a project is handed one.
import type { CallName, DetectorCalls } from '../../common/protocol.ts';
import { FailureError } from '../../common/result.ts';
import type { CallOptions, DetectorClient } from '../detector/client.ts';

export type DetectorCaller = Pick<DetectorClient, 'call'>;

/** The reply; throws the call's failure as a FailureError. */
export async function ask<Name extends CallName>(
  client: DetectorCaller,
  name: Name,
  request: DetectorCalls[Name]['request'],
  options: CallOptions<Name> = {},
): Promise<DetectorCalls[Name]['reply']> {
  const result = await client.call(name, request, options);
  if (!result.ok) throw new FailureError(result.failure);
  return result.value;
}
