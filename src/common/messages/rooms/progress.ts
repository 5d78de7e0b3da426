// The page of progress.
import type { Room } from './row.ts';

export const progress = {
  'The progress could not be read': { de: 'Der Fortschritt konnte nicht gelesen werden', zh: '无法读取进度' },
  'Adding up': { de: 'Wird gezählt', zh: '正在统计' },
  'Export as CSV…': { de: 'Als CSV exportieren…', zh: '导出为 CSV…' },
  'Pictures by state': { de: 'Bilder nach Zustand', zh: '图片状态分布' },
  'There are no pictures yet. Add a folder on the page Data.': {
    de: 'Es gibt noch keine Bilder. Auf der Seite Daten einen Ordner hinzufügen.',
    zh: '还没有图片。请在“数据”页面添加文件夹。',
  },
  new: { de: 'neu', zh: '新' },
  'in work': { de: 'in Arbeit', zh: '进行中' },
  labelled: { de: 'beschriftet', zh: '已标注' },
  reviewed: { de: 'geprüft', zh: '已审核' },
  returned: { de: 'zurückgegeben', zh: '已退回' },
  unreadable: { de: 'unlesbar', zh: '无法读取' },
  'Show these pictures': { de: 'Diese Bilder zeigen', zh: '显示这些图片' },
  '{label}: {parts}': { de: '{label}: {parts}', zh: '{label}：{parts}' },
  '{count, number} {name}': { de: '{count, number} {name}', zh: '{count, number} {name}' },
  nothing: { de: 'nichts', zh: '无' },

  // Boxes by class.
  'Boxes by class': { de: 'Boxen nach Klasse', zh: '各类别的框' },
  'There are no classes yet. The first box that you draw asks for one.': {
    de: 'Es gibt noch keine Klassen. Die erste gezeichnete Box fragt nach einer.',
    zh: '还没有类别。绘制第一个框时会要求指定。',
  },
  'accepted as proposed': { de: 'wie vorgeschlagen angenommen', zh: '原样接受' },
  'proposed, not decided': { de: 'vorgeschlagen, nicht entschieden', zh: '建议，未决定' },
  'Show the pictures with {name}': { de: 'Die Bilder mit {name} zeigen', zh: '显示含 {name} 的图片' },
  'Pictures with {name}': { de: 'Bilder mit {name}', zh: '含 {name} 的图片' },

  // Proposals by model.
  'Proposals by model': { de: 'Vorschläge nach Modell', zh: '各模型的建议框' },
  'No model has proposed anything yet. Pre-label some pictures and decide on what comes.': {
    de: 'Noch kein Modell hat etwas vorgeschlagen. Einige Bilder vorbeschriften und über die Vorschläge entscheiden.',
    zh: '还没有模型给出建议。请预标注一些图片，并处理得到的建议框。',
  },
  'missed, drawn by hand': { de: 'übersehen, von Hand gezeichnet', zh: '漏检，手工绘制' },
  'Oldest first': { de: 'Älteste zuerst', zh: '最早的在前' },
  Edited: { de: 'Bearbeitet', zh: '已修改' },
  Missed: { de: 'Übersehen', zh: '漏检' },
  'Not decided': { de: 'Nicht entschieden', zh: '未决定' },
  'Accepted, edited and rejected are shares of the proposals that were decided on; missed is the share of all boxes that had to be drawn where the model had proposed.':
    {
      de: 'Angenommen, bearbeitet und abgelehnt sind Anteile der entschiedenen Vorschläge; übersehen ist der Anteil aller Boxen, die gezeichnet werden mussten, wo das Modell vorgeschlagen hatte.',
      zh: '“已接受”“已修改”“已拒绝”是占已决定建议框的比例；“漏检”是模型给出过建议的图片中，需手工绘制的框占全部框的比例。',
    },

  // Pace.
  Pace: { de: 'Tempo', zh: '速度' },
  'Nothing was labelled in the last seven days. Draw or accept a box, or mark a picture labelled, and the pace stands here.':
    {
      de: 'In den letzten sieben Tagen wurde nichts beschriftet. Sobald eine Box gezeichnet oder angenommen oder ein Bild als beschriftet markiert ist, steht hier das Tempo.',
      zh: '最近七天没有标注。绘制或接受一个框，或将图片标为已标注后，这里会显示速度。',
    },
  'At work': { de: 'Arbeitszeit', zh: '工作时间' },
  'Pictures an hour': { de: 'Bilder je Stunde', zh: '每小时图片数' },
  'Boxes an hour': { de: 'Boxen je Stunde', zh: '每小时框数' },
  'One box': { de: 'Eine Box', zh: '单个框' },
  'Last 7 days': { de: 'Letzte 7 Tage', zh: '最近 7 天' },
  'This sitting': { de: 'Diese Sitzung', zh: '本次工作' },
  'Last sitting, {time}': { de: 'Letzte Sitzung, {time}', zh: '上次工作，{time}' },
  'Pauses over 5 minutes are not counted as work. “One box” is the median time from the act before to the box, pauses over 60 s and boxes accepted on many pictures at once left out.':
    {
      de: 'Pausen über 5 Minuten zählen nicht als Arbeit. „Eine Box“ ist die mediane Zeit von der vorigen Handlung bis zur Box, ohne Pausen über 60 s und ohne Boxen, die auf vielen Bildern zugleich angenommen wurden.',
      zh: '超过 5 分钟的停顿不计为工作。“单个框”是从上一操作到完成该框的时间中位数，不含超过 60 秒的停顿和在多张图片上一次性接受的框。',
    },
  'No picture is left to label; {count, plural, one {# picture waits} other {# pictures wait}} for a review.': {
    de: 'Es ist kein Bild mehr zu beschriften; {count, plural, one {# Bild wartet} other {# Bilder warten}} auf die Prüfung.',
    zh: '没有待标注的图片；{count, plural, other {# 张图片}}等待审核。',
  },
  'No picture is left to label.': { de: 'Es ist kein Bild mehr zu beschriften.', zh: '没有待标注的图片。' },
  '{count, plural, one {# picture is} other {# pictures are}} left to label. How long that takes can be said after five labelled pictures.':
    {
      de: '{count, plural, one {# Bild ist} other {# Bilder sind}} noch zu beschriften. Wie lange das dauert, lässt sich nach fünf beschrifteten Bildern sagen.',
      zh: '还有 {count, plural, other {# 张图片}}待标注。标注五张图片后可估计所需时间。',
    },
  '{count, plural, one {# picture is} other {# pictures are}} left to label: {time} of work at the pace of the last 7 days.':
    {
      de: '{count, plural, one {# Bild ist} other {# Bilder sind}} noch zu beschriften: {time} Arbeit im Tempo der letzten 7 Tage.',
      zh: '还有 {count, plural, other {# 张图片}}待标注：按最近 7 天的速度，需要 {time}。',
    },
  'less than a minute': { de: 'weniger als eine Minute', zh: '不到 1 分钟' },
  'about {high, plural, one {# minute} other {# minutes}}': {
    de: 'etwa {high, plural, one {# Minute} other {# Minuten}}',
    zh: '约 {high, plural, other {# 分钟}}',
  },
  'about {low, number} to {high, plural, one {# minute} other {# minutes}}': {
    de: 'etwa {low, number} bis {high, plural, one {# Minute} other {# Minuten}}',
    zh: '约 {low, number} 到 {high, plural, other {# 分钟}}',
  },
  'about {high, plural, one {# hour} other {# hours}}': {
    de: 'etwa {high, plural, one {# Stunde} other {# Stunden}}',
    zh: '约 {high, plural, other {# 小时}}',
  },
  'about {low, number} to {high, plural, one {# hour} other {# hours}}': {
    de: 'etwa {low, number} bis {high, plural, one {# Stunde} other {# Stunden}}',
    zh: '约 {low, number} 到 {high, plural, other {# 小时}}',
  },
  'under 1 min': { de: 'unter 1 min', zh: '不到 1 分钟' },
  '{minutes} min': { de: '{minutes} min', zh: '{minutes} 分钟' },
  '{hours, number} h': { de: '{hours, number} h', zh: '{hours, number} 小时' },
  '{hours} h {minutes} min': { de: '{hours} h {minutes} min', zh: '{hours} 小时 {minutes} 分钟' },
  '{seconds} s': { de: '{seconds} s', zh: '{seconds} 秒' },

  // By person.
  'By person': { de: 'Nach Person', zh: '按人员' },
  'Boxes an hour, last 7 days': { de: 'Boxen je Stunde, letzte 7 Tage', zh: '每小时框数，最近 7 天' },
  'Without a name': { de: 'Ohne Namen', zh: '未署名' },
} as const satisfies Room;
