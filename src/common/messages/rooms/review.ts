// Proposals: scores, passes, and what came of them.
import type { Room } from './row.ts';

export const review = {
  'A class that is gone': { de: 'Eine Klasse, die es nicht mehr gibt', zh: '已不存在的类别' },
  Order: { de: 'Reihenfolge', zh: '顺序' },

  // What the colours mean.
  Yours: { de: 'Eigene', zh: '自己的' },
  Accepted: { de: 'Angenommen', zh: '已接受' },
  Drawn: { de: 'Gezeichnet', zh: '手绘' },
  'What the colours of the boxes mean. Colour them another way': {
    de: 'Was die Farben der Boxen bedeuten. Anders einfärben',
    zh: '框的颜色含义。切换着色方式',
  },
  'Proposals with other scores are not shown': {
    de: 'Vorschläge mit anderer Konfidenz werden nicht gezeigt',
    zh: '不显示置信度在此范围外的建议框',
  },
  'Proposal threshold': { de: 'Schwelle der Vorschläge', zh: '建议框阈值' },
  'Highest score of proposals': { de: 'Höchste Konfidenz der Vorschläge', zh: '建议框的最高置信度' },
  'Scores in numbers, and of each class': {
    de: 'Konfidenz in Zahlen und je Klasse',
    zh: '以数字设置置信度，可按类别设置',
  },
  'Scores of proposals': { de: 'Konfidenz der Vorschläge', zh: '建议框的置信度' },
  'Scores of proposals: {scores}': { de: 'Konfidenz der Vorschläge: {scores}', zh: '建议框的置信度：{scores}' },
  'Scores of the model in use': { de: 'Konfidenz des verwendeten Modells', zh: '当前模型的置信度' },
  'Proposals are shown': { de: 'Vorschläge werden gezeigt', zh: '显示的建议框' },
  'from {least} to {highest}': { de: 'von {least} bis {highest}', zh: '从 {least} 到 {highest}' },
  'Least score': { de: 'Kleinste Konfidenz', zh: '最低置信度' },
  'Highest score': { de: 'Höchste Konfidenz', zh: '最高置信度' },
  'Remembered for the model in use.': { de: 'Wird für das verwendete Modell gemerkt.', zh: '为当前模型保存。' },
  'Least score of each class': { de: 'Kleinste Konfidenz je Klasse', zh: '各类别的最低置信度' },
  'Least score of {name}': { de: 'Kleinste Konfidenz von {name}', zh: '{name} 的最低置信度' },
  'Least score of {name} in numbers': {
    de: 'Kleinste Konfidenz von {name} in Zahlen',
    zh: '{name} 的最低置信度（数字）',
  },
  'Least score of {name}: {score}': {
    de: 'Kleinste Konfidenz von {name}: {score}',
    zh: '{name} 的最低置信度：{score}',
  },
  '{name} as the others': { de: '{name} wie die anderen', zh: '{name} 与其他类别相同' },
  'Proposals of {name} are shown from this score on': {
    de: 'Vorschläge für {name} werden ab dieser Konfidenz gezeigt',
    zh: '{name} 的建议框从此置信度起显示',
  },

  // Before a pass.
  'Pass over all pictures': { de: 'Durchgang über alle Bilder', zh: '全部图片的检查流程' },
  'Check {proposals}': { de: '{proposals} prüfen', zh: '检查 {proposals}' },
  'Pass through {pictures}': { de: '{pictures} durchgehen', zh: '逐一处理 {pictures}' },
  'What to do': { de: 'Was zu tun ist', zh: '要做什么' },
  'Check proposals one by one, with one key for each': {
    de: 'Vorschläge einzeln prüfen, mit je einer Taste',
    zh: '逐个检查建议框，每个只需一次按键',
  },
  'Draw one class on every picture of the list': {
    de: 'Eine Klasse auf jedem Bild der Liste zeichnen',
    zh: '在列表的每张图片上绘制同一类别',
  },
  'Class of the pass': { de: 'Klasse des Durchgangs', zh: '检查流程的类别' },
  'Picture by picture': { de: 'Bild für Bild', zh: '逐张图片' },
  'Least sure first, over all pictures': {
    de: 'Die unsichersten zuerst, über alle Bilder',
    zh: '置信度最低的优先，跨所有图片',
  },
  'Surest first, over all pictures': {
    de: 'Die sichersten zuerst, über alle Bilder',
    zh: '置信度最高的优先，跨所有图片',
  },
  'There is no class yet. Add one first.': {
    de: 'Es gibt noch keine Klasse. Zuerst eine anlegen.',
    zh: '还没有类别。请先添加一个。',
  },
  'Only boxes of this class are shown. Enter marks a picture as through and goes on; Escape leaves.': {
    de: 'Nur Boxen dieser Klasse werden gezeigt. Enter hakt ein Bild ab und geht weiter; Escape beendet.',
    zh: '只显示此类别的框。按 Enter 将图片标为已处理并继续；按 Escape 退出。',
  },
  'No proposal has such a score. Pre-label pictures, or show more scores.': {
    de: 'Kein Vorschlag hat eine solche Konfidenz. Bilder vorbeschriften oder mehr Konfidenzen zeigen.',
    zh: '没有置信度符合的建议框。请预标注图片，或放宽显示的置信度范围。',
  },
  'Scores from {from} to {to}, as they are shown now.': {
    de: 'Konfidenz von {from} bis {to}, wie jetzt gezeigt.',
    zh: '置信度从 {from} 到 {to}，与当前显示一致。',
  },
  'Scores from {from} to {to}, as they are shown now; some classes have a least score of their own.': {
    de: 'Konfidenz von {from} bis {to}, wie jetzt gezeigt; einige Klassen haben eine eigene kleinste Konfidenz.',
    zh: '置信度从 {from} 到 {to}，与当前显示一致；部分类别有自己的最低置信度。',
  },

  // While it goes on.
  'Enter leads back to the proposal': { de: 'Enter führt zum Vorschlag zurück', zh: '按 Enter 返回该建议框' },
  'Another pass…': { de: 'Noch ein Durchgang…', zh: '再来一次…' },
  Right: { de: 'Richtig', zh: '正确' },
  Wrong: { de: 'Falsch', zh: '错误' },
  Leave: { de: 'Beenden', zh: '退出' },
  'Picture is through': { de: 'Bild ist fertig', zh: '图片已处理' },
  'Proposals checked in this pass': { de: 'In diesem Durchgang geprüfte Vorschläge', zh: '本次流程已检查的建议框' },
  'Pictures through in this pass': { de: 'In diesem Durchgang fertige Bilder', zh: '本次流程已处理的图片' },
  'Draw every {class}': { de: 'Alle zeichnen: {class}', zh: '绘制所有 {class}' },
  '{done, number} of {total, number}': {
    de: '{done, number} von {total, number}',
    zh: '{done, number} / {total, number}',
  },
  '{count} a minute': { de: '{count} je Minute', zh: '每分钟 {count} 个' },
  '{done, number} of {total, plural, one {# picture} other {# pictures}} through': {
    de: '{done, number} von {total, plural, one {# Bild} other {# Bildern}} fertig',
    zh: '{total, plural, other {共 # 张图片}}，已处理 {done, number} 张',
  },
  '{count, plural, one {The picture is through} other {All # pictures are through}}': {
    de: '{count, plural, one {Das Bild ist fertig} other {Alle # Bilder sind fertig}}',
    zh: '{count, plural, other {全部 # 张图片已处理}}',
  },
  '{count, number} accepted': { de: '{count, number} angenommen', zh: '接受 {count, number} 个' },
  '{count, number} rejected': { de: '{count, number} abgelehnt', zh: '拒绝 {count, number} 个' },
  '{count, number} of another class': { de: '{count, number} andere Klasse', zh: '改类别 {count, number} 个' },
  '{count, number} left for later': { de: '{count, number} für später', zh: '留待以后 {count, number} 个' },
  '{count, number} checked: {what}': { de: '{count, number} geprüft: {what}', zh: '已检查 {count, number} 个：{what}' },
  'Nothing was left to check': { de: 'Es war nichts mehr zu prüfen', zh: '没有可检查的建议框' },
  '{before}, {last}': { de: '{before}, {last}', zh: '{before}，{last}' },
  'The pass is through.': { de: 'Der Durchgang ist beendet.', zh: '检查流程已完成。' },
  'Nothing was answered in this pass yet.': {
    de: 'In diesem Durchgang wurde noch nichts beantwortet.',
    zh: '本次流程还没有任何回答。',
  },
  'Take back the answer': { de: 'Antwort zurücknehmen', zh: '撤回回答' },
  'Accept box': { de: 'Box annehmen', zh: '接受框' },
  'Accept box as {name}': { de: 'Box als {name} annehmen', zh: '接受框为 {name}' },
  'Reject box': { de: 'Box ablehnen', zh: '拒绝框' },
} as const satisfies Room;
