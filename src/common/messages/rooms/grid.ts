// The grid of crops.
import type { Room } from './row.ts';

export const grid = {
  Crops: { de: 'Ausschnitte', zh: '裁剪图' },
  px: { de: 'px', zh: 'px' },
  '{side} px': { de: '{side} px', zh: '{side} 像素' },

  // Which boxes.
  'Filter boxes': { de: 'Boxen filtern', zh: '筛选框' },
  'Where boxes came from': { de: 'Herkunft der Boxen', zh: '框的来源' },
  'Accepted and drawn': { de: 'Angenommen und gezeichnet', zh: '已接受和手绘' },
  'Score from': { de: 'Konfidenz von', zh: '置信度从' },
  'Score to': { de: 'Konfidenz bis', zh: '置信度到' },
  'Box size': { de: 'Boxgröße', zh: '框大小' },
  'Square root of the box’s area in picture pixels': {
    de: 'Wurzel der Fläche der Box in Bildpixeln',
    zh: '框面积的平方根，以图片像素计',
  },
  'Size from, px': { de: 'Größe von, px', zh: '大小从（像素）' },
  'Size to, px': { de: 'Größe bis, px', zh: '大小到（像素）' },
  any: { de: 'alle', zh: '不限' },
  'Classes that are shown': { de: 'Gezeigte Klassen', zh: '显示的类别' },
  'Classes: {classes}': { de: 'Klassen: {classes}', zh: '类别：{classes}' },
  'A deleted class': { de: 'Eine gelöschte Klasse', zh: '已删除的类别' },
  'Order of the crops': { de: 'Reihenfolge der Ausschnitte', zh: '裁剪图的顺序' },
  'Surest first': { de: 'Sicherste zuerst', zh: '置信度从高到低' },
  'Least sure first': { de: 'Unsicherste zuerst', zh: '置信度从低到高' },
  'Class, then score': { de: 'Klasse, dann Konfidenz', zh: '按类别，再按置信度' },
  'Largest first': { de: 'Größte zuerst', zh: '从大到小' },
  'Smallest first': { de: 'Kleinste zuerst', zh: '从小到大' },
  'By picture': { de: 'Nach Bild', zh: '按图片' },

  // What is done with them, and how they are shown.
  'Selected crops': { de: 'Gewählte Ausschnitte', zh: '选中的裁剪图' },
  Reject: { de: 'Ablehnen', zh: '拒绝' },
  Relabel: { de: 'Klasse ändern', zh: '更改类别' },
  'The class of the selected crops': { de: 'Klasse der gewählten Ausschnitte', zh: '选中裁剪图的类别' },
  'Keep decided': { de: 'Entschiedene behalten', zh: '保留已决定的' },
  'Off: what is decided leaves the grid': {
    de: 'Aus: Was entschieden ist, verschwindet aus den Ausschnitten',
    zh: '关闭时：已决定的框会从网格中移除',
  },
  Context: { de: 'Umgebung', zh: '周边' },
  'Context around a box': { de: 'Umgebung einer Box', zh: '框的周边范围' },
  'Crop size': { de: 'Ausschnittgröße', zh: '裁剪图大小' },
  'Size of the crops': { de: 'Größe der Ausschnitte', zh: '裁剪图的大小' },
  'Number of crops': { de: 'Anzahl der Ausschnitte', zh: '裁剪图数量' },
  '{chosen, number} selected of {total, number}': {
    de: '{chosen, number} gewählt von {total, number}',
    zh: '已选 {chosen, number} / {total, number}',
  },
  '{chosen, number} selected': { de: '{chosen, number} gewählt', zh: '已选 {chosen, number} 个' },
  'the first {count, number} shown; narrow the filter': {
    de: 'die ersten {count, number} gezeigt; Filter enger fassen',
    zh: '只显示前 {count, number} 个；请缩小筛选范围',
  },
  '{count, plural, one {box} other {boxes}}': {
    de: '{count, plural, one {Box} other {Boxen}}',
    zh: '{count, plural, other {个框}}',
  },

  // One of them.
  Reading: { de: 'Wird gelesen', zh: '正在读取' },
  'This box is not there any more': { de: 'Diese Box gibt es nicht mehr', zh: '此框已不存在' },
  '{origin, select, drawn {drawn} imported {imported} proposed {proposed} accepted {accepted} edited {edited} other {rejected}}':
    {
      de: '{origin, select, drawn {gezeichnet} imported {importiert} proposed {vorgeschlagen} accepted {angenommen} edited {bearbeitet} other {abgelehnt}}',
      zh: '{origin, select, drawn {手绘} imported {导入} proposed {建议} accepted {已接受} edited {已修改} other {已拒绝}}',
    },
  '{class}, {origin}, picture {picture}': {
    de: '{class}, {origin}, Bild {picture}',
    zh: '{class}，{origin}，图片 {picture}',
  },
  'deleted class': { de: 'gelöschte Klasse', zh: '已删除的类别' },
  'Whole picture': { de: 'Ganzes Bild', zh: '整张图片' },
  'Close the large view': { de: 'Große Ansicht schließen', zh: '关闭大图' },

  // Where there is nothing, and what was told.
  'The boxes could not be read': { de: 'Die Boxen konnten nicht gelesen werden', zh: '无法读取框' },
  'Looking for boxes': { de: 'Boxen werden gesucht', zh: '正在查找框' },
  'There are no boxes yet': { de: 'Es gibt noch keine Boxen', zh: '还没有框' },
  'Let the model propose boxes, then decide about many of them here at once.': {
    de: 'Das Modell Boxen vorschlagen lassen, dann hier über viele zugleich entscheiden.',
    zh: '先让模型给出建议框，再在此批量决定。',
  },
  'Every proposal is decided': { de: 'Alle Vorschläge sind entschieden', zh: '所有建议框均已决定' },
  'No box matches': { de: 'Keine Box passt', zh: '没有符合的框' },
  'Show all boxes': { de: 'Alle Boxen zeigen', zh: '显示所有框' },
  'Pre-label more pictures, or look through what was accepted.': {
    de: 'Weitere Bilder vorbeschriften oder das Angenommene durchsehen.',
    zh: '可预标注更多图片，或查看已接受的框。',
  },
  'Change the filter above.': { de: 'Oben den Filter ändern.', zh: '请更改上方的筛选条件。' },
  '{count, plural, one {# was so already, or was changed meanwhile, and stays as it is.} other {# were so already, or were changed meanwhile, and stay as they are.}}':
    {
      de: '{count, plural, one {# war schon so oder wurde inzwischen geändert und bleibt, wie sie ist.} other {# waren schon so oder wurden inzwischen geändert und bleiben, wie sie sind.}}',
      zh: '{count, plural, other {# 个框原本如此或期间已更改，保持不变。}}',
    },
} as const satisfies Room;
