// The dialog that imports labels of any format.
import type { Room } from './row.ts';

export const labelImport = {
  'Import labels': { de: 'Beschriftungen importieren', zh: '导入标注' },
  'Import labels…': { de: 'Beschriftungen importieren…', zh: '导入标注…' },
  'Choose a folder…': { de: 'Ordner wählen…', zh: '选择文件夹…' },
  'Choose a file…': { de: 'Datei wählen…', zh: '选择文件…' },
  'The format is recognised by what is in it. It is read and shown first; nothing is imported before you say so.': {
    de: 'Das Format wird am Inhalt erkannt. Erst wird gelesen und gezeigt; importiert wird nichts ungefragt.',
    zh: '格式由内容识别。先读取并显示；在确认之前不会导入任何内容。',
  },
  'One file': { de: 'Eine Datei', zh: '单个文件' },
  'A folder': { de: 'Ein Ordner', zh: '文件夹' },
  'Reading the labels': { de: 'Beschriftungen werden gelesen', zh: '正在读取标注' },
  'Looking through its pictures': { de: 'Seine Bilder werden durchgesehen', zh: '正在查看其中的图片' },
  'These labels cannot be read': { de: 'Diese Beschriftungen sind nicht lesbar', zh: '无法读取这些标注' },
  'There is nothing in it to take.': { de: 'Darin ist nichts zu übernehmen.', zh: '其中没有可导入的内容。' },
  'One step, which can be undone.': {
    de: 'Ein Schritt, der rückgängig gemacht werden kann.',
    zh: '作为一步操作，可以撤销。',
  },
  'Import {boxes}': { de: '{boxes} importieren', zh: '导入 {boxes}' },
  'Import the parts alone': { de: 'Nur die Teile importieren', zh: '仅导入划分' },
  '{boxes} imported from {file}.': { de: '{boxes} aus {file} importiert.', zh: '已从 {file} 导入 {boxes}。' },
  'there already': { de: 'schon da', zh: '已存在' },
  'gave way': { de: 'gewichen', zh: '被替换' },
  'left out': { de: 'weggelassen', zh: '未导入' },
  'Labels imported': { de: 'Beschriftungen importiert', zh: '标注已导入' },
  'Problems of the import': { de: 'Probleme des Imports', zh: '导入中的问题' },
  'Problems of the file': { de: 'Probleme der Datei', zh: '文件中的问题' },
  Format: { de: 'Format', zh: '格式' },
  'Read it as…': { de: 'Lesen als…', zh: '读取为…' },
  'of them here': { de: 'davon hier', zh: '其中在此项目' },
  'Splits are kept: {splits}.': { de: 'Splits bleiben erhalten: {splits}.', zh: '保留划分：{splits}。' },
  'What is lost': { de: 'Was verloren geht', zh: '会丢失的内容' },
  'Pictures that are not in the project': { de: 'Bilder, die nicht im Projekt sind', zh: '不在项目中的图片' },
  '{count, plural, one {# picture of the file is not in the project; what is on it stays out.} other {# pictures of the file are not in the project; what is on them stays out.}}':
    {
      de: 'Nicht im Projekt: {count, plural, one {# Bild} other {# Bilder}} der Datei; was darauf ist, bleibt draußen.',
      zh: '文件中有 {count, plural, other {# 张图片}}不在项目中；其上的内容不会导入。',
    },
  'No picture of it is in this project.': {
    de: 'Kein Bild daraus ist in diesem Projekt.',
    zh: '其中没有此项目的图片。',
  },
  'Add {pictures} of this folder to the project': {
    de: '{pictures} dieses Ordners ins Projekt aufnehmen',
    zh: '将此文件夹中的 {pictures}加入项目',
  },
  'Keep mine; of the file only what does not overlap them': {
    de: 'Meine behalten; aus der Datei nur, was sie nicht überlappt',
    zh: '保留我的；文件中仅导入不与之重叠的框',
  },
  'Keep both': { de: 'Beide behalten', zh: '两者都保留' },
  'Replace mine by those of the file': { de: 'Meine durch die der Datei ersetzen', zh: '用文件中的框替换我的' },
  '{count, plural, one {# box is} other {# boxes are}} here already, the same; none comes twice.': {
    de: '{count, plural, one {# Box ist} other {# Boxen sind}} genau so schon da; keine kommt doppelt.',
    zh: '{count, plural, other {# 个框}}已原样存在；不会重复导入。',
  },
  '{count, plural, one {# picture has} other {# pictures have}} boxes of yours that the file does not have': {
    de: '{count, plural, one {# Bild} other {# Bilder}} mit eigenen Boxen, die die Datei nicht hat',
    zh: '{count, plural, other {# 张图片}}上有文件中没有的自有框',
  },
  'Classes of the file': { de: 'Klassen der Datei', zh: '文件中的类别' },
  'in the file': { de: 'in der Datei', zh: '文件中' },
  becomes: { de: 'wird zu', zh: '变为' },
  'A new class': { de: 'Eine neue Klasse', zh: '新类别' },
  'Leave out': { de: 'Weglassen', zh: '不导入' },
  'Read the labels': { de: 'Beschriftungen lesen', zh: '读取标注' },
  '{file} was read.': { de: '{file} wurde gelesen.', zh: '已读取 {file}。' },
  'The pictures of {folder} were added.': {
    de: 'Die Bilder von {folder} wurden aufgenommen.',
    zh: '已加入 {folder} 的图片。',
  },
  '{boxes} on {pictures} imported.': {
    de: '{boxes} auf {pictures} importiert.',
    zh: '已导入 {boxes}，涉及 {pictures}。',
  },
} as const satisfies Room;
