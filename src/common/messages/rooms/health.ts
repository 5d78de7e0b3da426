// What is found in a data set before it is exported or trained on.
import type { Room } from './row.ts';

export const health = {
  '{stage, select, structure {Structure} quality {Quality} distribution {Distribution} other {Compatibility}}': {
    de: '{stage, select, structure {Aufbau} quality {Qualität} distribution {Verteilung} other {Verträglichkeit}}',
    zh: '{stage, select, structure {结构} quality {质量} distribution {分布} other {兼容性}}',
  },
  '{level, select, error {error} warning {warning} other {note}}': {
    de: '{level, select, error {Fehler} warning {Warnung} other {Hinweis}}',
    zh: '{level, select, error {错误} warning {警告} other {说明}}',
  },
  '{count, plural, one {# picture is away or cannot be read} other {# pictures are away or cannot be read}}': {
    de: '{count, plural, one {# Bild ist nicht da oder nicht lesbar} other {# Bilder sind nicht da oder nicht lesbar}}',
    zh: '{count, plural, other {# 张图片不存在或无法读取}}',
  },
  'Connect their folder, or look at Problems under Data. Training leaves them out.': {
    de: 'Ihren Ordner anschließen oder unter Daten bei Problemen nachsehen. Das Training lässt sie aus.',
    zh: '请连接其文件夹，或在“数据”页查看问题。训练会跳过它们。',
  },
  '{count, plural, one {# box has no area} other {# boxes have no area}}': {
    de: '{count, plural, one {# Box hat keine Fläche} other {# Boxen haben keine Fläche}}',
    zh: '{count, plural, other {# 个框没有面积}}',
  },
  'Delete them or draw them anew; exports leave them out.': {
    de: 'Löschen oder neu zeichnen; Exporte lassen sie aus.',
    zh: '请删除或重新绘制；导出会跳过它们。',
  },
  '{count, plural, one {# box reaches out of its picture} other {# boxes reach out of their pictures}}': {
    de: '{count, plural, one {# Box ragt aus ihrem Bild} other {# Boxen ragen aus ihren Bildern}}',
    zh: '{count, plural, other {# 个框超出图片}}',
  },
  'An export cuts them at the edge. Where a picture was replaced by one of another size, draw them anew.': {
    de: 'Ein Export schneidet sie am Rand ab. Wo ein Bild durch eines anderer Größe ersetzt wurde, neu zeichnen.',
    zh: '导出会在边缘处裁切。若图片被替换为其他尺寸，请重新绘制。',
  },
  '{count, plural, one {# class has a name like another one’s} other {# classes have names that differ by case or spaces alone}}':
    {
      de: '{count, plural, one {# Klasse heißt fast wie eine andere} other {# Klassen unterscheiden sich nur in Großschreibung oder Leerzeichen}}',
      zh: '{count, plural, other {# 个类别的名称仅大小写或空格不同}}',
    },
  'Merge them if they mean the same.': { de: 'Zusammenführen, wenn sie dasselbe meinen.', zh: '若含义相同，请合并。' },
  '{count, plural, one {# box is there twice} other {# boxes are there twice}}': {
    de: '{count, plural, one {# Box ist doppelt} other {# Boxen sind doppelt}}',
    zh: '{count, plural, other {# 个框重复}}',
  },
  'Two boxes of one class with an overlap (IoU) of 0.95 or more: delete one of each pair.': {
    de: 'Zwei Boxen einer Klasse mit einer Überlappung (IoU) ab 0,95: je eine löschen.',
    zh: '同一类别的两个框重叠度 (IoU) 达到 0.95 以上：每对删除一个。',
  },
  '{count, plural, one {# pair of boxes of one class overlaps much} other {# pairs of boxes of one class overlap much}}':
    {
      de: '{count, plural, one {# Paar Boxen einer Klasse überlappt sich stark} other {# Paare von Boxen einer Klasse überlappen sich stark}}',
      zh: '{count, plural, other {# 对同类框大幅重叠}}',
    },
  'An overlap (IoU) of 0.7 or more: is it one object or two?': {
    de: 'Eine Überlappung (IoU) ab 0,7: ein Objekt oder zwei?',
    zh: '重叠度 (IoU) 达到 0.7 以上：是一个对象还是两个？',
  },
  '{count, plural, one {# box is tiny} other {# boxes are tiny}}': {
    de: '{count, plural, one {# Box ist winzig} other {# Boxen sind winzig}}',
    zh: '{count, plural, other {# 个框极小}}',
  },
  'A side under 4 px: often a slip of the hand, and too small to be learnt.': {
    de: 'Eine Seite unter 4 px: oft ein Ausrutscher, und zu klein zum Lernen.',
    zh: '边长小于 4 px：通常是误操作，也太小而难以学习。',
  },
  '{count, plural, one {# box covers its picture} other {# boxes cover their pictures}}': {
    de: '{count, plural, one {# Box füllt ihr Bild} other {# Boxen füllen ihre Bilder}}',
    zh: '{count, plural, other {# 个框几乎覆盖整张图片}}',
  },
  '90 % of the picture or more: is it meant?': {
    de: '90 % des Bilds oder mehr: ist das gewollt?',
    zh: '覆盖图片的 90 % 以上：是有意的吗？',
  },
  '{count, plural, one {# picture looks like another one} other {# pictures look like others}}': {
    de: '{count, plural, one {# Bild sieht aus wie ein anderes} other {# Bilder sehen aus wie andere}}',
    zh: '{count, plural, other {# 张图片与其他图片相似}}',
  },
  'Each looks like another of its group, though the first and the last of a long one may differ. They teach little, and must not be divided between training and validation.':
    {
      de: 'Jedes sieht aus wie ein anderes seiner Gruppe, auch wenn das erste und das letzte einer langen verschieden sein können. Sie lehren wenig und dürfen nicht auf Training und Validierung verteilt werden.',
      zh: '每张都与同组的另一张相似，但较长组的首尾可能不同。它们作用不大，并且不能分到训练集和验证集两边。',
    },
  '{count, plural, one {# picture has its twin in another split} other {# pictures have their twins in another split}}':
    {
      de: '{count, plural, one {# Bild hat seinen Zwilling in einem anderen Split} other {# Bilder haben ihre Zwillinge in einem anderen Split}}',
      zh: '{count, plural, other {# 张图片的近似图在另一划分中}}',
    },
  'What is measured on them is too good. Put each group into one split.': {
    de: 'Was auf ihnen gemessen wird, ist zu gut. Jede Gruppe in einen Split legen.',
    zh: '在其上测得的结果会偏高。请把每组放在同一划分中。',
  },
  '{count, plural, one {# class is never in the training split} other {# classes are never in the training split}}': {
    de: '{count, plural, one {# Klasse fehlt im Trainingsteil} other {# Klassen fehlen im Trainingsteil}}',
    zh: '{count, plural, other {# 个类别从未出现在训练集中}}',
  },
  'A model cannot learn what is only in validation or test.': {
    de: 'Was nur in Validierung oder Test ist, kann kein Modell lernen.',
    zh: '仅出现在验证集或测试集中的类别无法被学习。',
  },
  '{count, plural, one {# class has fewer than 10 boxes} other {# classes have fewer than 10 boxes}}': {
    de: '{count, plural, one {# Klasse hat weniger als 10 Boxen} other {# Klassen haben weniger als 10 Boxen}}',
    zh: '{count, plural, other {# 个类别的框少于 10 个}}',
  },
  'Label more of them, or merge them into another class.': {
    de: 'Mehr davon beschriften oder mit einer anderen Klasse zusammenführen.',
    zh: '请多标注一些，或合并到其他类别。',
  },
  '{count, plural, one {# class has no box} other {# classes have no box}}': {
    de: '{count, plural, one {# Klasse hat keine Box} other {# Klassen haben keine Box}}',
    zh: '{count, plural, other {# 个类别没有框}}',
  },
  'They stand in the export all the same. Delete what is not needed.': {
    de: 'Sie stehen trotzdem im Export. Löschen, was nicht gebraucht wird.',
    zh: '它们仍会出现在导出中。请删除不需要的类别。',
  },
  '{count, plural, one {# picture is not labelled yet} other {# pictures are not labelled yet}}': {
    de: '{count, plural, one {# Bild ist noch nicht beschriftet} other {# Bilder sind noch nicht beschriftet}}',
    zh: '{count, plural, other {# 张图片尚未标注}}',
  },
  'In an export of all pictures they look as if nothing were in them.': {
    de: 'In einem Export aller Bilder sehen sie aus, als wäre nichts darin.',
    zh: '导出全部图片时，它们看起来像是空图片。',
  },
  '{count, plural, one {# picture has a name that no label file can hold} other {# pictures have names that no label file can hold}}':
    {
      de: '{count, plural, one {# Bild hat einen Namen, der in keine Label-Datei passt} other {# Bilder haben Namen, die in keine Label-Datei passen}}',
      zh: '{count, plural, other {# 张图片的名称无法写入标注文件}}',
    },
  'Rename their files; an export leaves them out.': {
    de: 'Ihre Dateien umbenennen; ein Export lässt sie aus.',
    zh: '请重命名文件；导出会跳过它们。',
  },
  '{count, plural, one {# picture shares its name} other {# pictures share their names}}': {
    de: '{count, plural, one {# Bild teilt seinen Namen} other {# Bilder teilen ihre Namen}}',
    zh: '{count, plural, other {# 张图片重名}}',
  },
  'Without folder and ending they are called the same, so in a flat layout one takes the other’s place.': {
    de: 'Ohne Ordner und Endung heißen sie gleich; flach abgelegt ersetzt eines das andere.',
    zh: '去掉文件夹和扩展名后名称相同，平铺存放时会互相覆盖。',
  },
  '{count, plural, one {# class name has spaces or signs} other {# class names have spaces or signs}}': {
    de: '{count, plural, one {# Klassenname enthält Leerzeichen oder Zeichen} other {# Klassennamen enthalten Leerzeichen oder Zeichen}}',
    zh: '{count, plural, other {# 个类别名称含空格或符号}}',
  },
  'Lists of names that are not quoted come apart at commas, colons and spaces.': {
    de: 'Namenslisten ohne Anführungszeichen zerfallen an Kommas, Doppelpunkten und Leerzeichen.',
    zh: '未加引号的名称列表会在逗号、冒号和空格处断开。',
  },
  '{count, plural, one {# class name looks like a path} other {# class names look like paths}}': {
    de: '{count, plural, one {# Klassenname sieht wie ein Pfad aus} other {# Klassennamen sehen wie Pfade aus}}',
    zh: '{count, plural, other {# 个类别名称像路径}}',
  },
  'Tools that name files or folders after classes stumble over / and \\.': {
    de: 'Programme, die Dateien oder Ordner nach Klassen nennen, stolpern über / und \\.',
    zh: '以类别命名文件或文件夹的工具会因 / 和 \\ 出错。',
  },
  '{count, plural, one {# class name is longer than 64 characters} other {# class names are longer than 64 characters}}':
    {
      de: '{count, plural, one {# Klassenname ist länger als 64 Zeichen} other {# Klassennamen sind länger als 64 Zeichen}}',
      zh: '{count, plural, other {# 个类别名称超过 64 个字符}}',
    },
  'CVAT refuses them. Rename the class.': {
    de: 'CVAT weist sie ab. Die Klasse umbenennen.',
    zh: 'CVAT 会拒绝。请重命名类别。',
  },
  '{count, plural, one {# class is called background} other {# classes are called background}}': {
    de: '{count, plural, one {# Klasse heißt background} other {# Klassen heißen background}}',
    zh: '{count, plural, other {# 个类别名为 background}}',
  },
  'Trainers keep label 0 for it by themselves; boxes of it are learnt as objects.': {
    de: 'Trainer halten dafür selbst das Label 0 frei; Boxen davon werden als Objekte gelernt.',
    zh: '训练程序已为其保留标签 0；此类框会被当作对象学习。',
  },
  '{count, plural, one {# picture is turned by EXIF} other {# pictures are turned by EXIF}}': {
    de: '{count, plural, one {# Bild ist durch EXIF gedreht} other {# Bilder sind durch EXIF gedreht}}',
    zh: '{count, plural, other {# 张图片由 EXIF 旋转}}',
  },
  'Readers that ignore EXIF see the boxes elsewhere. Export upright copies.': {
    de: 'Leser, die EXIF nicht beachten, sehen die Boxen woanders. Aufrechte Kopien exportieren.',
    zh: '忽略 EXIF 的程序会看到错位的框。请导出摆正的副本。',
  },
  '{count, plural, one {# box has a side of 1 px or less} other {# boxes have a side of 1 px or less}}': {
    de: '{count, plural, one {# Box hat eine Seite von höchstens 1 px} other {# Boxen haben eine Seite von höchstens 1 px}}',
    zh: '{count, plural, other {# 个框的边长不超过 1 px}}',
  },
  'torchvision’s training drops pictures that have only such boxes.': {
    de: 'Das Training von torchvision lässt Bilder weg, die nur solche Boxen haben.',
    zh: 'torchvision 的训练会丢弃只含此类框的图片。',
  },
  '{count, plural, one {# labelled picture has no box} other {# labelled pictures have no box}}': {
    de: '{count, plural, one {# beschriftetes Bild hat keine Box} other {# beschriftete Bilder haben keine Box}}',
    zh: '{count, plural, other {# 张已标注图片没有框}}',
  },
  'They teach what is background; these trainers leave them out unless told otherwise.': {
    de: 'Sie lehren, was Hintergrund ist; diese Trainer lassen sie ohne andere Angabe weg.',
    zh: '它们用于学习背景；这些训练程序默认会跳过它们。',
  },
} as const satisfies Room;
