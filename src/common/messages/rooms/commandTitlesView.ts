// The titles of the commands on what the window shows, and on what the detector is asked.
import type { Room } from './row.ts';

export const commandTitlesView = {
  // Tools.
  'Select tool': { de: 'Auswahlwerkzeug', zh: '选择工具' },
  'Draw boxes': { de: 'Boxen zeichnen', zh: '绘制框' },
  'Ask the detector for a box': { de: 'Detektor nach einer Box fragen', zh: '向检测器请求一个框' },
  'Pan tool': { de: 'Verschiebewerkzeug', zh: '平移工具' },
  'Pan while held': { de: 'Verschieben, solange gehalten', zh: '按住时平移' },
  // Where the view is.
  'Fit picture': { de: 'Bild einpassen', zh: '适应窗口' },
  '100 %': { de: '100 %', zh: '100%' },
  'Zoom in': { de: 'Vergrößern', zh: '放大' },
  'Zoom out': { de: 'Verkleinern', zh: '缩小' },
  'Zoom to the selected box': { de: 'Auf die ausgewählte Box zoomen', zh: '缩放到所选框' },
  'Move the view left': { de: 'Ansicht nach links bewegen', zh: '视图左移' },
  'Move the view right': { de: 'Ansicht nach rechts bewegen', zh: '视图右移' },
  'Move the view up': { de: 'Ansicht nach oben bewegen', zh: '视图上移' },
  'Move the view down': { de: 'Ansicht nach unten bewegen', zh: '视图下移' },
  'Move the view to each box that keys select, or not': {
    de: 'Ansicht zu jeder per Taste ausgewählten Box bewegen oder nicht',
    zh: '视图跟随按键选择的框，或不跟随',
  },
  // What is shown.
  'Hide all boxes while held': { de: 'Alle Boxen verbergen, solange gehalten', zh: '按住时隐藏所有框' },
  'Show rejected proposals, or hide them': {
    de: 'Abgelehnte Vorschläge zeigen oder verbergen',
    zh: '显示或隐藏已拒绝的建议框',
  },
  'Colour boxes by class, confidence or origin': {
    de: 'Boxen nach Klasse, Konfidenz oder Herkunft färben',
    zh: '按类别、置信度或来源给框着色',
  },
  'Crosshair on or off': { de: 'Fadenkreuz ein oder aus', zh: '十字线开关' },
  'Filmstrip on or off': { de: 'Filmstreifen ein oder aus', zh: '胶片栏开关' },
  'Picture list on or off': { de: 'Bilderliste ein oder aus', zh: '图片列表开关' },
  'Inspector on or off': { de: 'Inspektor ein oder aus', zh: '检查器开关' },
  'History of this picture on or off': { de: 'Verlauf dieses Bildes ein oder aus', zh: '此图片的历史记录开关' },
  'Next part of the window': { de: 'Nächster Teil des Fensters', zh: '窗口的下一部分' },
  'Previous part of the window': { de: 'Voriger Teil des Fensters', zh: '窗口的上一部分' },
  'Theme: dark, light, as the system': { de: 'Design: dunkel, hell, wie das System', zh: '主题：深色、浅色、跟随系统' },
  'Command palette': { de: 'Befehlspalette', zh: '命令面板' },
  'Show problems': { de: 'Probleme zeigen', zh: '显示问题' },
  // How the picture is shown.
  'How the picture is shown: light, contrast, magnifier…': {
    de: 'Darstellung des Bildes: Licht, Kontrast, Lupe…',
    zh: '图片的显示方式：亮度、对比度、放大镜…',
  },
  'Show the picture brighter': { de: 'Bild heller zeigen', zh: '提高显示亮度' },
  'Show the picture darker': { de: 'Bild dunkler zeigen', zh: '降低显示亮度' },
  'Show more contrast': { de: 'Mehr Kontrast zeigen', zh: '提高显示对比度' },
  'Show less contrast': { de: 'Weniger Kontrast zeigen', zh: '降低显示对比度' },
  'Lighten the shadows (gamma up)': { de: 'Schatten aufhellen (Gamma höher)', zh: '提亮阴影（增大伽马）' },
  'Darken the shadows (gamma down)': { de: 'Schatten abdunkeln (Gamma niedriger)', zh: '压暗阴影（减小伽马）' },
  'Show the picture inverted': { de: 'Bild invertiert zeigen', zh: '反相显示图片' },
  'Show the picture in gray': { de: 'Bild in Grau zeigen', zh: '以灰度显示图片' },
  'Levels from what the picture makes use of (16 bits)': {
    de: 'Tonwerte nach dem, was das Bild nutzt (16 Bit)',
    zh: '按图片实际范围设置色阶（16 位）',
  },
  'Show the picture as it is': { de: 'Bild zeigen, wie es ist', zh: '按原样显示图片' },
  'Magnifier while held': { de: 'Lupe, solange gehalten', zh: '按住时显示放大镜' },
  'Magnifier on or off': { de: 'Lupe ein oder aus', zh: '放大镜开关' },
  'Magnifier 4 or 8 times': { de: 'Lupe 4- oder 8-fach', zh: '放大镜 4 倍或 8 倍' },
  'Minimap on or off': { de: 'Übersichtskarte ein oder aus', zh: '缩略导航图开关' },
  'Rulers on or off': { de: 'Lineale ein oder aus', zh: '标尺开关' },
  'Keep zoom and place for the next picture, or show it whole': {
    de: 'Zoom und Stelle für das nächste Bild behalten oder es ganz zeigen',
    zh: '下一张图片保持缩放和位置，或完整显示',
  },
  'Keep light and contrast for the next picture, or not': {
    de: 'Licht und Kontrast für das nächste Bild behalten oder nicht',
    zh: '下一张图片保持亮度和对比度，或不保持',
  },
  // Keys.
  'Change keys…': { de: 'Tasten ändern…', zh: '更改按键…' },
  'Export keys…': { de: 'Tasten exportieren…', zh: '导出按键…' },
  'Import keys…': { de: 'Tasten importieren…', zh: '导入按键…' },
  'All keys as at first': { de: 'Alle Tasten wie am Anfang', zh: '恢复所有默认按键' },
  // The detector.
  'Pre-label this picture': { de: 'Dieses Bild vorbeschriften', zh: '预标注此图片' },
  'Pre-label the marked pictures': { de: 'Markierte Bilder vorbeschriften', zh: '预标注所标记的图片' },
  'Cancel the running job': { de: 'Laufende Aufgabe abbrechen', zh: '取消正在运行的任务' },
  'Proposal threshold down': { de: 'Schwelle der Vorschläge senken', zh: '降低建议框阈值' },
  'Proposal threshold up': { de: 'Schwelle der Vorschläge anheben', zh: '提高建议框阈值' },
  'Highest score of proposals down': { de: 'Höchste Konfidenz der Vorschläge senken', zh: '降低建议框的最高置信度' },
  'Highest score of proposals up': { de: 'Höchste Konfidenz der Vorschläge anheben', zh: '提高建议框的最高置信度' },
  'Scores of proposals, in numbers and by class…': {
    de: 'Konfidenz der Vorschläge, in Zahlen und nach Klasse…',
    zh: '建议框的置信度：数值与按类别…',
  },
  'Show proposals with the scores that the model suggests': {
    de: 'Vorschläge mit der Konfidenz zeigen, die das Modell empfiehlt',
    zh: '按模型建议的置信度显示建议框',
  },
  'Show what the detector runs on': { de: 'Zeigen, worauf der Detektor läuft', zh: '显示检测器的运行设备' },
  'Classes of the model in use…': { de: 'Klassen des benutzten Modells…', zh: '所用模型的类别…' },
  'Ask the detector at the pointer, or in the middle': {
    de: 'Detektor am Zeiger oder in der Mitte fragen',
    zh: '在指针处或中间询问检测器',
  },
  'Keep the box that the detector offers': { de: 'Angebotene Box des Detektors behalten', zh: '保留检测器提供的框' },
  'Next answer of the detector': { de: 'Nächste Antwort des Detektors', zh: '检测器的下一个回答' },
  'Previous answer of the detector': { de: 'Vorige Antwort des Detektors', zh: '检测器的上一个回答' },
  'Drop the question to the detector': { de: 'Frage an den Detektor verwerfen', zh: '放弃对检测器的询问' },
  'Draw tool: a click asks the detector, or not': {
    de: 'Zeichenwerkzeug: ein Klick fragt den Detektor oder nicht',
    zh: '绘制工具：单击询问检测器，或不询问',
  },
  'Keep the detector’s answer at once, or offer it first': {
    de: 'Antwort des Detektors sofort behalten oder erst anbieten',
    zh: '立即保留检测器的回答，或先提供',
  },
  'Drawn boxes snap to the detector, or not': {
    de: 'Gezeichnete Boxen rasten am Detektor ein oder nicht',
    zh: '绘制的框吸附到检测器的框，或不吸附',
  },
} as const satisfies Room;
