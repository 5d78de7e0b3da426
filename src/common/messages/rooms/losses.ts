// What a label file says that a project of boxes cannot hold.
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
  'other shapes were left out': { de: 'andere Formen wurden weggelassen', zh: '其他形状未导入' },
} as const satisfies Room;
