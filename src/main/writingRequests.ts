// The requests of the window that write into the project's database. They wait while the clerk writes (database/writeGate.ts), and
// the window shows its edits as not yet saved; all others are answered at once.
import type { Handlers, RequestName } from '../common/contract.ts';
import { untilWritable } from './database/writeGate.ts';
import type { Workspace } from './workspace.ts';

const writing: readonly RequestName[] = [
  'image/apply',
  'image/say',
  'image/opened',
  'image/set-note',
  'ids/reserve',
  'categories/edit',
  'attributes/set',
  'models/use',
  'models/set-class-rules',
  'training/start',
  'training/forget',
  'project/add-folder',
  'project/relink',
  'project/relink-back',
  'labels/add-pictures',
  'snapshots/make',
  'snapshots/rename',
];

/** The handlers, those that write waiting for their turn. */
export function takingTurns(handlers: Handlers, workspace: Workspace): Handlers {
  const waiting = writing.map((name) => {
    const handler = handlers[name] as (request: unknown) => unknown;
    return [
      name,
      async (request: unknown): Promise<unknown> => {
        if (workspace.hasProject) await untilWritable(workspace.project.database);
        return handler(request);
      },
    ] as const;
  });
  return { ...handlers, ...(Object.fromEntries(waiting) as Partial<Handlers>) };
}
