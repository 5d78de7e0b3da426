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
  'Backup of a project': { de: 'Sicherung eines Projekts', zh: '项目备份' },
  'Export snapshot {id}': { de: 'Schnappschuss {id} exportieren', zh: '导出快照 {id}' },
  'Pictures are being pre-labelled. Cancel that, or wait until it has ended.': {
    de: 'Bilder werden gerade vorbeschriftet. Das abbrechen oder das Ende abwarten.',
    zh: '正在预标注图片。请取消，或等待其结束。',
  },
  'Snapshot {id} is back.': { de: 'Der Schnappschuss {id} ist wieder da.', zh: '快照 {id} 已恢复。' },
  'Back up the project': { de: 'Projekt sichern', zh: '备份项目' },
  'The project was backed up to {file}.': {
    de: 'Das Projekt wurde in {file} gesichert.',
    zh: '项目已备份到 {file}。',
  },
  'Restore a project from a backup': {
    de: 'Projekt aus einer Sicherung wiederherstellen',
    zh: '从备份恢复项目',
  },
  'Where the restored project is to lie: a new folder': {
    de: 'Wo das wiederhergestellte Projekt liegen soll: ein neuer Ordner',
    zh: '恢复的项目存放位置：一个新文件夹',
  },
  'The project is in {folder}.': { de: 'Das Projekt liegt in {folder}.', zh: '项目位于 {folder}。' },
  'Every such picture is in the split val or test of the project, so none is left to learn from. Hold out a share of all pictures instead.':
    {
      de: 'Jedes dieser Bilder gehört zum Split val oder test des Projekts, also bleibt keines zum Lernen. Stattdessen einen Anteil aller Bilder zurückhalten.',
      zh: '这些图片都属于项目的 val 或 test 划分，没有可供学习的图片。请改为留出全部图片的一部分。',
    },
} as const satisfies Room;
