// What an import and an export tell of what they left out.
import type { Room } from './row.ts';

export const imports = {
  'Imported {boxes} of {pictures} from {file}': {
    de: '{boxes} auf {pictures} aus {file} importiert',
    zh: '已从 {file} 导入 {pictures}的 {boxes}',
  },
  'This reading of label files is not there any more.': {
    de: 'Diese gelesenen Beschriftungen sind nicht mehr da.',
    zh: '此次读取的标注文件已不存在。',
  },
  '{name} is in no format that can be read. Choose the format, or another file.': {
    de: '{name} hat kein lesbares Format. Das Format oder eine andere Datei wählen.',
    zh: '{name} 不是可读取的格式。请选择格式或其他文件。',
  },
  '{count} boxes have other ids in the project, because theirs are in use or were.': {
    de: '{count, plural, one {# Box hat im Projekt eine andere Nummer, weil ihre vergeben ist oder war.} other {# Boxen haben im Projekt andere Nummern, weil ihre vergeben sind oder waren.}}',
    zh: '{count, plural, other {# 个框在项目中使用了其他编号，因为原编号已被占用或曾被占用。}}',
  },
  'The picture could not be read, so its {count} boxes were not taken.': {
    de: 'Das Bild konnte nicht gelesen werden, darum {count, plural, one {wurde seine # Box} other {wurden seine # Boxen}} nicht übernommen.',
    zh: '无法读取图片，因此{count, plural, other {其 # 个框}}未导入。',
  },
  '{boxes} boxes of {pictures} pictures that are not in the project were not taken.': {
    de: 'Nicht übernommen: {boxes, plural, one {# Box} other {# Boxen}} von {pictures, plural, one {# Bild, das nicht im Projekt ist} other {# Bildern, die nicht im Projekt sind}}.',
    zh: '{pictures, plural, other {# 张图片}}不在项目中，其 {boxes, plural, other {# 个框}}未导入。',
  },
  'The file says {width} × {height}, the picture has {ownWidth} × {ownHeight}; boxes were taken as they are, in pixels.{turned, select, yes { It seems to be turned: look at its boxes.} other {}}':
    {
      de: 'Die Datei nennt {width} × {height}, das Bild hat {ownWidth} × {ownHeight}; die Boxen wurden übernommen, wie sie sind, in Pixeln.{turned, select, yes { Es scheint gedreht zu sein: seine Boxen ansehen.} other {}}',
      zh: '文件记录为 {width} × {height}，图片实际为 {ownWidth} × {ownHeight}；框按像素原样导入。{turned, select, yes {图片似乎被旋转过：请检查其中的框。} other {}}',
    },
  'Box {id} lies outside the picture; it was not taken.': {
    de: 'Box {id} liegt außerhalb des Bildes; sie wurde nicht übernommen.',
    zh: '框 {id} 在图片之外；未导入。',
  },
  "Box {id} was cut at the picture's edge.": {
    de: 'Box {id} wurde am Bildrand abgeschnitten.',
    zh: '框 {id} 已在图片边缘处裁切。',
  },
  '"{name}" has id {there} in the file and {here} in the project.': {
    de: '„{name}“ hat in der Datei die Nummer {there} und im Projekt {here}.',
    zh: '“{name}”在文件中的编号为 {there}，在项目中为 {here}。',
  },
  '{count} pictures keep the number that they had in the project, not the one of this file.': {
    de: '{count, plural, one {# Bild behält die Nummer, die es im Projekt hatte, nicht die dieser Datei.} other {# Bilder behalten die Nummern, die sie im Projekt hatten, nicht die dieser Datei.}}',
    zh: '{count, plural, other {# 张图片}}保留其在项目中的编号，而非此文件中的编号。',
  },
  'The info, licences and other keys of an earlier file were kept, not those of this one.': {
    de: 'Info, Lizenzen und andere Schlüssel einer früheren Datei wurden behalten, nicht die dieser.',
    zh: '保留了先前文件的 info、许可证和其他键，而非此文件的。',
  },
  'It is the same picture as {name}, which the file has too; the boxes of both are on it.': {
    de: 'Es ist dasselbe Bild wie {name}, das die Datei auch hat; die Boxen beider liegen darauf.',
    zh: '它与文件中的 {name} 是同一张图片；两者的框都在其上。',
  },
  '{count} pictures of the file are not in the project; the first {listed} are listed.': {
    de: '{count} Bilder der Datei sind nicht im Projekt; die ersten {listed} sind aufgelistet.',
    zh: '文件中有 {count} 张图片不在项目中；列出了前 {listed} 张。',
  },
  '{count} pictures of the project have this name; its boxes were not taken.': {
    de: '{count} Bilder des Projekts heißen so; die Boxen wurden nicht übernommen.',
    zh: '项目中有 {count} 张图片同名；未导入其框。',
  },
  "It is not among the project's pictures; its boxes were not taken.": {
    de: 'Es ist nicht unter den Bildern des Projekts; seine Boxen wurden nicht übernommen.',
    zh: '它不在项目的图片中；未导入其框。',
  },
  'The written file breaks a rule of COCO, so it was not kept: {place} {reason}{more, plural, =0 {} other { (and # more)}}.':
    {
      de: 'Die geschriebene Datei verletzt eine Regel von COCO und wurde darum nicht behalten: {place} {reason}{more, plural, =0 {} other { (und # weitere)}}.',
      zh: '写入的文件违反 COCO 规则，因此未保留：{place} {reason}{more, plural, =0 {} other {（另有 # 处）}}。',
    },
  'readers would take its "\\" for a folder': {
    de: 'Leser würden das „\\“ darin für einen Ordner halten',
    zh: '读取程序会把其中的“\\”当作文件夹',
  },
  'it cannot be named in a COCO file: {why}. Rename it': {
    de: 'es kann in einer COCO-Datei nicht genannt werden: {why}. Umbenennen',
    zh: '无法在 COCO 文件中写入其名称：{why}。请重命名',
  },
  'The file was not there at the last look; it was exported all the same.': {
    de: 'Die Datei war beim letzten Durchsehen nicht da; sie wurde trotzdem exportiert.',
    zh: '上次浏览时文件不存在；仍已导出。',
  },
  'it was not read yet': { de: 'es wurde noch nicht gelesen', zh: '尚未读取' },
  'Left out: {reason}.': { de: 'Ausgelassen: {reason}.', zh: '已略去：{reason}。' },
  '{count} boxes were cut at the edge of their picture.': {
    de: '{count, plural, one {# Box wurde} other {# Boxen wurden}} am Rand ihres Bildes abgeschnitten.',
    zh: '{count, plural, other {# 个框}}在图片边缘处被裁切。',
  },
  '{count} boxes have a side under 1 px; some trainers drop them.': {
    de: '{count, plural, one {# Box hat} other {# Boxen haben}} eine Seite unter 1 px; manche Trainingsprogramme lassen sie weg.',
    zh: '{count, plural, other {# 个框}}的边长小于 1 px；有些训练程序会丢弃它们。',
  },
  '{count} imported masks were left out, because their boxes were changed since.': {
    de: '{count, plural, one {# importierte Maske wurde ausgelassen, weil ihre Box} other {# importierte Masken wurden ausgelassen, weil ihre Boxen}} seitdem geändert {count, plural, one {wurde} other {wurden}}.',
    zh: '{count, plural, other {# 个导入的掩膜}}已略去，因为其框此后被更改。',
  },
  'picture cannot be read': { de: 'Bild kann nicht gelesen werden', zh: '图片无法读取' },
  'picture has no size': { de: 'Bild hat keine Größe', zh: '图片没有尺寸' },
  'proposal nobody accepted': { de: 'Vorschlag, den niemand annahm', zh: '无人接受的建议框' },
  'rejected proposal': { de: 'abgelehnter Vorschlag', zh: '已拒绝的建议框' },
  'outside the picture': { de: 'außerhalb des Bildes', zh: '在图片之外' },
  'box under the minimum size': { de: 'Box unter der Mindestgröße', zh: '框小于最小尺寸' },
  'box is not a number': { de: 'Box ist keine Zahl', zh: '框不是数值' },
  'box of a picture that was left out': { de: 'Box eines ausgelassenen Bildes', zh: '属于被略去图片的框' },
  'class was not chosen': { de: 'Klasse wurde nicht gewählt', zh: '未选择该类别' },
  'category is not in the project': { de: 'Klasse ist nicht im Projekt', zh: '类别不在项目中' },
} as const satisfies Room;
