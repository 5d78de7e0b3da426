// The runs of a project: their list, a run that goes on, how it ended, its charts, and its comparison with the model in use.
import type { Room } from './row.ts';

export const trainRuns = {
  // The list.
  'Training runs': { de: 'Trainingsläufe', zh: '训练' },
  Runs: { de: 'Läufe', zh: '训练' },
  'Runs, newest first': { de: 'Läufe, die neuesten zuerst', zh: '训练，最新的在前' },
  'AP50 of the best weights': { de: 'AP50 der besten Gewichte', zh: '最佳权重的 AP50' },
  'Reading the runs': { de: 'Die Läufe werden gelesen', zh: '正在读取训练' },
  'The runs of this project could not be read': {
    de: 'Die Läufe dieses Projekts konnten nicht gelesen werden',
    zh: '无法读取该项目的训练',
  },
  'Read them again': { de: 'Erneut lesen', zh: '重新读取' },
  'Reading the course of the run': { de: 'Der Verlauf wird gelesen', zh: '正在读取训练过程' },
  'Read it again': { de: 'Erneut lesen', zh: '重新读取' },
  Running: { de: 'Läuft', zh: '运行中' },
  Paused: { de: 'Pausiert', zh: '已暂停' },
  Stopping: { de: 'Wird gestoppt', zh: '正在停止' },
  Interrupted: { de: 'Unterbrochen', zh: '已中断' },
  Failed: { de: 'Fehlgeschlagen', zh: '失败' },

  // A run that goes on.
  Pause: { de: 'Pausieren', zh: '暂停' },
  Continue: { de: 'Fortsetzen', zh: '继续' },
  'Stopping…': { de: 'Wird gestoppt…', zh: '正在停止…' },
  'Stop and keep the best': { de: 'Stoppen und das Beste behalten', zh: '停止并保留最佳' },
  'Where it stands': { de: 'Stand des Laufs', zh: '当前进度' },
  '{percent} % of the time': { de: '{percent} % der Zeit', zh: '已用时间的 {percent} %' },
  'Share of the time that is used': { de: 'Anteil der verbrauchten Zeit', zh: '已用时间的比例' },
  left: { de: 'übrig', zh: '剩余' },
  'left, when continued': { de: 'übrig, wenn fortgesetzt', zh: '继续后剩余' },
  'best AP50': { de: 'bestes AP50', zh: '最佳 AP50' },
  passes: { de: 'Durchgänge', zh: '轮' },
  updates: { de: 'Schritte', zh: '更新步' },
  'learning rate': { de: 'Lernrate', zh: '学习率' },
  'Stopping; the best weights are kept': {
    de: 'Wird gestoppt; die besten Gewichte werden behalten',
    zh: '正在停止；将保留最佳权重',
  },
  'Paused; the machine is yours': { de: 'Pausiert; der Rechner ist frei', zh: '已暂停；计算机可用于其他工作' },

  // How it ended.
  'How it ended': { de: 'Wie er endete', zh: '训练结果' },
  'Measured on {count, plural, one {# held-out picture} other {# held-out pictures}}; these weights were the best and became the model.':
    {
      de: 'Gemessen auf {count, plural, one {# zurückgehaltenen Bild} other {# zurückgehaltenen Bildern}}; diese Gewichte waren die besten und wurden zum Modell.',
      zh: '在{count, plural, other { # 张留出的图片}}上评估；这些权重最佳，已成为模型。',
    },
  'Nothing was held out, so nothing was measured; the last weights became the model.': {
    de: 'Nichts war zurückgehalten, also wurde nichts gemessen; die letzten Gewichte wurden zum Modell.',
    zh: '没有留出图片，因此未作评估；最后的权重已成为模型。',
  },
  'in use': { de: 'in Verwendung', zh: '使用中' },
  'Pre-label the rest': { de: 'Den Rest vorbeschriften', zh: '预标注其余图片' },
  'Use it and pre-label the rest': { de: 'Verwenden und den Rest vorbeschriften', zh: '使用并预标注其余图片' },
  'Use this model': { de: 'Dieses Modell verwenden', zh: '使用此模型' },
  'Measure it class by class': { de: 'Klasse für Klasse messen', zh: '按类别评估' },
  'Compare with the model in use': { de: 'Mit dem verwendeten Modell vergleichen', zh: '与当前模型比较' },
  'The run failed, and did not say why.': {
    de: 'Der Lauf ist fehlgeschlagen und hat nicht gesagt, warum.',
    zh: '训练失败，未说明原因。',
  },
  'Nothing of your labels is lost. Set right what is said above, then use these settings again; with smaller pictures or a smaller network a run needs less memory.':
    {
      de: 'Von den Beschriftungen ist nichts verloren. Das oben Genannte beheben, dann diese Einstellungen wieder verwenden; mit kleineren Bildern oder einem kleineren Netz braucht ein Lauf weniger Speicher.',
      zh: '标注没有丢失。请先解决上述问题，再次使用这些设置；图片更小或网络更小时，训练所需内存更少。',
    },
  'The program was closed while this run was learning.': {
    de: 'Das Programm wurde geschlossen, während dieser Lauf lernte.',
    zh: '训练进行中程序被关闭。',
  },
  'It stands at {percent} % of its time; {left} are left. It goes on from its last checkpoint.': {
    de: 'Er steht bei {percent} % seiner Zeit; {left} bleiben. Es geht von seinem letzten Checkpoint weiter.',
    zh: '已用去时间的 {percent} %，还剩 {left}。将从最后一个检查点继续。',
  },
  'It goes on from its last checkpoint.': {
    de: 'Es geht von seinem letzten Checkpoint weiter.',
    zh: '将从最后一个检查点继续。',
  },

  // What it was asked to do.
  'Settings of the run': { de: 'Einstellungen des Laufs', zh: '训练设置' },
  'Learnt from': { de: 'Gelernt aus', zh: '学习自' },
  '{count, plural, one {# picture} other {# pictures}} {choice, select, done {marked labelled or reviewed} reviewed {marked reviewed} other {with labels}}, {heldOut, plural, =0 {none held out} other {# more held out}}':
    {
      de: '{count, plural, one {# Bild} other {# Bilder}}{choice, select, done {, als beschriftet oder geprüft markiert} reviewed {, als geprüft markiert} other { mit Beschriftung}}, {heldOut, plural, =0 {keine zurückgehalten} one {# weiteres zurückgehalten} other {# weitere zurückgehalten}}',
      zh: '{count, plural, other {# 张}}{choice, select, done {标为已标注或已审核的图片} reviewed {标为已审核的图片} other {带标注的图片}}，{heldOut, plural, =0 {无留出} other {另留出 # 张}}',
    },
  'Started from': { de: 'Begonnen mit', zh: '起点' },
  'nothing, {size}': { de: 'nichts, {size}', zh: '无，{size}' },
  'Use these settings again': { de: 'Diese Einstellungen wieder verwenden', zh: '再次使用这些设置' },
  'Forget this run': { de: 'Diesen Lauf vergessen', zh: '删除此训练' },
  'Forget this run; its model stays': { de: 'Diesen Lauf vergessen; sein Modell bleibt', zh: '删除此训练，保留其模型' },
  'Forget this run and what it learnt': {
    de: 'Diesen Lauf und das Gelernte vergessen',
    zh: '删除此训练及其所学内容',
  },

  // Its charts.
  '{title}. The arrow keys move the crosshair.': {
    de: '{title}. Die Pfeiltasten bewegen das Fadenkreuz.',
    zh: '{title}。用方向键移动十字线。',
  },
  Losses: { de: 'Verluste', zh: '损失' },
  total: { de: 'gesamt', zh: '总计' },
  box: { de: 'Box', zh: '框' },
  'centre-ness': { de: 'Centerness', zh: '中心度' },
  'best, kept': { de: 'bestes, behalten', zh: '最佳（已保留）' },
  'The first losses come after a few updates.': {
    de: 'Die ersten Verluste kommen nach einigen Schritten.',
    zh: '几个更新步之后会显示首批损失。',
  },
  'On the held-out pictures': { de: 'Auf den zurückgehaltenen Bildern', zh: '在留出的图片上' },
  'The first measurement comes after some passes over the pictures.': {
    de: 'Die erste Messung kommt nach einigen Durchgängen durch die Bilder.',
    zh: '遍历图片若干轮之后进行首次评估。',
  },
  'No pictures were held out, so nothing is measured.': {
    de: 'Keine Bilder sind zurückgehalten, also wird nichts gemessen.',
    zh: '没有留出图片，因此不作评估。',
  },
  'update {step, number}': { de: 'Schritt {step, number}', zh: '更新步 {step, number}' },
  'update {step, number} · pass {pass}': {
    de: 'Schritt {step, number} · Durchgang {pass}',
    zh: '更新步 {step, number} · 第 {pass} 轮',
  },

  // What the model sees.
  'What the model sees': { de: 'Was das Modell sieht', zh: '模型的检测结果' },
  'The first look comes with the first measurement.': {
    de: 'Der erste Blick kommt mit der ersten Messung.',
    zh: '首次评估后显示。',
  },
  'After pass {pass}, {steps, plural, one {# update} other {# updates}}: AP50 {figure}{best, select, yes {, the best so far} other {}}.{newest, select, yes { This is the newest.} other {}}':
    {
      de: 'Nach Durchgang {pass}, {steps, plural, one {# Schritt} other {# Schritten}}: AP50 {figure}{best, select, yes {, das beste bisher} other {}}.{newest, select, yes { Dies ist die neueste Messung.} other {}}',
      zh: '第 {pass} 轮、{steps, plural, other {# 个更新步}}之后：AP50 {figure}{best, select, yes {，目前最佳} other {}}。{newest, select, yes {这是最新的评估。} other {}}',
    },
  truth: { de: 'Referenz', zh: '真值' },
  'found, from score {score}': { de: 'gefunden, ab Konfidenz {score}', zh: '检出，置信度从 {score} 起' },
  'Measurement that is shown': { de: 'Gezeigte Messung', zh: '显示的评估' },
  'Earlier measurement': { de: 'Frühere Messung', zh: '更早的评估' },
  'Later measurement': { de: 'Spätere Messung', zh: '更晚的评估' },
  Measurement: { de: 'Messung', zh: '评估' },
  'picture {number}': { de: 'Bild {number}', zh: '图片 {number}' },
  '{boxes} in the truth, {found, number} found': {
    de: '{boxes} in der Referenz, {found, number} gefunden',
    zh: '真值中有 {boxes}，检出 {found, number} 个',
  },
  '{found, number} found, {there, number} there': {
    de: '{found, number} gefunden, {there, number} vorhanden',
    zh: '检出 {found, number}，实有 {there, number}',
  },
  '{name}: {words}': { de: '{name}: {words}', zh: '{name}：{words}' },
  'The picture cannot be shown': { de: 'Das Bild kann nicht gezeigt werden', zh: '无法显示图片' },
  'on {count, plural, one {# held-out picture} other {# held-out pictures}}': {
    de: 'auf {count, plural, one {# zurückgehaltenen Bild} other {# zurückgehaltenen Bildern}}',
    zh: '在{count, plural, other { # 张留出的图片}}上',
  },
  'Both models look at {count, plural, one {# held-out picture} other {# held-out pictures}}': {
    de: 'Beide Modelle sehen {count, plural, one {# zurückgehaltenes Bild} other {# zurückgehaltene Bilder}} an',
    zh: '两个模型正在检测{count, plural, other { # 张留出的图片}}',
  },
  'Comparing the models': { de: 'Die Modelle werden verglichen', zh: '正在比较模型' },
  'Compare again': { de: 'Erneut vergleichen', zh: '重新比较' },
  'The model of this run is the one in use.': {
    de: 'Das Modell dieses Laufs ist das verwendete.',
    zh: '本次训练的模型就是当前模型。',
  },
  'The model in use knows none of these classes, so there is nothing to compare with.': {
    de: 'Das verwendete Modell kennt keine dieser Klassen; es gibt nichts zu vergleichen.',
    zh: '当前模型不认识这些类别，因此无从比较。',
  },
  'In use: {name}': { de: 'In Verwendung: {name}', zh: '使用中：{name}' },
  'In use when this was measured: {name}': {
    de: 'In Verwendung, als gemessen wurde: {name}',
    zh: '评估时使用的模型：{name}',
  },
  'AP by class': { de: 'AP je Klasse', zh: '各类别的 AP' },
  'This run': { de: 'Dieser Lauf', zh: '本次训练' },
  'In use': { de: 'In Verwendung', zh: '使用中' },
  Difference: { de: 'Differenz', zh: '差值' },
  'Precision and recall': { de: 'Präzision und Trefferquote', zh: '精确率和召回率' },
  'Precision against recall, boxes that overlap by half': {
    de: 'Präzision gegen Trefferquote, Boxen mit halber Überlappung',
    zh: '精确率与召回率，以重叠一半的框计',
  },
  'this run': { de: 'dieser Lauf', zh: '本次训练' },
  'recall {value}': { de: 'Trefferquote {value}', zh: '召回率 {value}' },
  'AP50 {ours}, in use {theirs}': { de: 'AP50 {ours}, in Verwendung {theirs}', zh: 'AP50 {ours}，使用中 {theirs}' },
  'Show all {count, number} classes': {
    de: 'Alle {count, number} Klassen zeigen',
    zh: '显示全部 {count, number} 个类别',
  },
  "What this run's model takes for what": {
    de: 'Was das Modell dieses Laufs wofür hält',
    zh: '本次训练的模型将何物认作何物',
  },
  'What the model in use takes for what': {
    de: 'Was das verwendete Modell wofür hält',
    zh: '当前模型将何物认作何物',
  },
  'boxes from score {score}; a row is one class of the truth': {
    de: 'Boxen ab Konfidenz {score}; eine Zeile ist eine Klasse der Referenz',
    zh: '置信度从 {score} 起的框；每行是一个真值类别',
  },
  missed: { de: 'verfehlt', zh: '漏检' },
  'nothing there': { de: 'nichts da', zh: '无目标' },
  '{percent} % of this row': { de: '{percent} % dieser Zeile', zh: '占该行的 {percent} %' },
  'What could not be measured': { de: 'Was nicht gemessen werden konnte', zh: '无法评估的内容' },
} as const satisfies Room;
