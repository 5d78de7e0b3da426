// The export dialog: what an export is for, its pictures and splits, and what came of it.
import type { Room } from './row.ts';

export const exportDialog = {
  'What for': { de: 'Wofür', zh: '用途' },
  'One COCO file': { de: 'Eine COCO-Datei', zh: '一个 COCO 文件' },
  'A folder for': { de: 'Ein Ordner für', zh: '供以下工具使用的文件夹' },
  'A folder as': { de: 'Ein Ordner als', zh: '以下格式的文件夹' },
  'Picture files': { de: 'Bilddateien', zh: '图片文件' },
  'Copied into the folder': { de: 'In den Ordner kopiert', zh: '复制到文件夹中' },
  'Left where they are': { de: 'Bleiben, wo sie sind', zh: '保留在原处' },
  'As the project has them': { de: 'Wie im Projekt', zh: '与项目一致' },
  'Drawn at random': { de: 'Zufällig gezogen', zh: '随机划分' },
  'No splits': { de: 'Keine Splits', zh: '不划分' },
  'Kept together': { de: 'Zusammengehalten', zh: '不拆分' },
  'Pictures of one folder': { de: 'Bilder eines Ordners', zh: '同一文件夹的图片' },
  'Pictures that look the same': { de: 'Bilder, die gleich aussehen', zh: '相似的图片' },
  'Each class shared out evenly': { de: 'Jede Klasse gleichmäßig verteilt', zh: '各类别均匀分配' },
  'Choose the folder…': { de: 'Ordner wählen…', zh: '选择文件夹…' },
  'picture files copied': { de: 'Bilddateien kopiert', zh: '已复制的图片文件' },
  'picture files linked': { de: 'Bilddateien verknüpft', zh: '已链接的图片文件' },
  Export: { de: 'Exportieren', zh: '导出' },
  'What will be written': { de: 'Was geschrieben wird', zh: '将写入的内容' },
  'Compare the pictures': { de: 'Bilder vergleichen', zh: '比较图片' },
  'No picture is chosen: the export would be empty.': {
    de: 'Kein Bild ist gewählt: der Export wäre leer.',
    zh: '未选择任何图片：导出将为空。',
  },
  '{count, plural, one {# picture has no box; it goes in all the same.} other {# pictures have no box; they go in all the same.}}':
    {
      de: '{count, plural, one {# Bild hat keine Box; es kommt trotzdem mit.} other {# Bilder haben keine Box; sie kommen trotzdem mit.}}',
      zh: '{count, plural, other {# 张图片没有框，仍会导出。}}',
    },
  '{count, plural, one {The file of # picture is away; its boxes go in.} other {The files of # pictures are away; their boxes go in.}}':
    {
      de: '{count, plural, one {Die Datei # Bildes fehlt; seine Boxen kommen mit.} other {Die Dateien von # Bildern fehlen; ihre Boxen kommen mit.}}',
      zh: '{count, plural, other {# 张图片的文件不在；其框仍会导出。}}',
    },
  'All {count, number}': { de: 'Alle {count, number}', zh: '全部 {count, number} 个' },
  'Only some': { de: 'Nur einige', zh: '仅部分' },
  'Classes of the export': { de: 'Klassen des Exports', zh: '导出的类别' },
  '{chosen, number} of {count, number} chosen': {
    de: '{chosen, number} von {count, number} gewählt',
    zh: '已选 {chosen, number} / {count, number}',
  },
  '{count, number} more: search for them.': {
    de: '{count, number} weitere: nach ihnen suchen.',
    zh: '还有 {count, number} 个：请搜索。',
  },
  'of them turned upright': { de: 'davon aufgerichtet', zh: '其中已转正' },
  Copy: { de: 'Kopieren', zh: '复制' },
  Copied: { de: 'Kopiert', zh: '已复制' },
  'The folder stands by itself and can be moved to another machine.': {
    de: 'Der Ordner ist vollständig und kann auf einen anderen Rechner.',
    zh: '文件夹自成一体，可移到其他计算机。',
  },
  'The folder looks whole and takes no room; it holds while the pictures stay on this disk.': {
    de: 'Der Ordner wirkt vollständig und braucht keinen Platz; er hält, solange die Bilder auf diesem Datenträger bleiben.',
    zh: '文件夹看似完整且不占空间；只要图片仍在此磁盘上即有效。',
  },
  'Labels only: whoever reads them has to know where the pictures lie.': {
    de: 'Nur Beschriftungen: wer sie liest, muss wissen, wo die Bilder liegen.',
    zh: '仅标注：读取者须知道图片所在位置。',
  },
  'Each picture in the split that an import, its folder or a hand gave it.': {
    de: 'Jedes Bild in dem Split, den ein Import, sein Ordner oder jemand von Hand ihm gab.',
    zh: '每张图片归入导入、其文件夹或人工指定的划分。',
  },
  'The same seed draws the same splits again; the project keeps its own.': {
    de: 'Derselbe Startwert zieht wieder dieselben Splits; das Projekt behält seine eigenen.',
    zh: '相同种子得到相同划分；项目自身的划分不变。',
  },
  'All pictures together.': { de: 'Alle Bilder zusammen.', zh: '所有图片放在一起。' },
  'Linked, no second copy': { de: 'Verknüpft, keine zweite Kopie', zh: '链接，不另存副本' },
  '{count, plural, one {# picture that EXIF turns as an upright copy} other {# pictures that EXIF turns as upright copies}}':
    {
      de: '{count, plural, one {# durch EXIF gedrehtes Bild als aufrechte Kopie} other {# durch EXIF gedrehte Bilder als aufrechte Kopien}}',
      zh: '{count, plural, other {将 # 张带 EXIF 旋转的图片导出为转正副本}}',
    },
  'Lost in this format': { de: 'Geht in diesem Format verloren', zh: '此格式中会丢失' },
  'Last exports': { de: 'Letzte Exporte', zh: '最近的导出' },
  'not there any more': { de: 'nicht mehr da', zh: '已不存在' },
  '{boxes} of {pictures}': { de: '{boxes} auf {pictures}', zh: '{pictures}中的 {boxes}' },
  '{count, number} left out': { de: '{count, number} ausgelassen', zh: '未导出 {count, number} 项' },
  'Report of {location}': { de: 'Bericht zu {location}', zh: '{location} 的报告' },
  'Show {location} in its folder': { de: '{location} im Ordner zeigen', zh: '在文件夹中显示 {location}' },
  '{boxes} exported to {location}.': {
    de: '{boxes} nach {location} exportiert.',
    zh: '已将 {boxes}导出到 {location}。',
  },
  Report: { de: 'Bericht', zh: '报告' },
} as const satisfies Room;
