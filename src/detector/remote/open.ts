// Opens what is served elsewhere: a session for a model whose card says so, or a connection for one look at a server.
import type { ServedPlace, Signature } from '../../common/remote/served.ts';
import { fail, FailureError } from '../../common/result.ts';
import type { ModelSession } from '../modelSession.ts';
import type { Opened } from '../providers.ts';
import { readAccess } from './access.ts';
import { connect, disconnect } from './connection.ts';
import type { Connection } from './connection.ts';
import { RemoteSession } from './session.ts';

export interface OpenRemoteOptions {
  /** What the served model has to look like, where that is known. */
  readonly network?: Signature;
  /** Runs the session once; throws when that does not work. */
  tryOut(session: ModelSession): Promise<void>;
}

/** `access`: the file of the user's servers. Fails with kind `detector` unless the reason has a better one. `threads`: requests at a time. */
export async function openRemote(
  place: ServedPlace,
  access: string | undefined,
  { network, tryOut }: OpenRemoteOptions,
): Promise<Opened & { readonly threads: number }> {
  const start = performance.now();
  const reached = await readAccess(access, place.address);
  const session = await RemoteSession.open(reached, place, network);
  try {
    await tryOut(session);
  } catch (caught) {
    await session.release();
    if (caught instanceof FailureError) throw caught;
    // What a try-out throws by itself speaks of nonsense in the answer, not of a bug.
    const reason = caught instanceof Error ? caught.message : String(caught);
    fail('detector', `The model ${place.model} at ${place.address} cannot be used: ${reason}`);
  }
  const attempt = { provider: 'remote', ok: true, milliseconds: Math.round(performance.now() - start) } as const;
  return { session, provider: 'remote', attempts: [attempt], threads: reached.requests };
}

/** Connects for as long as `work` takes. `access`: the file of the user's servers. */
export async function withServer<T>(
  access: string,
  address: string,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = connect(await readAccess(access, address));
  try {
    return await work(connection);
  } finally {
    disconnect(connection);
  }
}
