// Exports into a folder: what main says of them.
import type { Room } from './row.ts';

export const exports = {
  '{count, plural, one {# picture was} other {# pictures were}} not compared with the others yet, so a twin may lie in another split.':
    {
      de: '{count, plural, one {# Bild wurde} other {# Bilder wurden}} noch nicht mit den anderen verglichen; ein Zwilling kann daher in einem anderen Split liegen.',
      zh: '{count, plural, other {有 # 张图片尚未与其他图片比较，因此相似图片可能位于其他划分。}}',
    },
  'Export into a folder': { de: 'In einen Ordner exportieren', zh: '导出到文件夹' },
  'Nothing can be exported as {format}.': {
    de: 'Als {format} kann nichts exportiert werden.',
    zh: '无法导出为 {format}。',
  },
  '{count, plural, one {# picture is} other {# pictures are}} turned by an EXIF mark. A reader that overlooks it finds the boxes in the wrong place; upright copies of the pictures avoid that.':
    {
      de: '{count, plural, one {# Bild ist} other {# Bilder sind}} durch eine EXIF-Angabe gedreht. Ein Leser, der sie übersieht, findet die Boxen an falscher Stelle; aufrechte Kopien der Bilder vermeiden das.',
      zh: '{count, plural, other {# 张图片带有 EXIF 旋转标记。忽略该标记的读取程序会把框放错位置；导出转正的图片副本可避免此问题。}}',
    },
  'The shares of the splits are numbers from 0, and not all of them 0.': {
    de: 'Die Anteile der Splits sind Zahlen ab 0, und nicht alle 0.',
    zh: '各划分的比例应为不小于 0 的数，且不能全为 0。',
  },
  'Which pictures look the same is not known yet. Group by folder, or not at all.': {
    de: 'Welche Bilder gleich aussehen, ist noch nicht bekannt. Nach Ordner gruppieren oder gar nicht.',
    zh: '尚不知道哪些图片相似。请按文件夹分组，或不分组。',
  },
  'The picture could not be read, so only its labels were exported.': {
    de: 'Das Bild konnte nicht gelesen werden; nur seine Boxen wurden exportiert.',
    zh: '无法读取该图片，只导出了其标注。',
  },
  'The picture could not be turned upright: {reason}': {
    de: 'Das Bild konnte nicht aufgerichtet werden: {reason}',
    zh: '无法将图片转正：{reason}',
  },
  '{count, plural, one {# picture was} other {# pictures were}} copied, because this disk takes no links.': {
    de: '{count, plural, one {# Bild wurde kopiert, weil dieser Datenträger} other {# Bilder wurden kopiert, weil dieser Datenträger}} keine Verknüpfungen kennt.',
    zh: '{count, plural, other {# 张图片已改为复制，因为此磁盘不支持链接。}}',
  },
  '{file} is no folder. Give the name of a new one.': {
    de: '{file} ist kein Ordner. Den Namen eines neuen angeben.',
    zh: '{file} 不是文件夹。请指定一个新文件夹的名称。',
  },
  '{folder} is not empty and no earlier export of this project. Choose another name.': {
    de: '{folder} ist nicht leer und kein früherer Export dieses Projekts. Einen anderen Namen wählen.',
    zh: '{folder} 不为空，也不是此项目之前的导出。请换一个名称。',
  },
  '{folder} is an earlier export, and files were added to it since. They would be lost: choose another name, or move them.':
    {
      de: '{folder} ist ein früherer Export, dem seither Dateien hinzugefügt wurden. Sie gingen verloren: einen anderen Namen wählen oder sie verschieben.',
      zh: '{folder} 是之前的导出，之后又添加了文件。这些文件会丢失：请换一个名称，或将其移走。',
    },
  '{folder} holds the project itself. Choose another name.': {
    de: '{folder} enthält das Projekt selbst. Einen anderen Namen wählen.',
    zh: '{folder} 包含项目本身。请换一个名称。',
  },
  '{folder} lies among the pictures of the project, which would find its own export there. Choose a place outside.': {
    de: '{folder} liegt zwischen den Bildern des Projekts, das dort seinen eigenen Export fände. Einen Ort außerhalb wählen.',
    zh: '{folder} 位于项目的图片之中，项目会在那里找到自己的导出。请选择外部的位置。',
  },
  'Writing the folder was cancelled; nothing was changed.': {
    de: 'Das Schreiben des Ordners wurde abgebrochen; nichts wurde geändert.',
    zh: '已取消写入文件夹；未作任何更改。',
  },
  'Two files of the export would be called {file}. Give the pictures different names, or choose another format.': {
    de: 'Zwei Dateien des Exports hießen {file}. Den Bildern verschiedene Namen geben oder ein anderes Format wählen.',
    zh: '导出中会有两个文件名为 {file}。请为图片取不同的名称，或选择其他格式。',
  },
  '{count, plural, one {# box says} other {# boxes say}} "ignore", which this reader refuses. They go out as crowds, which it leaves alone.':
    {
      de: '{count, plural, one {# Box sagt} other {# Boxen sagen}} „ignore“, was dieser Leser ablehnt. Sie gehen als Gruppen (crowd) hinaus, die er in Ruhe lässt.',
      zh: '{count, plural, other {# 个框}}带有“ignore”，此读取程序会拒绝。它们作为群体 (crowd) 导出，读取程序会忽略。',
    },
  'Ultralytics looks for the labels of a picture in "labels" where the picture lies in "images", so it finds none for pictures that stay where they are. Copy or link them, or put them into "images" of the export.':
    {
      de: 'Ultralytics sucht die Beschriftungen eines Bildes unter „labels“, wo das Bild unter „images“ liegt, und findet keine für Bilder, die bleiben, wo sie sind. Die Bilder kopieren oder verknüpfen, oder sie nach „images“ des Exports legen.',
      zh: 'Ultralytics 在“labels”中查找位于“images”中图片的标注，因此找不到留在原处的图片的标注。请复制或链接图片，或将其放入导出的“images”中。',
    },
  'The pictures lie in several folders, and this reader takes one. Copy or link them, so that they lie together.': {
    de: 'Die Bilder liegen in mehreren Ordnern, und dieser Leser nimmt einen. Die Bilder kopieren oder verknüpfen, damit sie beisammen liegen.',
    zh: '图片位于多个文件夹中，而此读取程序只接受一个。请复制或链接图片，使其位于一处。',
  },
  '{count, plural, one {# mask is} other {# masks are}} compressed RLE, which this reader cannot take. The four corners of the box stand for it.':
    {
      de: '{count, plural, one {# Maske ist} other {# Masken sind}} komprimiertes RLE, das dieser Leser nicht nimmt. Die vier Ecken der Box stehen dafür.',
      zh: '{count, plural, other {# 个掩码}}是压缩的 RLE，此读取程序无法读取。改用框的四个角。',
    },
  'This export is not remembered any more.': {
    de: 'An diesen Export erinnert sich das Programm nicht mehr.',
    zh: '此导出记录已不存在。',
  },
  'This export has no text to copy.': {
    de: 'Dieser Export hat keinen Text zum Kopieren.',
    zh: '此导出没有可复制的文本。',
  },
} as const satisfies Room;
