// The inspector: boxes, corners, notes, history, facts of the picture.
import type { Room } from './row.ts';

export const boxPanels = {
  // The list of boxes.
  Inspector: { de: 'Inspektor', zh: '检查器' },
  'Boxes of this picture': { de: 'Boxen dieses Bildes', zh: '此图片的框' },
  Hidden: { de: 'Verborgen', zh: '已隐藏' },
  proposed: { de: 'vorgeschlagen', zh: '建议' },
  '{name}, {kind}': { de: '{name}, {kind}', zh: '{name}，{kind}' },
  '{name}, {kind} {score}': { de: '{name}, {kind} {score}', zh: '{name}，{kind} {score}' },
  'unknown class': { de: 'unbekannte Klasse', zh: '未知类别' },
  '{count, number} not shown by score': {
    de: '{count, number} nicht gezeigt',
    zh: '{count, number} 个未显示',
  },
  'Reading the boxes': { de: 'Boxen werden gelesen', zh: '正在读取框' },
  'No picture is open.': { de: 'Kein Bild ist geöffnet.', zh: '未打开图片。' },
  'This picture cannot be read.': { de: 'Dieses Bild ist nicht lesbar.', zh: '无法读取此图片。' },
  'No proposal has a score that is shown. {keys} lowers the threshold.': {
    de: 'Kein Vorschlag hat eine Konfidenz, die gezeigt wird. {keys} senkt die Schwelle.',
    zh: '没有建议框的置信度在显示范围内。{keys} 降低阈值。',
  },
  'No boxes yet.': { de: 'Noch keine Boxen.', zh: '还没有框。' },
  '{keys} pre-labels this picture': { de: '{keys} beschriftet dieses Bild vor', zh: '{keys} 预标注此图片' },
  '{keys} draws a box': { de: '{keys} zeichnet eine Box', zh: '{keys} 绘制框' },
  'Accept {name}': { de: 'Annehmen: {name}', zh: '接受：{name}' },
  'Accept after all: {name}': { de: 'Doch annehmen: {name}', zh: '仍然接受：{name}' },
  'Reject {name}': { de: 'Ablehnen: {name}', zh: '拒绝：{name}' },
  'Delete {name}': { de: 'Löschen: {name}', zh: '删除：{name}' },

  // Locked and hidden boxes.
  'Locked; unlock {name}': { de: 'Gesperrt; entsperren: {name}', zh: '已锁定；解锁：{name}' },
  'Hidden; show {name}': { de: 'Verborgen; zeigen: {name}', zh: '已隐藏；显示：{name}' },
  'Hide {name}': { de: 'Verbergen: {name}', zh: '隐藏：{name}' },
  '{count, number} hidden · Show all': {
    de: '{count, number} verborgen · Alle zeigen',
    zh: '已隐藏 {count, number} 个 · 全部显示',
  },
  '{count, number} faded or hidden · Show all': {
    de: '{count, number} verblasst oder verborgen · Alle zeigen',
    zh: '已淡化或隐藏 {count, number} 个 · 全部显示',
  },

  // The selected box.
  'Selected box': { de: 'Ausgewählte Box', zh: '选中的框' },
  'Class of the box': { de: 'Klasse der Box', zh: '框的类别' },
  'COCO’s iscrowd': { de: 'iscrowd in COCO', zh: 'COCO 的 iscrowd' },
  Crowd: { de: 'Gruppe', zh: '群体' },
  '{pixels} px. Arrows count by 1, with Shift by 10, with Alt by 1/8. Four pasted numbers set all.': {
    de: '{pixels} px. Pfeiltasten zählen um 1, mit Umschalt um 10, mit Alt um 1/8. Vier eingefügte Zahlen setzen alle.',
    zh: '{pixels} px。方向键每次增减 1，按住 Shift 为 10，按住 Alt 为 1/8。粘贴四个数字可一次设定全部。',
  },
  '“{text}” is neither a number nor four (x1 y1 x2 y2).': {
    de: '„{text}“ ist weder eine Zahl noch vier (x1 y1 x2 y2).',
    zh: '“{text}”既不是一个数字，也不是四个数字 (x1 y1 x2 y2)。',
  },
  '{corner} is a number of pixels, such as 120.5. Esc brings it back.': {
    de: '{corner} ist eine Zahl in Pixeln, etwa 120,5. Esc holt sie zurück.',
    zh: '{corner} 应为像素数，例如 120.5。按 Esc 恢复原值。',
  },
  '“{text}” is no number: {corner} is a number of pixels, such as 120.5.': {
    de: '„{text}“ ist keine Zahl: {corner} ist eine Zahl in Pixeln, etwa 120,5.',
    zh: '“{text}”不是数字：{corner} 应为像素数，例如 120.5。',
  },
  'Note on the box': { de: 'Notiz zur Box', zh: '框的备注' },

  // What was done to the picture.
  'History of this picture': { de: 'Verlauf dieses Bildes', zh: '此图片的历史记录' },
  History: { de: 'Verlauf', zh: '历史记录' },
  'Older steps of this picture were let go to save memory.': {
    de: 'Ältere Schritte dieses Bildes wurden verworfen, um Speicher zu sparen.',
    zh: '为节省内存，此图片较早的步骤已被丢弃。',
  },
  'Nothing was done to this picture yet.': {
    de: 'An diesem Bild wurde noch nichts geändert.',
    zh: '尚未对此图片做任何操作。',
  },
  Steps: { de: 'Schritte', zh: '步骤' },
  'As it was opened': { de: 'Wie beim Öffnen', zh: '打开时的状态' },
  'by a job': { de: 'von einer Aufgabe', zh: '由任务完成' },

  // Facts of the picture.
  'Picture facts': { de: 'Angaben zum Bild', zh: '图片信息' },
  Size: { de: 'Größe', zh: '尺寸' },
  Problem: { de: 'Problem', zh: '问题' },
  'Note on the picture': { de: 'Notiz zum Bild', zh: '图片备注' },
  'not known yet': { de: 'noch nicht bekannt', zh: '尚不清楚' },
  '{width} × {height} px · {megapixels} MP': {
    de: '{width} × {height} px · {megapixels} MP',
    zh: '{width} × {height} px · {megapixels} MP',
  },
} as const satisfies Room;
