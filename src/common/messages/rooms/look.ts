// The panel of how a picture is shown.
import type { Room } from './row.ts';

export const look = {
  'How the picture is shown: light, contrast, magnifier, rulers': {
    de: 'Darstellung des Bildes: Licht, Kontrast, Lupe, Lineale',
    zh: '图片的显示方式：亮度、对比度、放大镜、标尺',
  },
  View: { de: 'Ansicht', zh: '视图' },
  'Light and contrast': { de: 'Licht und Kontrast', zh: '亮度与对比度' },
  'For looking only: the model and the export get the picture as it is.': {
    de: 'Nur zum Ansehen: Modell und Export bekommen das Bild, wie es ist.',
    zh: '仅影响显示：模型和导出使用原始图片。',
  },
  Brightness: { de: 'Helligkeit', zh: '亮度' },
  Contrast: { de: 'Kontrast', zh: '对比度' },
  Gamma: { de: 'Gamma', zh: '伽马' },
  Inverted: { de: 'Invertiert', zh: '反相' },
  Gray: { de: 'Grau', zh: '灰度' },
  'Keep for the next picture': { de: 'Für das nächste Bild behalten', zh: '保留到下一张图片' },
  Aids: { de: 'Hilfen', zh: '辅助' },
  'Magnifier (M held)': { de: 'Lupe (M halten)', zh: '放大镜（按住 M）' },
  Magnifier: { de: 'Lupe', zh: '放大镜' },
  '{times} times': { de: '{times}-fach', zh: '{times} 倍' },
  'Minimap when zoomed in': { de: 'Übersichtskarte, wenn vergrößert', zh: '放大时显示缩略导航图' },
  'Rulers in pixels': { de: 'Lineale in Pixeln', zh: '像素标尺' },
  'Keep zoom and place': { de: 'Zoom und Stelle behalten', zh: '保持缩放和位置' },
  'Light or contrast is changed, for looking only. Show the picture as it is': {
    de: 'Licht oder Kontrast ist geändert, nur zum Ansehen. Das Bild zeigen, wie es ist',
    zh: '亮度或对比度已调整，仅影响显示。恢复原始显示',
  },
  'Shown adjusted': { de: 'Verändert gezeigt', zh: '显示已调整' },
  Levels: { de: 'Tonwerte', zh: '色阶' },
  'Reading the numbers of the file…': { de: 'Die Werte der Datei werden gelesen…', zh: '正在读取文件数值…' },
  'Levels, 16 bits a channel': { de: 'Tonwerte, 16 Bit je Kanal', zh: '色阶，每通道 16 位' },
  'Black from': { de: 'Schwarz ab', zh: '黑场' },
  'White from': { de: 'Weiß ab', zh: '白场' },
  Auto: { de: 'Automatisch', zh: '自动' },
  'All 16 bits': { de: 'Alle 16 Bit', zh: '全部 16 位' },
  'The picture has {least} to {most}. Auto leaves out half a percent at each end.': {
    de: 'Das Bild hat {least} bis {most}. Automatisch lässt an jedem Ende ein halbes Prozent weg.',
    zh: '图片数值范围为 {least} 到 {most}。自动会在两端各舍去 0.5%。',
  },
} as const satisfies Room;
