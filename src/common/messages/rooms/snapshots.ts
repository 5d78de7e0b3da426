// Snapshots of a project, and backups.
import type { Room } from './row.ts';

export const snapshots = {
  'Snapshot {id} is not in this project (any more).': {
    de: 'Der Schnappschuss {id} ist nicht (mehr) in diesem Projekt.',
    zh: '快照 {id} 不（再）属于此项目。',
  },
} satisfies Room;
