// The settings page.
import type { Room } from './row.ts';

export const settings = {
  Language: { de: 'Sprache', zh: '语言' },
  'As the system': { de: 'Wie das System', zh: '跟随系统' },
  'The window speaks it when it starts again. Steps to undo begin anew then.': {
    de: 'Das Fenster spricht sie, wenn es neu startet. Rückgängig beginnt dann von vorn.',
    zh: '重新启动窗口后生效。届时撤销记录将重新开始。',
  },
  'What was set is in force now, but will be forgotten at the next start. {reason}': {
    de: 'Die Einstellung gilt jetzt, wird aber beim nächsten Start vergessen sein. {reason}',
    zh: '设置现已生效，但下次启动时会丢失。{reason}',
  },
  'Start again now': { de: 'Jetzt neu starten', zh: '立即重新启动' },

  // How things look.
  Look: { de: 'Darstellung', zh: '外观' },
  Theme: { de: 'Farbschema', zh: '主题' },
  Dark: { de: 'Dunkel', zh: '深色' },
  Light: { de: 'Hell', zh: '浅色' },
  'Crosshair while drawing': { de: 'Fadenkreuz beim Zeichnen', zh: '绘制时显示十字线' },
  'Filmstrip below the picture': { de: 'Filmstreifen unter dem Bild', zh: '图片下方显示胶片栏' },
  'Rulers in pixels at the picture': { de: 'Lineale in Pixeln am Bild', zh: '图片旁显示像素标尺' },
  'Move the view to each box that keys select, instead of only to one out of sight': {
    de: 'Die Ansicht zu jeder mit Tasten gewählten Box bewegen, statt nur zu einer außer Sicht',
    zh: '视图移到每个用按键选中的框，而不只是移到视野外的框',
  },
  'Keep zoom and place for the next picture, instead of showing it whole': {
    de: 'Zoom und Stelle für das nächste Bild behalten, statt es ganz zu zeigen',
    zh: '下一张图片保持缩放和位置，而不是显示整张',
  },
  'Keep light and contrast for the next picture, instead of showing it as it is': {
    de: 'Licht und Kontrast für das nächste Bild behalten, statt es zu zeigen, wie es ist',
    zh: '下一张图片保持亮度和对比度，而不是原样显示',
  },

  // Boxes.
  Draw: { de: 'Zeichnen', zh: '绘制' },
  'Edges snap to boxes near by (to the picture’s border always; Ctrl lets go)': {
    de: 'Kanten rasten an nahen Boxen ein (am Bildrand immer; Strg löst)',
    zh: '边吸附到附近的框（始终吸附图片边界；按 Ctrl 取消）',
  },
  'With the draw tool a click asks the detector for the box there (where boxes are drawn by a drag)': {
    de: 'Ein Klick mit dem Zeichenwerkzeug fragt den Detektor nach der Box dort (wenn Boxen durch Ziehen gezeichnet werden)',
    zh: '用绘制工具单击时，向检测器询问该处的框（以拖动方式绘制时）',
  },
  'Keep the detector’s answer at once, without Enter': {
    de: 'Die Antwort des Detektors sofort behalten, ohne Enter',
    zh: '立即保留检测器的回答，无需按 Enter',
  },
  'A drawn box takes the edges of the detector’s box that it overlaps (Ctrl at the release keeps yours)': {
    de: 'Eine gezeichnete Box übernimmt die Kanten der Detektor-Box, die sie überlappt (Strg beim Loslassen behält die eigenen)',
    zh: '绘制的框采用与其重叠的检测器框的边（松开时按住 Ctrl 则保留自己的）',
  },
  'Duplicates overlap by an IoU of at least': {
    de: 'Duplikate überlappen sich mit einem IoU von mindestens',
    zh: '视为重复框的最小 IoU',
  },
  'Least overlap of duplicates': { de: 'Kleinste Überlappung von Duplikaten', zh: '重复框的最小重叠' },
  Colour: { de: 'Farbe', zh: '颜色' },

  // You, limits, network.
  You: { de: 'Person', zh: '个人' },
  Limits: { de: 'Grenzen', zh: '限制' },
  'Largest picture': { de: 'Größtes Bild', zh: '最大图片' },
  'Largest picture in megapixels': { de: 'Größtes Bild in Megapixeln', zh: '最大图片（百万像素）' },
  megapixels: { de: 'Megapixel', zh: '百万像素' },
  'Back to 268': { de: 'Zurück auf 268', zh: '恢复为 268' },
  'Larger pictures are refused before they are decoded and listed under Data. From 1 to 4,000.': {
    de: 'Größere Bilder werden vor dem Dekodieren abgewiesen und unter Daten aufgeführt. Von 1 bis 4.000.',
    zh: '更大的图片在解码前即被拒绝，并列在“数据”中。范围 1 到 4,000。',
  },
  Network: { de: 'Netz', zh: '网络' },
  Proxy: { de: 'Proxy', zh: '代理' },
  None: { de: 'Ohne', zh: '无' },
  'This one': { de: 'Dieser', zh: '指定' },
  'Address of the proxy': { de: 'Adresse des Proxys', zh: '代理地址' },
  'Only the download of official weights uses the network, and only when you ask for it. “As the system” takes HTTPS_PROXY and NO_PROXY first, then the system’s own settings.':
    {
      de: 'Nur das Herunterladen offizieller Gewichte nutzt das Netz, und nur auf Wunsch. „Wie das System“ nimmt zuerst HTTPS_PROXY und NO_PROXY, dann die Einstellungen des Systems.',
      zh: '只有下载官方权重时才使用网络，且仅在你要求时。“跟随系统”先采用 HTTPS_PROXY 和 NO_PROXY，再采用系统自身的设置。',
    },

  // Large pictures, keys.
  'Large pictures': { de: 'Große Bilder', zh: '大图片' },
  'Pre-label in tiles': { de: 'In Kacheln vorbeschriften', zh: '分块预标注' },
  Automatic: { de: 'Automatisch', zh: '自动' },
  Off: { de: 'Aus', zh: '关闭' },
  'By hand': { de: 'Von Hand', zh: '手动' },
  'Side of a tile in pixels': { de: 'Seite einer Kachel in Pixeln', zh: '分块边长（像素）' },
  pixels: { de: 'Pixel', zh: '像素' },
  'A model sees a large picture much reduced, and small objects vanish. In tiles, which overlap by a fifth, it sees them at their size; the whole picture is looked at too. Automatic cuts where your boxes show that objects are small.':
    {
      de: 'Ein Modell sieht ein großes Bild stark verkleinert, und kleine Objekte verschwinden. In Kacheln, die sich um ein Fünftel überlappen, sieht es sie in ihrer Größe; das ganze Bild wird auch angesehen. Automatisch teilt dort, wo vorhandene Boxen zeigen, dass Objekte klein sind.',
      zh: '模型看到的大图片会被大幅缩小，小目标因此消失。分块（相互重叠五分之一）让模型以原尺寸看到它们；整张图片也会检测。“自动”在已有的框表明目标很小时才分块。',
    },

  // The file of the settings.
  '{count, plural, one {# line} other {# lines}} of the settings file could not be taken. The rest of it counts.': {
    de: '{count, plural, one {# Zeile} other {# Zeilen}} der Einstellungsdatei nicht übernommen. Der Rest gilt.',
    zh: '设置文件中有 {count, plural, other {# 行}}无法采用。其余部分有效。',
  },
  'Settings file': { de: 'Einstellungsdatei', zh: '设置文件' },
} as const satisfies Room;
