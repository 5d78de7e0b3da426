// While the clerk writes one long transaction, whoever else writes would stand still in SQLite's wait for it, and main with them. So
// main's writers ask here first, and wait without holding anything up.
import type { Database } from './driver.ts';

const held = new WeakMap<Database, Promise<void>>();

/** Makes writers wait until `work` has ended. Only one at a time asks for it: jobs that do so exclude each other. */
export async function whileWritersWait<T>(database: Database, work: () => Promise<T>): Promise<T> {
  await untilWritable(database);
  let open: () => void = () => undefined;
  held.set(
    database,
    new Promise((resolve) => {
      open = resolve;
    }),
  );
  try {
    return await work();
  } finally {
    held.delete(database);
    open();
  }
}

/** Resolves when nobody writes for long; at once where nobody does. */
export async function untilWritable(database: Database): Promise<void> {
  for (let other = held.get(database); other !== undefined; other = held.get(database)) await other;
}

/** For writers that have a time of their own to try again. */
export function mustWait(database: Database): boolean {
  return held.has(database);
}
