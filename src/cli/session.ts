// What a command works with: detector lanes opened when first asked for, the model store, a signal that Ctrl-C aborts. Closed at
// the end whatever happens.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Lane } from '../common/protocol.ts';
import { DetectorClient } from '../main/detector/client.ts';
import { detectorEntry, forkDetector } from '../main/detector/fork.ts';
import { modelStore } from '../main/project/models.ts';
import type { ModelStore } from '../main/project/models.ts';

export interface Session {
  readonly models: ModelStore;
  readonly signal: AbortSignal;
  /** The lane's client, made at the first call. */
  lane(lane: Lane): DetectorClient;
}

/** The folder of the checkout or the package: the one with models/ in it, above the running file. */
export function programFolder(): string {
  let folder = import.meta.dirname;
  for (let step = 0; step < 4; step++) {
    if (existsSync(path.join(folder, 'models')) && existsSync(path.join(folder, 'package.json'))) return folder;
    folder = path.dirname(folder);
  }
  return path.resolve(import.meta.dirname, '../..');
}

/** Runs `work` and closes what it opened. The first Ctrl-C aborts the signal; the second ends the program at once. */
export async function withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const clients = new Map<Lane, DetectorClient>();
  const stop = new AbortController();
  const interrupt = (): void => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    return await work({
      models: modelStore(path.join(programFolder(), 'models')),
      signal: stop.signal,
      lane(lane) {
        const client = clients.get(lane) ?? new DetectorClient({ fork: forkDetector, entry: detectorEntry(), lane });
        clients.set(lane, client);
        return client;
      },
    });
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await Promise.all([...clients.values()].map((client) => client.close()));
  }
}
