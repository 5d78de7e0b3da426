// Snapshots of a project, and backups.
import type { Room } from './row.ts';

export const snapshots = {
  'Snapshot {id} is not in this project (any more).': {
    de: 'Der Schnappschuss {id} ist nicht (mehr) in diesem Projekt.',
    zh: '快照 {id} 不（再）属于此项目。',
  },
  '{file} is damaged: {reason}': { de: '{file} ist beschädigt: {reason}', zh: '{file} 已损坏：{reason}' },
  '{file} is no backup of a project.': {
    de: '{file} ist keine Sicherung eines Projekts.',
    zh: '{file} 不是项目的备份。',
  },
} as const satisfies Room;
