// The export dialog: what an export is for, its pictures and parts, and what came of it.
import type { Room } from './row.ts';

export const exportDialog = {
  'What for': { de: 'Wofür', zh: '用途' },
  'One COCO file': { de: 'Eine COCO-Datei', zh: '一个 COCO 文件' },
  'A folder for': { de: 'Ein Ordner für', zh: '供以下工具使用的文件夹' },
  'A folder as': { de: 'Ein Ordner als', zh: '以下格式的文件夹' },
  'Picture files': { de: 'Bilddateien', zh: '图片文件' },
  'Copied into the folder': { de: 'In den Ordner kopiert', zh: '复制到文件夹中' },
  'Linked: no second copy on this disk': {
    de: 'Verknüpft: keine zweite Kopie auf diesem Datenträger',
    zh: '链接：不在此磁盘上另存副本',
  },
  'Left where they are': { de: 'Bleiben, wo sie sind', zh: '保留在原处' },
  'Pictures that EXIF turns as upright copies': {
    de: 'Durch EXIF gedrehte Bilder als aufrechte Kopien',
    zh: '将 EXIF 旋转的图片导出为转正副本',
  },
  Parts: { de: 'Teile', zh: '划分' },
  'As the project has them': { de: 'Wie im Projekt', zh: '与项目一致' },
  'Drawn at random': { de: 'Zufällig gezogen', zh: '随机划分' },
  'No parts': { de: 'Keine Teile', zh: '不划分' },
  'Kept together': { de: 'Zusammengehalten', zh: '不拆分' },
  'Pictures of one folder': { de: 'Bilder eines Ordners', zh: '同一文件夹的图片' },
  'Pictures that look the same': { de: 'Bilder, die gleich aussehen', zh: '相似的图片' },
  'Each class shared out evenly': { de: 'Jede Klasse gleichmäßig verteilt', zh: '各类别均匀分配' },
  'Choose the folder…': { de: 'Ordner wählen…', zh: '选择文件夹…' },
  'picture files copied': { de: 'Bilddateien kopiert', zh: '已复制的图片文件' },
  'picture files linked': { de: 'Bilddateien verknüpft', zh: '已链接的图片文件' },
} as const satisfies Room;
