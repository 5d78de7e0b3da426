// What the stores of the window tell.
import type { Room } from './row.ts';

export const state = {
  // The question to the detector.
  'The box that the detector sees here is there already.': {
    de: 'Die Box, die der Detektor hier sieht, ist schon da.',
    zh: '检测器在此看到的框已经存在。',
  },
  'This model only knows its final boxes, and none is here.': {
    de: 'Dieses Modell kennt nur seine endgültigen Boxen, und hier ist keine.',
    zh: '此模型只有最终的框，而这里没有。',
  },
  'The detector sees nothing here.': { de: 'Der Detektor sieht hier nichts.', zh: '检测器在此没有看到任何目标。' },

  // Classes, and edits of all pictures.
  'Accepted proposals': { de: 'Vorschläge angenommen', zh: '接受建议框' },
  'Changed boxes': { de: 'Boxen geändert', zh: '更改框' },
  '{said} on {count, plural, one {# picture} other {# pictures}}.': {
    de: '{said} auf {count, plural, one {# Bild} other {# Bildern}}.',
    zh: '{said}，涉及 {count, plural, other {# 张图片}}。',
  },
  '{said} Boxes in {count, plural, one {# picture} other {# pictures}} changed.': {
    de: '{said} Boxen in {count, plural, one {# Bild} other {# Bildern}} geändert.',
    zh: '{said}{count, plural, other {# 张图片}}中的框已更改。',
  },
  'Taken back: {step}.': { de: 'Zurückgenommen: {step}.', zh: '已撤回：{step}。' },
  '{step}.': { de: '{step}.', zh: '{step}。' },
  'Merged {from} into {into}.': { de: '{from} mit {into} zusammengeführt.', zh: '已将 {from} 合并到 {into}。' },
  'Deleted the class {name}.': { de: 'Klasse {name} gelöscht.', zh: '已删除类别 {name}。' },
  'Renamed {before} to {name}.': { de: '{before} in {name} umbenannt.', zh: '已将 {before} 重命名为 {name}。' },

  // Boxes of a picture and their history.
  'Undid: {step}': { de: 'Rückgängig: {step}', zh: '已撤销：{step}' },
  'Redid: {step}': { de: 'Wiederholt: {step}', zh: '已重做：{step}' },
  '{count, plural, one {# box} other {# boxes}} of a deleted class did not come back.': {
    de: '{count, plural, one {# Box} other {# Boxen}} einer gelöschten Klasse nicht zurückgekommen.',
    zh: '{count, plural, other {# 个}}属于已删除类别的框未能恢复。',
  },
  '{count, plural, one {# box} other {# boxes}} of a deleted class could not be changed.': {
    de: '{count, plural, one {# Box} other {# Boxen}} einer gelöschten Klasse nicht zu ändern.',
    zh: '{count, plural, other {# 个}}属于已删除类别的框无法更改。',
  },
  'This step lies beyond “{job}”. What that brought stays; only your own steps go back and forth.': {
    de: 'Dieser Schritt liegt vor „{job}“. Was das brachte, bleibt; nur eigene Schritte gehen vor und zurück.',
    zh: '此步骤在“{job}”之外。其结果保持不变；只有你自己的步骤可以撤销和重做。',
  },
  '{count, plural, one {# locked box stays} other {# locked boxes stay}} as before. Alt+L unlocks.': {
    de: '{count, plural, one {# gesperrte Box bleibt, wie sie ist.} other {# gesperrte Boxen bleiben, wie sie sind.}} Alt+L entsperrt.',
    zh: '{count, plural, other {# 个锁定的框}}保持不变。按 Alt+L 解锁。',
  },
  '{count, plural, one {# edit} other {# edits}} could not be saved yet. Save them first.': {
    de: '{count, plural, one {# Änderung konnte} other {# Änderungen konnten}} noch nicht gespeichert werden. Zuerst speichern.',
    zh: '{count, plural, other {# 处修改}}尚未保存。请先保存。',
  },
  '{count, plural, one {# edit} other {# edits}} could not be saved yet. {why} Save them first.': {
    de: '{count, plural, one {# Änderung konnte} other {# Änderungen konnten}} noch nicht gespeichert werden. {why} Zuerst speichern.',
    zh: '{count, plural, other {# 处修改}}尚未保存。{why} 请先保存。',
  },

  // Jobs.
  'Reading pictures': { de: 'Bilder lesen', zh: '读取图片' },
  'Pre-labelling': { de: 'Vorbeschriften', zh: '预标注' },
  Exporting: { de: 'Export', zh: '导出' },
  'Drawing the sample': { de: 'Beispiel zeichnen', zh: '绘制示例' },
  'Importing a model': { de: 'Modellimport', zh: '导入模型' },
  'Downloading weights': { de: 'Gewichte laden', zh: '下载权重' },
  '{job}: {state, select, done {done} failed {failed} other {cancelled}}.': {
    de: '{job}: {state, select, done {fertig} failed {fehlgeschlagen} other {abgebrochen}}.',
    zh: '{job}：{state, select, done {已完成} failed {失败} other {已取消}}。',
  },
  'Show them': { de: 'Zeigen', zh: '显示' },
} as const satisfies Room;
