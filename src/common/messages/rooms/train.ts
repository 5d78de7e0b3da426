// Training: the form for a new run, what it would come to, and how a run is told in words.
import type { Room } from './row.ts';

export const train = {
  'Width of the list of runs': { de: 'Breite der Liste der Läufe', zh: '训练列表的宽度' },

  // The form.
  'New run': { de: 'Neuer Lauf', zh: '新建训练' },
  'Only boxes that you drew, accepted, edited or imported are learnt from.': {
    de: 'Gelernt wird nur aus Boxen, die gezeichnet, angenommen, bearbeitet oder importiert wurden.',
    zh: '只学习手工绘制、接受、编辑或导入的框。',
  },
  'Those marked labelled or reviewed, {count, number}': {
    de: 'Als beschriftet oder geprüft markierte, {count, number}',
    zh: '标记为已标注或已审核的，{count, number} 张',
  },
  'Every labelled one, {count, number}': {
    de: 'Alle mit Beschriftung, {count, number}',
    zh: '所有带标注的，{count, number} 张',
  },
  'Held out': { de: 'Zum Messen', zh: '留出' },
  'Without held-out pictures nothing can be measured, and the last weights are kept instead of the best.': {
    de: 'Ohne zurückgehaltene Bilder kann nichts gemessen werden; behalten werden die letzten statt der besten Gewichte.',
    zh: '没有留出的图片就无法评估，保留的将是最后的权重，而不是最好的权重。',
  },
  'Not learnt from; used to measure how good the model is on pictures it never saw.': {
    de: 'Daraus wird nicht gelernt; daran wird gemessen, wie gut das Modell auf Bildern ist, die es nie sah.',
    zh: '不参与学习，用于评估模型在从未见过的图片上的表现。',
  },
  'Share of pictures held out': { de: 'Anteil der zurückgehaltenen Bilder', zh: '留出图片的比例' },
  '{percent} percent': { de: '{percent} Prozent', zh: '百分之 {percent}' },
  'about {amount}': { de: 'etwa {amount}', zh: '约 {amount}' },
  'Start from': { de: 'Beginnen mit', zh: '起点' },
  'Random weights. It needs more pictures and more time than a model that knows something.': {
    de: 'Zufällige Gewichte. Das braucht mehr Bilder und mehr Zeit als ein Modell, das schon etwas kann.',
    zh: '随机权重。与已有基础的模型相比，需要更多图片和更多时间。',
  },
  'Keeps what it knows and brings its own network.': {
    de: 'Behält, was es kann, und bringt sein eigenes Netz mit.',
    zh: '保留已学到的内容，并使用自带的网络。',
  },
  'Keeps what it knows and brings its own network, {parameters} parameters.': {
    de: 'Behält, was es kann, und bringt sein eigenes Netz mit, {parameters} Parameter.',
    zh: '保留已学到的内容，并使用自带的网络，{parameters}参数。',
  },
  '{name} · in use': { de: '{name} · in Verwendung', zh: '{name} · 使用中' },
  '{name} · not there any more': { de: '{name} · nicht mehr da', zh: '{name} · 已不存在' },
  Nothing: { de: 'Nichts', zh: '无' },
  'To choose a size, start from nothing.': {
    de: 'Um eine Größe zu wählen, mit nichts beginnen.',
    zh: '要选择大小，请将起点设为“无”。',
  },
  Parameters: { de: 'Parameter', zh: '参数' },
  Nano: { de: 'Nano', zh: '超小' },
  'A first look; few classes, clear objects': {
    de: 'Für einen ersten Blick; wenige Klassen, klare Objekte',
    zh: '初步尝试；类别少，目标清晰',
  },
  Small: { de: 'Klein', zh: '小' },
  'A few hundred pictures on a processor': {
    de: 'Ein paar hundert Bilder auf einem Prozessor',
    zh: '数百张图片，用处理器训练',
  },
  Medium: { de: 'Mittel', zh: '中' },
  'More classes, or objects that look alike': {
    de: 'Mehr Klassen, oder Objekte, die sich ähneln',
    zh: '类别较多，或目标外观相似',
  },
  'A thousand pictures and an hour': { de: 'Tausend Bilder und eine Stunde', zh: '一千张图片，一小时' },
  'Many classes; a graphics card, or a night': {
    de: 'Viele Klassen; eine Grafikkarte, oder eine Nacht',
    zh: '类别很多；需要显卡，或一整夜',
  },
  'Picture size': { de: 'Bildgröße', zh: '图片尺寸' },
  'Long side at which pictures enter the network. Small objects need more; time grows with its square.': {
    de: 'Lange Seite, mit der Bilder ins Netz gehen. Kleine Objekte brauchen mehr; die Zeit wächst mit dem Quadrat.',
    zh: '图片输入网络时的长边。小目标需要更大的值；耗时随其平方增长。',
  },
  'Long side in pixels': { de: 'Lange Seite in Pixeln', zh: '长边（像素）' },
  '{count} pixels': { de: '{count} Pixel', zh: '{count} 像素' },
  '{count} px': { de: '{count} px', zh: '{count} px' },
  Time: { de: 'Zeit', zh: '时间' },
  '{count, plural, one {minute} other {minutes}}': {
    de: '{count, plural, one {Minute} other {Minuten}}',
    zh: '{count, plural, other {分钟}}',
  },
  '{count, plural, one {# minute} other {# minutes}}': {
    de: '{count, plural, one {# Minute} other {# Minuten}}',
    zh: '{count, plural, other {# 分钟}}',
  },
  'Runs on': { de: 'Läuft auf', zh: '运行于' },
  'Where a network cannot run on the chosen one, the processor takes over and the run says so.': {
    de: 'Kann ein Netz dort nicht laufen, übernimmt der Prozessor, und der Lauf sagt es.',
    zh: '如果网络无法在所选设备上运行，则改用处理器，并在训练中注明。',
  },
  Processor: { de: 'Prozessor', zh: '处理器' },
  More: { de: 'Mehr', zh: '更多' },
  'Made from the project and the date': { de: 'Aus Projekt und Datum gebildet', zh: '由项目名和日期生成' },
  Seed: { de: 'Startwert', zh: '随机种子' },
  'The same seed on the same pictures makes the same choices again.': {
    de: 'Derselbe Startwert auf denselben Bildern trifft wieder dieselbe Auswahl.',
    zh: '相同的种子用于相同的图片，会再次做出相同的选择。',
  },
  'From {least, number} to {most, number}': {
    de: 'Von {least, number} bis {most, number}',
    zh: '从 {least, number} 到 {most, number}',
  },

  // What to expect of a run.
  'What to expect': { de: 'Was zu erwarten ist', zh: '预期' },
  'Measuring the network on this machine': {
    de: 'Das Netz wird auf diesem Rechner vermessen',
    zh: '正在这台计算机上测试网络速度',
  },
  'Measure again': { de: 'Erneut messen', zh: '重新测试' },
  'Learns from': { de: 'Lernt aus', zh: '学习自' },
  none: { de: 'keine', zh: '无' },
  '{parameters} parameters': { de: '{parameters} Parameter', zh: '{parameters}参数' },
  'One update': { de: 'Ein Schritt', zh: '每个更新步' },
  'In this time': { de: 'In dieser Zeit', zh: '在此时间内' },
  '{steps, plural, one {# update} other {# updates}}, {passes} passes over the pictures': {
    de: '{steps, plural, one {# Schritt} other {# Schritte}}, {passes} Durchgänge durch die Bilder',
    zh: '{steps, plural, other {# 个更新步}}，遍历图片 {passes} 轮',
  },
  Memory: { de: 'Speicher', zh: '内存' },
  Warnings: { de: 'Warnungen', zh: '警告' },
  'Look at it': { de: 'Ansehen', zh: '查看' },
  'Go to the pictures': { de: 'Zu den Bildern', zh: '前往图片' },
  'Add pictures': { de: 'Bilder hinzufügen', zh: '添加图片' },
  'Learn from the {count, number} labelled instead': {
    de: '{count, plural, one {Stattdessen aus dem # beschrifteten lernen} other {Stattdessen aus den # beschrifteten lernen}}',
    zh: '改用 {count, number} 张带标注的图片学习',
  },
  'Starting…': { de: 'Wird gestartet…', zh: '正在启动…' },
  'Labelling goes on meanwhile.': { de: 'Beschriften geht währenddessen weiter.', zh: '训练期间可以继续标注。' },
  'This project can only be read, so a run could not be kept.': {
    de: 'Dieses Projekt kann nur gelesen werden; ein Lauf könnte nicht aufbewahrt werden.',
    zh: '该项目为只读，无法保存训练。',
  },
  'A run is going on. One runs at a time: wait for its end, or stop it.': {
    de: 'Ein Lauf ist im Gange. Es läuft immer nur einer: sein Ende abwarten oder ihn stoppen.',
    zh: '已有训练正在进行。一次只能进行一个：请等待其结束，或将其停止。',
  },
  'There are no pictures yet.': { de: 'Es gibt noch keine Bilder.', zh: '还没有图片。' },
  'No picture is marked labelled yet. A run learns from pictures you are sure of: set the boxes right, then mark the picture labelled.':
    {
      de: 'Noch kein Bild ist als beschriftet markiert. Ein Lauf lernt aus Bildern, die sicher stimmen: die Boxen richtig setzen, dann das Bild als beschriftet markieren.',
      zh: '还没有图片标记为已标注。训练应使用确认无误的图片：先把框调整好，再将图片标记为已标注。',
    },
  'No picture is marked reviewed yet. Review some, or learn from those that are labelled.': {
    de: 'Noch kein Bild ist als geprüft markiert. Einige prüfen, oder aus den beschrifteten lernen.',
    zh: '还没有图片标记为已审核。请先审核一些，或使用已标注的图片学习。',
  },
  'No picture has boxes of yours yet. Accept or draw some first.': {
    de: 'Noch kein Bild hat eigene Boxen. Zuerst einige annehmen oder zeichnen.',
    zh: '还没有图片带有已确认的框。请先接受或绘制一些。',
  },

  // Where a run stands, and how it ended.
  'Getting ready': { de: 'Vorbereitung', zh: '正在准备' },
  Learning: { de: 'Lernt', zh: '正在学习' },
  'Measuring on the held-out pictures': {
    de: 'Misst auf den zurückgehaltenen Bildern',
    zh: '正在留出的图片上评估',
  },
  'Writing the model': { de: 'Schreibt das Modell', zh: '正在写入模型' },
  'Training started.': { de: 'Training gestartet.', zh: '训练已开始。' },
  'Training failed.': { de: 'Training fehlgeschlagen.', zh: '训练失败。' },
  'Training failed. {message}': { de: 'Training fehlgeschlagen. {message}', zh: '训练失败。{message}' },
  'Training was interrupted. {message}': { de: 'Training unterbrochen. {message}', zh: '训练已中断。{message}' },
  'It can be continued.': { de: 'Es kann fortgesetzt werden.', zh: '可以继续。' },
  'Training ended with AP50 {figure}. {end}': {
    de: 'Training mit AP50 {figure} beendet. {end}',
    zh: '训练结束，AP50 为 {figure}。{end}',
  },
  'Training ended.': { de: 'Training beendet.', zh: '训练结束。' },
  'Training ended. {end}': { de: 'Training beendet. {end}', zh: '训练结束。{end}' },
  'Show the run': { de: 'Lauf zeigen', zh: '显示该训练' },
  'Finished after {time}: {steps, plural, one {# update} other {# updates}}, {passes} passes over the pictures.': {
    de: 'Fertig nach {time}: {steps, plural, one {# Schritt} other {# Schritte}}, {passes} Durchgänge durch die Bilder.',
    zh: '已完成，用时 {time}：{steps, plural, other {# 个更新步}}，遍历图片 {passes} 轮。',
  },
  'Stopped by you after {time}: {steps, plural, one {# update} other {# updates}}, {passes} passes over the pictures.':
    {
      de: 'Von Hand gestoppt nach {time}: {steps, plural, one {# Schritt} other {# Schritte}}, {passes} Durchgänge durch die Bilder.',
      zh: '已手动停止，用时 {time}：{steps, plural, other {# 个更新步}}，遍历图片 {passes} 轮。',
    },
  'Stopped because it no longer got better after {time}: {steps, plural, one {# update} other {# updates}}, {passes} passes over the pictures.':
    {
      de: 'Nach {time} gestoppt, weil es nicht mehr besser wurde: {steps, plural, one {# Schritt} other {# Schritte}}, {passes} Durchgänge durch die Bilder.',
      zh: '因不再提高而停止，用时 {time}：{steps, plural, other {# 个更新步}}，遍历图片 {passes} 轮。',
    },

  // Numbers and times.
  '{count, number, ::compact-long .0}': {
    de: '{count, number, ::compact-long .0}',
    zh: '{count, number, ::compact-long}',
  },
  '{count, number, ::compact-long}': {
    de: '{count, number, ::compact-long}',
    zh: '{count, number, ::compact-long}',
  },
  '{number}/s': { de: '{number}/s', zh: '{number}/秒' },
  '{number}/min': { de: '{number}/min', zh: '{number}/分钟' },
  'today, {time}': { de: 'heute, {time}', zh: '今天 {time}' },
  '{day}, {time}': { de: '{day}, {time}', zh: '{day} {time}' },
} as const satisfies Room;
