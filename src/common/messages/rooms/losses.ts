// What a label file says that a project of boxes cannot hold, and what of a project a format has no place for.
import type { Room } from './row.ts';

export const losses = {
  'polygons became boxes; the outlines are kept for COCO': {
    de: 'Polygone wurden Boxen; die Umrisse bleiben für COCO erhalten',
    zh: '多边形变为框；轮廓为 COCO 保留',
  },
  'rotated boxes became upright boxes': { de: 'gedrehte Boxen wurden gerade', zh: '旋转框变为正框' },
  'ellipses and circles became boxes': { de: 'Ellipsen und Kreise wurden Boxen', zh: '椭圆和圆变为框' },
  'points were left out': { de: 'Punkte wurden weggelassen', zh: '点未导入' },
  'lines were left out': { de: 'Linien wurden weggelassen', zh: '线未导入' },
  'masks became boxes': { de: 'Masken wurden Boxen', zh: '掩码变为框' },
  'masks were left out': { de: 'Masken wurden weggelassen', zh: '掩码未导入' },
  'keypoints were left out': { de: 'Schlüsselpunkte wurden weggelassen', zh: '关键点未导入' },
  'keypoints are not shown; they are kept for COCO': {
    de: 'Schlüsselpunkte werden nicht gezeigt; sie bleiben für COCO erhalten',
    zh: '关键点不显示；为 COCO 保留',
  },
  'tracks became single boxes': { de: 'Spuren wurden einzelne Boxen', zh: '轨迹变为单个框' },
  'labels of whole pictures were left out': {
    de: 'Beschriftungen ganzer Bilder wurden weggelassen',
    zh: '整图标签未导入',
  },
  'relations were left out': { de: 'Beziehungen wurden weggelassen', zh: '关系未导入' },
  'texts were left out': { de: 'Texte wurden weggelassen', zh: '文本未导入' },
  '3D boxes became flat boxes': { de: '3D-Boxen wurden flache Boxen', zh: '三维框变为平面框' },
  'parts of objects were left out': { de: 'Teile von Objekten wurden weggelassen', zh: '物体部件未导入' },
  'depth and position in space were left out': {
    de: 'Tiefe und Lage im Raum wurden weggelassen',
    zh: '深度和空间位置未导入',
  },
  'video frames were left out': { de: 'Videobilder wurden weggelassen', zh: '视频帧未导入' },
  'scores were left out': { de: 'Konfidenzen wurden weggelassen', zh: '置信度未导入' },
  "a model's predictions were left out": { de: 'Vorhersagen eines Modells wurden weggelassen', zh: '模型预测未导入' },
  'holes in polygons were left out': { de: 'Löcher in Polygonen wurden weggelassen', zh: '多边形中的孔未导入' },
  'other keys were left out': { de: 'andere Schlüssel wurden weggelassen', zh: '其他键未导入' },
  'other shapes were left out': { de: 'andere Formen wurden weggelassen', zh: '其他形状未导入' },
  'outlines and masks (the boxes stay)': { de: 'Umrisse und Masken (die Boxen bleiben)', zh: '轮廓和掩码（框保留）' },
  'crowd marks': { de: 'Gruppen-Zeichen (crowd)', zh: '群体标记 (crowd)' },
  attributes: { de: 'Attribute', zh: '属性' },
  'attributes that become others (a number a text, a text a flag)': {
    de: 'Attribute, die andere werden (aus einer Zahl ein Text, aus einem Text ein Kennzeichen)',
    zh: '会改变的属性（数字变为文本，文本变为标记）',
  },
  'notes on boxes': { de: 'Notizen zu Boxen', zh: '框的备注' },
  'scores and models of accepted boxes': {
    de: 'Konfidenz und Modell angenommener Boxen',
    zh: '已接受框的置信度和模型',
  },
  'who made and changed boxes, and when': {
    de: 'wer Boxen gemacht und geändert hat, und wann',
    zh: '框的创建者、修改者和时间',
  },
  'areas that a file gave': { de: 'Flächen, die eine Datei angab', zh: '文件给出的面积' },
  'other keys of imported boxes': { de: 'andere Schlüssel importierter Boxen', zh: '导入框的其他键' },
  'ids of imported boxes': { de: 'Nummern importierter Boxen', zh: '导入框的编号' },
  'splits of pictures (train, val, test)': {
    de: 'Splits der Bilder (train, val, test)',
    zh: '图片所属划分 (train, val, test)',
  },
  'verdicts on pictures': { de: 'Urteile über Bilder', zh: '图片的审核结论' },
  'notes on pictures': { de: 'Notizen zu Bildern', zh: '图片的备注' },
  'other keys of imported pictures': { de: 'andere Schlüssel importierter Bilder', zh: '导入图片的其他键' },
  'classes without boxes': { de: 'Klassen ohne Boxen', zh: '没有框的类别' },
  'names of classes that are changed': { de: 'Klassennamen, die geändert werden', zh: '会更改的类别名称' },
  'other keys of imported classes': { de: 'andere Schlüssel importierter Klassen', zh: '导入类别的其他键' },
  'keys of the imported file itself': { de: 'Schlüssel der importierten Datei selbst', zh: '导入文件自身的键' },
} as const satisfies Room;
