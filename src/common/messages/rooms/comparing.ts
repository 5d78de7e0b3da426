// Two sets of boxes over one picture: what changed since the last model, and two models side by side.
import type { Room } from './row.ts';

export const comparing = {
  'Show what changed since the last model': {
    de: 'Zeigen, was sich seit dem letzten Modell geändert hat',
    zh: '显示与上一个模型相比的变化',
  },
  'Compare two models on this picture…': {
    de: 'Zwei Modelle auf diesem Bild vergleichen…',
    zh: '在此图片上比较两个模型…',
  },
  'Comparison: next difference': { de: 'Vergleich: nächster Unterschied', zh: '比较：下一处差异' },
  'Comparison: previous difference': { de: 'Vergleich: voriger Unterschied', zh: '比较：上一处差异' },
  'Comparison: take the box of now': { de: 'Vergleich: neue Box übernehmen', zh: '比较：采用新的框' },
  'Comparison: reject the proposal': { de: 'Vergleich: Vorschlag ablehnen', zh: '比较：拒绝该建议' },
  'Leave the comparison': { de: 'Vergleich verlassen', zh: '退出比较' },
  'No other model proposed here before': {
    de: 'Hier schlug noch kein anderes Modell vor',
    zh: '此前没有其他模型在此提出建议',
  },
  'There is only one model': { de: 'Es gibt nur ein Modell', zh: '只有一个模型' },
  'Nothing is compared': { de: 'Nichts wird verglichen', zh: '当前没有进行比较' },
  'the same': { de: 'gleich', zh: '相同' },
  'another class': { de: 'andere Klasse', zh: '类别不同' },
  'only before': { de: 'nur vorher', zh: '仅之前' },
  'only now': { de: 'nur jetzt', zh: '仅现在' },
  'only the first': { de: 'nur das erste', zh: '仅第一个' },
  'only the second': { de: 'nur das zweite', zh: '仅第二个' },
  same: { de: 'gleich', zh: '相同' },
  before: { de: 'vorher', zh: '之前' },
  now: { de: 'jetzt', zh: '现在' },
  first: { de: 'erstes', zh: '第一' },
  second: { de: 'zweites', zh: '第二' },
  '{count, number} {kind}': { de: '{count, number} {kind}', zh: '{count, number} {kind}' },
  '{count, number}': { de: '{count, number}', zh: '{count, number}' },
  '{kind}: {box}, {place, number} of {count, number}': {
    de: '{kind}: {box}, {place, number} von {count, number}',
    zh: '{kind}：{box}，{place, number} / {count, number}',
  },
  'No other model proposed on this picture before': {
    de: 'Auf diesem Bild schlug vorher kein anderes Modell vor',
    zh: '此前没有其他模型对这张图片提出建议',
  },
  'No box with such a score, neither before nor now': {
    de: 'Keine Box mit solcher Sicherheit, weder vorher noch jetzt',
    zh: '之前和现在都没有达到该分数的框',
  },
  'Neither model finds a box with such a score': {
    de: 'Kein Modell findet eine Box mit solcher Sicherheit',
    zh: '两个模型都没有找到达到该分数的框',
  },
  'Nothing differs': { de: 'Kein Unterschied', zh: '没有差异' },
  'The differences are not shown': { de: 'Die Unterschiede sind ausgeblendet', zh: '差异未显示' },
  'Reading what was proposed before…': {
    de: 'Was vorher vorgeschlagen war, wird gelesen…',
    zh: '正在读取之前的建议…',
  },
  '{model} is looking at the picture…': { de: '{model} sieht sich das Bild an…', zh: '{model} 正在检测图片…' },
  '{model}: {reason}': { de: '{model}: {reason}', zh: '{model}：{reason}' },
  'Come nearer to read the boxes': { de: 'Näher heran, um die Boxen zu lesen', zh: '放大后可查看框的内容' },
  'Go to a difference first': { de: 'Zuerst zu einem Unterschied gehen', zh: '请先转到一处差异' },
  'This box was there only before': { de: 'Diese Box gab es nur vorher', zh: '此框仅之前存在' },
  'Only the first model has this box': { de: 'Nur das erste Modell hat diese Box', zh: '只有第一个模型有此框' },
  'This box is among yours already': { de: 'Diese Box gehört schon zu Ihren', zh: '此框已在您的框中' },
  'This box is no proposal of the picture': {
    de: 'Diese Box ist kein Vorschlag des Bildes',
    zh: '此框不是图片的建议',
  },
  '{name}, earlier version': { de: '{name}, frühere Version', zh: '{name}，较早版本' },
  'Least score of {model}': { de: 'Geringste Sicherheit von {model}', zh: '{model} 的最低分数' },
  'Second model': { de: 'Zweites Modell', zh: '第二个模型' },
  'Second model: {name}': { de: 'Zweites Modell: {name}', zh: '第二个模型：{name}' },
  'Compare with': { de: 'Vergleichen mit', zh: '比较对象' },
  'Shown or not: {kind}': { de: 'Ein- oder ausblenden: {kind}', zh: '显示或隐藏：{kind}' },
  'Look once more': { de: 'Noch einmal', zh: '重试' },
  '{count, plural, =0 {Nothing differs from {model}} one {# box differs from {model}} other {# boxes differ from {model}}}':
    {
      de: '{count, plural, =0 {Kein Unterschied zu {model}} one {# Box anders als {model}} other {# Boxen anders als {model}}}',
      zh: '{count, plural, =0 {与 {model} 没有差异} other {与 {model} 有 # 个框不同}}',
    },
  'The detector gave no answer for this picture. Try again.': {
    de: 'Der Detektor gab für dieses Bild keine Antwort. Versuchen Sie es noch einmal.',
    zh: '检测器没有给出此图片的结果，请重试。',
  },
} as const satisfies Room;
