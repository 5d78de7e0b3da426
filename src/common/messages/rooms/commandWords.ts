// What commands say when they have done something, or why they cannot.
import type { Room } from './row.ts';

export const commandWords = {
  'The program is still fetching ids for new boxes. Try again in a moment.': {
    de: 'Das Programm holt noch IDs für neue Boxen. Gleich noch einmal versuchen.',
    zh: '程序仍在获取新框的 ID。请稍后再试。',
  },
  // By each other.
  'They are in line already.': { de: 'Sie liegen schon in einer Linie.', zh: '它们已经对齐。' },
  'Aligned to the first selected.': { de: 'An der zuerst ausgewählten ausgerichtet.', zh: '已与首个所选框对齐。' },
  'A box of less than 2 px cannot be split.': {
    de: 'Eine Box unter 2 px lässt sich nicht teilen.',
    zh: '小于 2 像素的框不能拆分。',
  },
  'No two boxes of a class overlap by {overlap} or more.': {
    de: 'Keine zwei Boxen einer Klasse überlappen um {overlap} oder mehr.',
    zh: '没有同类别的两个框重叠达到 {overlap} 或以上。',
  },
  '{count, plural, one {# duplicate was} other {# duplicates were}} merged: boxes of a class that overlap by {overlap} or more. Ctrl+Z takes it back.':
    {
      de: '{count, plural, one {# Duplikat} other {# Duplikate}} zusammengeführt: Boxen einer Klasse, die um {overlap} oder mehr überlappen. Strg+Z nimmt es zurück.',
      zh: '已合并 {count, plural, other {# 个重复框}}：同类别且重叠达到 {overlap} 或以上的框。按 Ctrl+Z 撤销。',
    },
  // The detector.
  'The detector offers {name} {score}': {
    de: 'Der Detektor bietet {name} {score} an',
    zh: '检测器提供 {name} {score}',
  },
  'The detector offers {name} {score}, {place} of {count}': {
    de: 'Der Detektor bietet {name} {score} an, {place} von {count}',
    zh: '检测器提供 {name} {score}，第 {place} 个，共 {count} 个',
  },
  'Kept {name}': { de: '{name} behalten', zh: '已保留 {name}' },
  'Snapped to the detector. Undo brings back what you drew.': {
    de: 'Am Detektor eingerastet. Rückgängig bringt das Gezeichnete zurück.',
    zh: '已吸附到检测器的框。撤销可恢复您绘制的框。',
  },
  'A click asks the detector': { de: 'Ein Klick fragt den Detektor', zh: '单击询问检测器' },
  'A click does nothing': { de: 'Ein Klick tut nichts', zh: '单击无操作' },
  'Answers are kept at once': { de: 'Antworten werden sofort behalten', zh: '立即保留回答' },
  'Answers are offered first': { de: 'Antworten werden erst angeboten', zh: '先提供回答' },
  'Drawn boxes snap to the detector': {
    de: 'Gezeichnete Boxen rasten am Detektor ein',
    zh: '绘制的框吸附到检测器的框',
  },
  'Drawn boxes stay as they are drawn': { de: 'Gezeichnete Boxen bleiben, wie sie sind', zh: '绘制的框保持原样' },
  'Proposals from {from}': { de: 'Vorschläge ab {from}', zh: '建议框：{from} 起' },
  'Proposals from {from} to {to}': { de: 'Vorschläge von {from} bis {to}', zh: '建议框：{from} 到 {to}' },
  // Judging.
  'Marked as {name}': { de: 'Als {name} markiert', zh: '已标记为 {name}' },
  'Not {name} any more': { de: 'Nicht mehr {name}', zh: '不再是 {name}' },
  '{said} No proposal is left; Enter marks the picture done.': {
    de: '{said} Kein Vorschlag ist übrig; Enter markiert das Bild als fertig.',
    zh: '{said}没有剩余的建议框；按 Enter 将图片标为完成。',
  },
  'Accepted.': { de: 'Angenommen.', zh: '已接受。' },
  'Accepted as {name}.': { de: 'Angenommen als {name}.', zh: '已接受为 {name}。' },
  'Accepted {proposals}.': { de: '{proposals} angenommen.', zh: '已接受 {proposals}。' },
  'Rejected {boxes}.': { de: '{boxes} abgelehnt.', zh: '已拒绝 {boxes}。' },
  'Deleted {boxes}.': { de: '{boxes} gelöscht.', zh: '已删除 {boxes}。' },
  'Rejected the proposal under the pointer.': {
    de: 'Vorschlag unter dem Zeiger abgelehnt.',
    zh: '已拒绝指针下的建议框。',
  },
  'Picture labelled. Enter goes to the next unfinished one.': {
    de: 'Bild beschriftet. Enter geht zum nächsten unfertigen.',
    zh: '图片已标注。按 Enter 转到下一张未完成的图片。',
  },
  'Picture labelled.': { de: 'Bild beschriftet.', zh: '图片已标注。' },
  'Picture reviewed.': { de: 'Bild geprüft.', zh: '图片已审核。' },
  'Picture returned.': { de: 'Bild zurückgegeben.', zh: '图片已退回。' },
  'Taken back.': { de: 'Zurückgenommen.', zh: '已取消。' },
  '{summary}.': { de: '{summary}.', zh: '{summary}。' },
  // Classes and ways of drawing.
  'Drawing {name}': { de: 'Zeichnet {name}', zh: '绘制 {name}' },
  '{count, plural, one {Relabelled box} other {Relabelled # boxes}} as {name}': {
    de: '{count, plural, one {Klasse der Box} other {Klasse von # Boxen}} geändert: {name}',
    zh: '已将 {count, plural, other {# 个框}}改为 {name}',
  },
  'Drawing by a drag': { de: 'Zeichnen durch Ziehen', zh: '拖动绘制' },
  'Drawing by two corners': { de: 'Zeichnen über zwei Ecken', zh: '用两个角点绘制' },
  'Drawing by four outermost points': { de: 'Zeichnen über vier äußerste Punkte', zh: '用四个最外点绘制' },
  'Edges snap to boxes near by': { de: 'Kanten rasten an nahen Boxen ein', zh: '边吸附到附近的框' },
  'Edges snap to the picture alone': { de: 'Kanten rasten nur am Bild ein', zh: '边仅吸附到图片边界' },
  // Copies.
  'Copied {boxes}.': { de: '{boxes} kopiert.', zh: '已复制 {boxes}。' },
  '{count, plural, one {# box} other {# boxes}} of a deleted class could not be pasted.': {
    de: '{count, plural, one {# Box einer gelöschten Klasse konnte} other {# Boxen einer gelöschten Klasse konnten}} nicht eingefügt werden.',
    zh: '{count, plural, other {# 个框}}的类别已删除，无法粘贴。',
  },
  'There is no box to copy: select proposals, or accept them first.': {
    de: 'Keine Box zum Kopieren: Vorschläge auswählen oder erst annehmen.',
    zh: '没有可复制的框：请选择建议框，或先接受。',
  },
  'This is the last picture; there is none to copy to.': {
    de: 'Das ist das letzte Bild; es gibt keines, in das kopiert werden kann.',
    zh: '这是最后一张图片；没有可复制到的图片。',
  },
  'Nothing was copied: this picture could not be read.': {
    de: 'Nichts kopiert: Dieses Bild konnte nicht gelesen werden.',
    zh: '未复制：无法读取此图片。',
  },
  '{came, plural, =0 {No box} one {# box} other {# boxes}} came from {name}.{already, plural, =0 {} one { # was there already.} other { # were there already.}}':
    {
      de: '{came, plural, =0 {Keine Box} one {# Box} other {# Boxen}} aus {name} übernommen.{already, plural, =0 {} one { # war schon da.} other { # waren schon da.}}',
      zh: '{came, plural, =0 {没有框} other {# 个框}}来自 {name}。{already, plural, =0 {} other {# 个已存在。}}',
    },
  // The grid.
  'This box has the score {score}; the canvas shows those from {from} on. [ lowers that.': {
    de: 'Diese Box hat die Konfidenz {score}; die Zeichenfläche zeigt Boxen ab {from}. [ senkt das.',
    zh: '此框的置信度为 {score}；画布显示 {from} 起的框。按 [ 降低。',
  },
  // Keys.
  'There is no command of this name in this version; the line does nothing.': {
    de: 'In dieser Version gibt es keinen Befehl dieses Namens; die Zeile bewirkt nichts.',
    zh: '此版本中没有该名称的命令；该行不起作用。',
  },
  'The keys were written to {location}.': { de: 'Tasten geschrieben nach {location}.', zh: '按键已写入 {location}。' },
  'Imported the keys of {count, plural, one {# command} other {# commands}}; all others have their own.': {
    de: 'Tasten von {count, plural, one {# Befehl} other {# Befehlen}} importiert; alle anderen haben ihre eigenen.',
    zh: '已导入 {count, plural, other {# 个命令}}的按键；其余命令使用各自的默认按键。',
  },
  'Import keys': { de: 'Tasten importieren', zh: '导入按键' },
  'All keys are as they were at first.': { de: 'Alle Tasten sind wie am Anfang.', zh: '所有按键已恢复默认。' },
  // How boxes are coloured, and whether the view goes along.
  'By class': { de: 'Nach Klasse', zh: '按类别' },
  'By confidence': { de: 'Nach Konfidenz', zh: '按置信度' },
  'By origin: yours or proposed': { de: 'Nach Herkunft: eigene oder vorgeschlagene', zh: '按来源：人工或建议' },
  'Boxes are coloured: by class': { de: 'Boxen sind gefärbt: nach Klasse', zh: '框的着色：按类别' },
  'Boxes are coloured: by confidence': { de: 'Boxen sind gefärbt: nach Konfidenz', zh: '框的着色：按置信度' },
  'Boxes are coloured: by origin: yours or proposed': {
    de: 'Boxen sind gefärbt: nach Herkunft, eigene oder vorgeschlagene',
    zh: '框的着色：按来源，人工或建议',
  },
  'The view goes to each box': { de: 'Die Ansicht geht zu jeder Box', zh: '视图移到每个框' },
  'The view stays while the box is in sight': {
    de: 'Die Ansicht bleibt, solange die Box zu sehen ist',
    zh: '框可见时视图保持不动',
  },
  // Set aside.
  'Locked {boxes}.': { de: '{boxes} gesperrt.', zh: '已锁定 {boxes}。' },
  'Unlocked {boxes}.': { de: '{boxes} entsperrt.', zh: '已解锁 {boxes}。' },
  'Hidden {boxes}. Shift+Q shows all.': {
    de: '{boxes} verborgen. Umschalt+Q zeigt alle.',
    zh: '已隐藏 {boxes}。按 Shift+Q 显示全部。',
  },
  'the class': { de: 'die Klasse', zh: '该类别' },
  'Hidden: {name}': { de: 'Verborgen: {name}', zh: '已隐藏：{name}' },
  'Shown: {name}': { de: 'Gezeigt: {name}', zh: '已显示：{name}' },
  'All boxes are shown.': { de: 'Alle Boxen werden gezeigt.', zh: '已显示所有框。' },
  // Pictures and the project.
  'This is the last picture.': { de: 'Das ist das letzte Bild.', zh: '这是最后一张图片。' },
  'This is the first picture.': { de: 'Das ist das erste Bild.', zh: '这是第一张图片。' },
  'All pictures of this list are labelled.': {
    de: 'Alle Bilder dieser Liste sind beschriftet.',
    zh: '此列表中的图片均已标注。',
  },
  'Progress was written to {location}.': {
    de: 'Fortschritt geschrieben nach {location}.',
    zh: '进度已写入 {location}。',
  },
  'The model is in use. Every picture is done already.': {
    de: 'Das Modell ist in Benutzung. Jedes Bild ist schon fertig.',
    zh: '模型已启用。所有图片均已完成。',
  },
  'Box {place} of {count} under the pointer': {
    de: 'Box {place} von {count} unter dem Zeiger',
    zh: '指针下第 {place} 个框，共 {count} 个',
  },
} as const satisfies Room;
