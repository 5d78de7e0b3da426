// What comes out of an export, for each reader and format.
import type { Room } from './row.ts';

export const exportAims = {
  'COCO with each box as a polygon, because its references drop boxes without one, and the code to load it.': {
    de: 'COCO mit jeder Box als Polygon, weil seine Beispiele Boxen ohne eines verwerfen, und der Code zum Laden.',
    zh: 'COCO，每个框另附多边形（其参考代码会丢弃没有多边形的框），并附加载代码。',
  },
  'COCO and the code that registers it.': { de: 'COCO und der Code, der es registriert.', zh: 'COCO 及其注册代码。' },
  'COCO and the lines for a configuration, with the classes by name.': {
    de: 'COCO und die Zeilen für eine Konfiguration, mit den Klassen nach Namen.',
    zh: 'COCO 及含类别名称的配置片段。',
  },
  'YOLO texts beside the pictures, data.yaml, and the command to train.': {
    de: 'YOLO-Texte neben den Bildern, data.yaml und der Befehl zum Trainieren.',
    zh: '图片旁的 YOLO 文本、data.yaml 及训练命令。',
  },
  'COCO without masks, so that CVAT takes boxes as boxes.': {
    de: 'COCO ohne Masken, damit CVAT Boxen als Boxen nimmt.',
    zh: '不含掩码的 COCO，使 CVAT 将框作为框读取。',
  },
  'Tasks with their boxes, and the configuration of the labelling.': {
    de: 'Aufgaben mit ihren Boxen und die Konfiguration der Beschriftung.',
    zh: '带框的任务及标注配置。',
  },
  'A JSON file for each split. Holds everything, imported outlines too.': {
    de: 'Eine JSON-Datei je Split. Enthält alles, auch importierte Umrisse.',
    zh: '每个划分一个 JSON 文件。包含全部信息，也包括导入的轮廓。',
  },
  'A text for each picture, boxes as fractions, and data.yaml. Classes and boxes only.': {
    de: 'Ein Text je Bild, Boxen als Bruchteile, und data.yaml. Nur Klassen und Boxen.',
    zh: '每张图片一个文本，框以比例表示，另有 data.yaml。仅含类别和框。',
  },
  'An XML file for each picture, and lists of the splits. With attributes.': {
    de: 'Eine XML-Datei je Bild und Listen der Splits. Mit Attributen.',
    zh: '每张图片一个 XML 文件，另有各划分的列表。含属性。',
  },
  'One XML file, as CVAT exports and imports it. With attributes and crowds.': {
    de: 'Eine XML-Datei, wie CVAT sie aus- und einliest. Mit Attributen und Gruppen.',
    zh: '一个 XML 文件，与 CVAT 的导出和导入一致。含属性和群体。',
  },
  'A JSON file beside each picture. With attributes and notes.': {
    de: 'Eine JSON-Datei neben jedem Bild. Mit Attributen und Notizen.',
    zh: '每张图片旁一个 JSON 文件。含属性和备注。',
  },
  'A JSON list for each split. Classes and boxes only.': {
    de: 'Eine JSON-Liste je Split. Nur Klassen und Boxen.',
    zh: '每个划分一个 JSON 列表。仅含类别和框。',
  },
  'One JSON file with the pictures. Classes and boxes only.': {
    de: 'Eine JSON-Datei bei den Bildern. Nur Klassen und Boxen.',
    zh: '与图片放在一起的一个 JSON 文件。仅含类别和框。',
  },
  'A project that VIA opens, for each split. With attributes and notes.': {
    de: 'Ein Projekt, das VIA öffnet, je Split. Mit Attributen und Notizen.',
    zh: '每个划分一个可用 VIA 打开的项目。含属性和备注。',
  },
  'A project with a data set for each split. With attributes and notes.': {
    de: 'Ein Projekt mit einem Datensatz je Split. Mit Attributen und Notizen.',
    zh: '一个项目，每个划分一个数据集。含属性和备注。',
  },
  'labels.json beside a folder of the pictures. Holds everything that COCO holds.': {
    de: 'labels.json neben einem Ordner mit den Bildern. Enthält alles, was COCO enthält.',
    zh: 'labels.json 与图片文件夹并列。包含 COCO 的全部信息。',
  },
  'A text for each picture. Of attributes only truncated and occluded.': {
    de: 'Ein Text je Bild. Von Attributen nur truncated und occluded.',
    zh: '每张图片一个文本。属性仅含 truncated 和 occluded。',
  },
  'One table, a row for each box. Of attributes only truncated, occluded and difficult.': {
    de: 'Eine Tabelle, eine Zeile je Box. Von Attributen nur truncated, occluded und difficult.',
    zh: '一个表格，每个框一行。属性仅含 truncated、occluded 和 difficult。',
  },
  'Tables of boxes and classes, as Open Images has them.': {
    de: 'Tabellen der Boxen und Klassen, wie Open Images sie hat.',
    zh: '框和类别的表格，与 Open Images 一致。',
  },
  'Every box and class in one JSON file. Pictures stay where they are.': {
    de: 'Alle Boxen und Klassen in einer JSON-Datei. Bilder bleiben, wo sie sind.',
    zh: '所有框和类别放在一个 JSON 文件中。图片保留在原处。',
  },
  'COCO file': { de: 'COCO-Datei', zh: 'COCO 文件' },
} as const satisfies Room;
