// The canvas and its tools.
import type { Room } from './row.ts';

export const canvas = {
  'canvas for boxes': { de: 'Zeichenfläche für Boxen', zh: '框的画布' },
  'Reading the picture…': { de: 'Bild wird gelesen…', zh: '正在读取图片…' },
  'class {id}': { de: 'Klasse {id}', zh: '类别 {id}' },
  '{name} · group': { de: '{name} · Gruppe', zh: '{name} · 群体' },
  '{percent} %': { de: '{percent} %', zh: '{percent}%' },
  // What a screen reader says of the selection.
  '{selected, plural, one {# box} other {# boxes}} selected of {count, number}': {
    de: '{selected, plural, one {# Box} other {# Boxen}} von {count, number} ausgewählt',
    zh: '已选择 {count, number} 个框中的 {selected, plural, other {# 个}}',
  },
  'Box {place} of {count}, {name}{kind, select, group {, a group} other {}}, {origin}, {width} by {height} pixels at {x}, {y}':
    {
      de: 'Box {place} von {count}, {name}{kind, select, group {, eine Gruppe} other {}}, {origin}, {width} mal {height} Pixel bei {x}, {y}',
      zh: '第 {place} 个框，共 {count} 个，{name}{kind, select, group {，群体} other {}}，{origin}，{width} 乘 {height} 像素，位于 {x}, {y}',
    },
  'proposed {score}': { de: 'vorgeschlagen {score}', zh: '建议 {score}' },
  'edited after proposal': { de: 'nach Vorschlag bearbeitet', zh: '建议后经修改' },
  // What the tools say.
  'Drag from corner to corner to draw a box. V selects boxes.': {
    de: 'Für eine Box von Ecke zu Ecke ziehen. V wählt Boxen aus.',
    zh: '从一角拖到对角以绘制框。按 V 选择框。',
  },
  'Click the opposite corner. Backspace or Esc takes the first one back.': {
    de: 'Die gegenüberliegende Ecke anklicken. Rücktaste oder Esc nimmt die erste zurück.',
    zh: '单击对角。按 Backspace 或 Esc 收回第一个角。',
  },
  'Point 1 of 4. Click where the object ends left, right, top and bottom, in any order.': {
    de: 'Punkt 1 von 4. Klicken, wo das Objekt links, rechts, oben und unten endet, in beliebiger Reihenfolge.',
    zh: '第 1 个点，共 4 个。依次单击对象的最左、最右、最上和最下处，顺序不限。',
  },
  'Point {place} of 4.': { de: 'Punkt {place} von 4.', zh: '第 {place} 个点，共 4 个。' },
  'Nothing was drawn: that was beside the picture.': {
    de: 'Nichts gezeichnet: Das war neben dem Bild.',
    zh: '未绘制：位置在图片之外。',
  },
  'Nothing was drawn: {size} px on screen is too small for a box. Zoom in to draw a small one.': {
    de: 'Nichts gezeichnet: {size} px auf dem Bildschirm sind zu klein für eine Box. Für eine kleine erst vergrößern.',
    zh: '未绘制：屏幕上 {size} 像素太小，不能成为框。要绘制小框请先放大。',
  },
  'Add or choose a class first, then draw.': {
    de: 'Erst eine Klasse hinzufügen oder wählen, dann zeichnen.',
    zh: '请先添加或选择类别，再绘制。',
  },
  'Select one box; Alt and the wheel move its nearest edge.': {
    de: 'Eine Box auswählen; Alt und Mausrad bewegen ihre nächste Kante.',
    zh: '请选择一个框；Alt 加滚轮可移动其最近的边。',
  },
  'Boxes cannot be changed now: the project is open for reading only, or its boxes are still being read.': {
    de: 'Boxen lassen sich jetzt nicht ändern: Das Projekt ist nur zum Lesen offen, oder seine Boxen werden noch gelesen.',
    zh: '现在不能更改框：项目以只读方式打开，或其框仍在读取。',
  },
  'This box is locked. Alt+L unlocks it.': {
    de: 'Diese Box ist gesperrt. Alt+L entsperrt sie.',
    zh: '此框已锁定。按 Alt+L 解锁。',
  },
  // What the detector is asked at a point.
  'Asking the detector…': { de: 'Detektor wird gefragt…', zh: '正在询问检测器…' },
  'Snapped to the detector · Ctrl at the release keeps yours': {
    de: 'Am Detektor eingerastet · Strg beim Loslassen behält die eigene',
    zh: '已吸附到检测器的框 · 松开时按住 Ctrl 保留您的框',
  },
  '{place} of {count}': { de: '{place} von {count}', zh: '{place} / {count}' },
  '{key} keeps': { de: '{key} behält', zh: '{key} 保留' },
  '{key} next': { de: '{key} weiter', zh: '{key} 下一个' },
  '{key} drops': { de: '{key} verwirft', zh: '{key} 放弃' },
  'this model only knows its final boxes': {
    de: 'dieses Modell kennt nur seine endgültigen Boxen',
    zh: '此模型只提供最终框',
  },
  // The draw tool and the tools of the selection.
  'How boxes are drawn': { de: 'Wie Boxen gezeichnet werden', zh: '绘制框的方式' },
  'Snap to boxes near by': { de: 'An nahen Boxen einrasten', zh: '吸附到附近的框' },
  'The detector helps': { de: 'Der Detektor hilft', zh: '检测器辅助' },
  'A click asks for the box there': { de: 'Ein Klick fragt nach der Box dort', zh: '单击请求该处的框' },
  'Keep its answer at once': { de: 'Antwort sofort behalten', zh: '立即保留其回答' },
  'Drawn boxes take its edges': { de: 'Gezeichnete Boxen übernehmen seine Kanten', zh: '绘制的框采用其边' },
  'Selected boxes': { de: 'Ausgewählte Boxen', zh: '所选框' },
  'Align to the first selected': { de: 'An der zuerst ausgewählten ausrichten', zh: '与首个所选框对齐' },
  // Pictures that cannot be shown.
  'This picture has {now} pixels now and had {before} when its folder was read. Look through the folder again.': {
    de: 'Dieses Bild hat jetzt {now} Pixel und hatte {before}, als sein Ordner gelesen wurde. Den Ordner neu durchsehen.',
    zh: '此图片现在为 {now} 像素，读取文件夹时为 {before}。请重新查看文件夹。',
  },
  'This picture cannot be decoded: the file is damaged or too large for the memory left. Open it in another program to check it.':
    {
      de: 'Dieses Bild lässt sich nicht dekodieren: Die Datei ist beschädigt oder zu groß für den freien Speicher. Zur Prüfung in einem anderen Programm öffnen.',
      zh: '无法解码此图片：文件已损坏，或对剩余内存来说太大。请用其他程序打开检查。',
    },
  'This picture could not be read. Check that its folder is still there, then look through it again.': {
    de: 'Dieses Bild konnte nicht gelesen werden. Prüfen, ob sein Ordner noch da ist, dann neu durchsehen.',
    zh: '无法读取此图片。请检查其文件夹是否还在，然后重新查看。',
  },
  'This picture could not be read.': { de: 'Dieses Bild konnte nicht gelesen werden.', zh: '无法读取此图片。' },
} as const satisfies Room;
