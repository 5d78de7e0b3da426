// What training runs tell: their plans, their course, their end.
import type { Room } from './row.ts';

export const runs = {
  'This run is stopping already. Its model is being written.': {
    de: 'Dieser Lauf hält schon an. Sein Modell wird geschrieben.',
    zh: '此训练正在停止，正在写入其模型。',
  },
  'The training process stopped. It was started again and goes on from its last checkpoint.': {
    de: 'Der Trainingsprozess hielt an. Er wurde neu gestartet und macht beim letzten Checkpoint weiter.',
    zh: '训练进程已停止。它已重新启动，并从最后一个检查点继续。',
  },
  'The project was closed while it trained. Continue goes on from the last checkpoint.': {
    de: 'Das Projekt wurde während des Trainings geschlossen. Fortsetzen macht beim letzten Checkpoint weiter.',
    zh: '训练期间项目被关闭。“继续”将从最后一个检查点继续。',
  },
  'The training process stopped twice within a minute, as it does when memory runs out. Continue goes on from the last checkpoint.':
    {
      de: 'Der Trainingsprozess hielt zweimal in einer Minute an, wie wenn der Speicher ausgeht. Fortsetzen macht beim letzten Checkpoint weiter.',
      zh: '训练进程在一分钟内停止了两次，内存不足时会这样。“继续”将从最后一个检查点继续。',
    },
  'The training process ended with an answer that cannot be read.': {
    de: 'Der Trainingsprozess endete mit einer Antwort, die nicht gelesen werden kann.',
    zh: '训练进程结束时的应答无法读取。',
  },
  '{reason} Continue goes on from the last checkpoint.': {
    de: '{reason} Fortsetzen macht beim letzten Checkpoint weiter.',
    zh: '{reason} “继续”将从最后一个检查点继续。',
  },
  'This run has just ended.': { de: 'Dieser Lauf ist gerade zu Ende gegangen.', zh: '此训练刚刚结束。' },
  'The run ended, and its model cannot be used: {reason}': {
    de: 'Der Lauf ist zu Ende, und sein Modell kann nicht verwendet werden: {reason}',
    zh: '训练已结束，但其模型无法使用：{reason}',
  },
  'The model is made, and could not be kept: {reason} Continue tries it again.': {
    de: 'Das Modell ist fertig und konnte nicht gesichert werden: {reason} Fortsetzen versucht es noch einmal.',
    zh: '模型已生成，但无法保存：{reason} “继续”将重试。',
  },
  'This run is not in the project (any more).': {
    de: 'Dieser Lauf ist nicht (mehr) im Projekt.',
    zh: '此训练不在（或已不在）项目中。',
  },
  '{file} has {bytes} bytes, which it should never have.': {
    de: '{file} hat {bytes} Bytes, was nie sein sollte.',
    zh: '{file} 有 {bytes} 字节，这不应出现。',
  },
  '{file} is not as it was written: {place}: {reason}.': {
    de: '{file} ist nicht, wie es geschrieben wurde: {place}: {reason}.',
    zh: '{file} 与写入时不同：{place}：{reason}。',
  },
  '{file} cannot be read.': { de: '{file} kann nicht gelesen werden.', zh: '无法读取 {file}。' },
  'This run is done; start a new one from its model.': {
    de: 'Dieser Lauf ist fertig; einen neuen von seinem Modell aus starten.',
    zh: '此训练已完成；请从其模型开始新的训练。',
  },
  'This run failed and cannot go on. {reason}': {
    de: 'Dieser Lauf ist fehlgeschlagen und kann nicht weitergehen. {reason}',
    zh: '此训练已失败，无法继续。{reason}',
  },
  'This run is not going on, so there is nothing to steer.': {
    de: 'Dieser Lauf ist nicht im Gang; es gibt nichts zu steuern.',
    zh: '此训练未在进行，无可控制。',
  },
  'This run is still going on. Stop it first.': {
    de: 'Dieser Lauf ist noch im Gang. Erst anhalten.',
    zh: '此训练仍在进行。请先停止。',
  },
  'The run could not be removed from {folder}. Check the permissions of the folder.': {
    de: 'Der Lauf konnte nicht aus {folder} entfernt werden. Die Rechte des Ordners prüfen.',
    zh: '无法从 {folder} 中移除此训练。请检查该文件夹的权限。',
  },
  'The project is being closed.': { de: 'Das Projekt wird geschlossen.', zh: '项目正在关闭。' },
  'A training run is going on. Stop it first, or wait until it has ended.': {
    de: 'Ein Trainingslauf ist im Gang. Erst anhalten oder sein Ende abwarten.',
    zh: '正在进行训练。请先停止，或等待其结束。',
  },
  'A training run is using this machine. How fast this network would be can be measured when it has ended.': {
    de: 'Ein Trainingslauf nutzt diesen Rechner. Wie schnell dieses Netz wäre, kann nach seinem Ende gemessen werden.',
    zh: '正在进行的训练占用着本机。待其结束后才能测量此网络的速度。',
  },
  'The program ended while it trained. Continue goes on from the last checkpoint.': {
    de: 'Das Programm wurde während des Trainings beendet. Fortsetzen macht beim letzten Checkpoint weiter.',
    zh: '训练期间程序已退出。“继续”将从最后一个检查点继续。',
  },
  'This run has no model to compare yet. Wait until it is done.': {
    de: 'Dieser Lauf hat noch kein Modell zum Vergleichen. Warten, bis er fertig ist.',
    zh: '此训练尚无可比较的模型。请等待完成。',
  },
  'This run held no pictures out, so there is nothing to compare the models on.': {
    de: 'Dieser Lauf hielt keine Bilder zurück; es gibt nichts, woran die Modelle verglichen werden könnten.',
    zh: '此训练没有留出图片，因此无法比较模型。',
  },
  'The measurement was given up for another network or a run.': {
    de: 'Die Messung wurde für ein anderes Netz oder einen Lauf aufgegeben.',
    zh: '为了另一个网络或训练，已放弃测量。',
  },
  'The process that measured this network stopped; it may need more memory than there is. Choose a smaller network or fewer pixels.':
    {
      de: 'Der Prozess, der dieses Netz maß, hielt an; vielleicht braucht es mehr Speicher, als da ist. Ein kleineres Netz oder weniger Pixel wählen.',
      zh: '测量此网络的进程已停止；它可能需要超过现有的内存。请选择更小的网络或更少的像素。',
    },
  'It was cancelled; nothing was changed.': {
    de: 'Es wurde abgebrochen; nichts wurde geändert.',
    zh: '已取消；没有任何更改。',
  },
  '{file} ends before its end.': { de: '{file} endet vor dem Schluss.', zh: '{file} 不完整。' },
  '{file} is not there, so the pictures of this run are not known any more.': {
    de: '{file} ist nicht da; darum sind die Bilder dieses Laufs nicht mehr bekannt.',
    zh: '{file} 不存在，因此已无法得知此训练的图片。',
  },
  '{file} is damaged, so the pictures of this run are not known any more.': {
    de: '{file} ist beschädigt; darum sind die Bilder dieses Laufs nicht mehr bekannt.',
    zh: '{file} 已损坏，因此已无法得知此训练的图片。',
  },
  'Training cannot start: {place}: {reason}.': {
    de: 'Das Training kann nicht starten: {place}: {reason}.',
    zh: '无法开始训练：{place}：{reason}。',
  },
  'The long side must be a multiple of 32 pixels; {pixels} is none. Take {nearest}.': {
    de: 'Die lange Seite muss ein Vielfaches von 32 Pixeln sein; {pixels} ist keines. {nearest} nehmen.',
    zh: '长边必须是 32 像素的倍数；{pixels} 不是。请使用 {nearest}。',
  },
  'No picture is marked as labelled yet. Mark pictures with Enter, or train on all that have boxes.': {
    de: 'Noch ist kein Bild als beschriftet markiert. Bilder mit Enter markieren oder mit allen trainieren, die Boxen haben.',
    zh: '尚无标记为已标注的图片。请按 Enter 标记图片，或使用所有带框的图片训练。',
  },
  'No picture is labelled yet. Draw boxes, or accept proposals with Enter.': {
    de: 'Noch ist kein Bild beschriftet. Boxen zeichnen oder Vorschläge mit Enter annehmen.',
    zh: '尚无已标注的图片。请绘制框，或按 Enter 接受建议框。',
  },
  'There is no box to learn from yet. Draw boxes, or accept proposals with Enter.': {
    de: 'Noch gibt es keine Box, aus der gelernt werden kann. Boxen zeichnen oder Vorschläge mit Enter annehmen.',
    zh: '尚无可供学习的框。请绘制框，或按 Enter 接受建议框。',
  },
  '{pictures, plural, one {There is only # picture.} other {There are only # pictures.}} The model may do well on these and badly on every other; label more of them.':
    {
      de: '{pictures, plural, one {Es gibt nur # Bild.} other {Es gibt nur # Bilder.}} Das Modell ist darauf vielleicht gut und auf allen anderen schlecht; mehr beschriften.',
      zh: '只有 {pictures, plural, other {# 张图片}}。模型可能在这些图片上表现良好，而在其他图片上很差；请标注更多图片。',
    },
  'No picture is held out to measure on, so nothing says how good the model is, and its last state is kept instead of its best.':
    {
      de: 'Kein Bild ist zum Messen zurückgehalten; darum sagt nichts, wie gut das Modell ist, und sein letzter Stand wird statt des besten behalten.',
      zh: '没有留出用于测量的图片，因此无法得知模型的好坏，并且保留的是最后状态而非最佳状态。',
    },
  'Under {fewest} pictures none can be held out, so nothing says how good the model is, and its last state is kept instead of its best.':
    {
      de: 'Unter {fewest} Bildern kann keines zurückgehalten werden; darum sagt nichts, wie gut das Modell ist, und sein letzter Stand wird statt des besten behalten.',
      zh: '少于 {fewest} 张图片时无法留出图片，因此无法得知模型的好坏，并且保留的是最后状态而非最佳状态。',
    },
  'Each picture has the only boxes of a class, so none can be held out; nothing says how good the model is, and its last state is kept instead of its best.':
    {
      de: 'Jedes Bild hat die einzigen Boxen einer Klasse, darum kann keines zurückgehalten werden; nichts sagt, wie gut das Modell ist, und sein letzter Stand wird statt des besten behalten.',
      zh: '每张图片都含有某个类别仅有的框，因此无法留出图片；无法得知模型的好坏，并且保留的是最后状态而非最佳状态。',
    },
  '"{name}" has no box, so the model will not find any.': {
    de: '„{name}“ hat keine Box; das Modell wird keine finden.',
    zh: '“{name}”没有框，因此模型不会找到任何该类对象。',
  },
  '"{name}" has only {boxes}, so the model will hardly know it.': {
    de: '„{name}“ hat nur {boxes}; das Modell wird die Klasse kaum kennen.',
    zh: '“{name}”只有 {boxes}，因此模型几乎无法认识它。',
  },
  '{count, plural, one {# more class} other {# more classes}} with under {fewest} boxes.': {
    de: '{count, plural, one {# weitere Klasse} other {# weitere Klassen}} mit unter {fewest} Boxen.',
    zh: '还有 {count, plural, other {# 个类别}}的框少于 {fewest} 个。',
  },
  'In {minutes, plural, one {# minute} other {# minutes}} the run sees {percent} % of the pictures once. Give it more time, fewer pixels or a smaller network.':
    {
      de: 'In {minutes, plural, one {# Minute} other {# Minuten}} sieht der Lauf {percent} % der Bilder einmal. Mehr Zeit, weniger Pixel oder ein kleineres Netz geben.',
      zh: '{minutes, plural, other {# 分钟}}内，训练只能看一遍 {percent}% 的图片。请给更多时间、更少像素或更小的网络。',
    },
  'It needs about {needed} of memory, and this machine has {present}. Choose a smaller network or fewer pixels.': {
    de: 'Es braucht etwa {needed} Speicher, und dieser Rechner hat {present}. Ein kleineres Netz oder weniger Pixel wählen.',
    zh: '它需要约 {needed} 内存，而本机有 {present}。请选择更小的网络或更少的像素。',
  },
} as const satisfies Room;
