// The page that looks at the data: its plots.
import type { Room } from './row.ts';

export const insight = {
  'Look at the data': { de: 'Daten ansehen', zh: '查看数据' },
  'There are no pictures yet': { de: 'Es gibt noch keine Bilder', zh: '还没有图片' },
  'Add a folder of pictures, and what is in it is shown here.': {
    de: 'Einen Bilderordner hinzufügen; was darin ist, steht dann hier.',
    zh: '添加一个图片文件夹，其中的内容会显示在这里。',
  },
  'The data could not be counted': { de: 'Die Daten konnten nicht gezählt werden', zh: '无法统计数据' },
  Counting: { de: 'Wird gezählt', zh: '正在统计' },
  Figures: { de: 'Zahlen', zh: '统计' },
  'All in the grid': { de: 'Alle als Ausschnitte', zh: '在网格中查看全部' },
  Findings: { de: 'Befunde', zh: '检查结果' },
  'What is shown': { de: 'Was gezeigt wird', zh: '显示内容' },
  'Which boxes': { de: 'Welche Boxen', zh: '哪些框' },
  'Your boxes': { de: 'Eigene Boxen', zh: '你的框' },
  Both: { de: 'Beide', zh: '两者' },
  'All splits': { de: 'Alle Splits', zh: '全部划分' },
  Split: { de: 'Split', zh: '划分' },
  Splits: { de: 'Splits', zh: '划分' },
  'no split': { de: 'kein Split', zh: '未划分' },

  // Plots.
  'Boxes a picture': { de: 'Boxen je Bild', zh: '每张图片的框数' },
  'Sizes of boxes': { de: 'Boxgrößen', zh: '框的大小' },
  'Shapes of boxes': { de: 'Seitenverhältnisse der Boxen', zh: '框的宽高比' },
  'Sizes of pictures': { de: 'Bildgrößen', zh: '图片尺寸' },
  'Where boxes lie': { de: 'Wo Boxen liegen', zh: '框的位置' },
  'Square root of the area, px': { de: 'Wurzel der Fläche, px', zh: '面积的平方根，px' },
  'Width over height': { de: 'Breite durch Höhe', zh: '宽除以高' },
  'Width × height, px': { de: 'Breite × Höhe, px', zh: '宽 × 高，px' },
  'Middle of the box, % of the picture’s width and height': {
    de: 'Mitte der Box, % der Breite und Höhe des Bilds',
    zh: '框中心，占图片宽和高的百分比',
  },
  '{from} to {to}': { de: '{from} bis {to}', zh: '{from} 到 {to}' },
  '{left} % from the left, {top} % from the top': {
    de: '{left} % von links, {top} % von oben',
    zh: '距左 {left} %，距上 {top} %',
  },
  '{name}, on {pictures, plural, one {# picture} other {# pictures}}': {
    de: '{name}, auf {pictures, plural, one {# Bild} other {# Bildern}}',
    zh: '{name}，{pictures, plural, other {# 张图片}}',
  },
  '{name}, {boxes, plural, one {# box} other {# boxes}}': {
    de: '{name}, {boxes, plural, one {# Box} other {# Boxen}}',
    zh: '{name}，{boxes, plural, other {# 个框}}',
  },
  '{count, plural, one {# other size} other {# other sizes}}': {
    de: '{count, plural, one {# andere Größe} other {# andere Größen}}',
    zh: '{count, plural, other {其他 # 种尺寸}}',
  },
  '{counted} by: {across}': { de: '{counted} nach: {across}', zh: '{counted}，按：{across}' },
  'Nothing to count yet.': { de: 'Noch nichts zu zählen.', zh: '还没有可统计的内容。' },
  'What to do with the plot': { de: 'Was mit dem Diagramm geschieht', zh: '对图表的操作' },
  'Menu of the plot: {title}': { de: 'Menü des Diagramms: {title}', zh: '图表菜单：{title}' },
  'As a table': { de: 'Als Tabelle', zh: '以表格显示' },
  '{count, number} more stand in the table that is saved.': {
    de: '{count, number} weitere stehen in der gespeicherten Tabelle.',
    zh: '另有 {count, number} 行在保存的表格中。',
  },

  // Findings.
  'The data could not be checked': { de: 'Die Daten konnten nicht geprüft werden', zh: '无法检查数据' },
  Checking: { de: 'Wird geprüft', zh: '正在检查' },
  'Nothing was found': { de: 'Nichts gefunden', zh: '没有发现问题' },
  'Structure, quality, distribution and what readers of an export want: all is as it should be.': {
    de: 'Aufbau, Qualität, Verteilung und was Leser eines Exports wollen: alles ist, wie es sein soll.',
    zh: '结构、质量、分布以及导出读取方的要求：一切正常。',
  },
  'Choose a finding': { de: 'Einen Befund wählen', zh: '选择一项检查结果' },
  'Its pictures, boxes or classes are listed here; each opens in its picture.': {
    de: 'Seine Bilder, Boxen oder Klassen stehen dann hier; jedes öffnet sich in seinem Bild.',
    zh: '其图片、框或类别会列在这里；每项都可在图片中打开。',
  },
  'The first {count} are listed.': { de: 'Die ersten {count} sind aufgeführt.', zh: '已列出前 {count} 项。' },
  'Nothing is left of it': { de: 'Davon ist nichts übrig', zh: '已全部处理' },
  'This picture is not there any more': { de: 'Dieses Bild ist nicht mehr da', zh: '这张图片已不存在' },
  'Find near-duplicate pictures': { de: 'Fast gleiche Bilder finden', zh: '查找近似重复的图片' },
  '{made, plural, one {# picture compared.} other {# pictures compared.}}{failed, plural, =0 {} one { # picture could not be read.} other { # pictures could not be read.}}':
    {
      de: '{made, plural, one {# Bild verglichen.} other {# Bilder verglichen.}}{failed, plural, =0 {} one { # Bild konnte nicht gelesen werden.} other { # Bilder konnten nicht gelesen werden.}}',
      zh: '已比较 {made, plural, other {# 张图片}}。{failed, plural, =0 {} other {有 # 张图片无法读取。}}',
    },
  'The pictures could not be compared.': {
    de: 'Die Bilder konnten nicht verglichen werden.',
    zh: '无法比较图片。',
  },
  'Comparing pictures': { de: 'Bilder werden verglichen', zh: '正在比较图片' },
  '{count, plural, one {# thing} other {# things}} to look at first: {what}': {
    de: '{count, plural, one {# Befund} other {# Befunde}} zuerst ansehen: {what}',
    zh: '建议先查看 {count, plural, other {# 项}}：{what}',
  },
  'Look at them': { de: 'Ansehen', zh: '查看' },
  'Save as a picture (PNG)…': { de: 'Als Bild speichern (PNG)…', zh: '存为图片 (PNG)…' },
  'Save as a table (CSV)…': { de: 'Als Tabelle speichern (CSV)…', zh: '存为表格 (CSV)…' },
  'Save the plot': { de: 'Diagramm speichern', zh: '保存图表' },
  'Saved as {location}.': { de: 'Gespeichert als {location}.', zh: '已保存为 {location}。' },
  'The plot did not come as a picture.': {
    de: 'Das Diagramm kam nicht als Bild an.',
    zh: '图表不是有效的图片。',
  },
  Back: { de: 'Zurück', zh: '返回' },
  'Back to the list of findings': { de: 'Zurück zur Liste der Befunde', zh: '返回检查结果列表' },
} as const satisfies Room;
