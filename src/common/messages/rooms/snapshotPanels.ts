// Snapshots on the Data page and in the training of a model.
import type { Room } from './row.ts';

export const snapshotPanels = {
  'A picture of no split, or of another one, is learnt from.': {
    de: 'Aus einem Bild ohne Split oder aus einem anderen Split wird gelernt.',
    zh: '不属于任何划分或属于其他划分的图片用于学习。',
  },
  'All boxes, classes, verdicts, notes and splits as they are now. Nothing is copied, and pictures are not in it.': {
    de: 'Alle Boxen, Klassen, Urteile, Notizen und Splits, wie sie jetzt sind. Nichts wird kopiert, und Bilder gehören nicht dazu.',
    zh: '当前的全部框、类别、审核结果、备注和划分。不复制任何内容，也不包含图片。',
  },
  'As the project has them: {train, number} in train are learnt from, {val, number} in val held out, {test, number} in test never seen':
    {
      de: 'Wie im Projekt: aus {train, number} in train wird gelernt, {val, number} in val zurückgehalten, {test, number} in test nie gesehen',
      zh: '按项目的划分：train 中 {train, number} 张用于学习，val 中 {val, number} 张留出，test 中 {test, number} 张从不使用',
    },
  'Back to the differences': { de: 'Zurück zu den Unterschieden', zh: '返回差异列表' },
  'Back up the project…': { de: 'Projekt sichern …', zh: '备份项目…' },
  'Back up…': { de: 'Sichern …', zh: '备份…' },
  'Bring it back': { de: 'Zurückholen', zh: '恢复' },
  'Bringing the snapshot back': { de: 'Schnappschuss wird zurückgeholt', zh: '正在恢复快照' },
  'Classes that changed': { de: 'Geänderte Klassen', zh: '有变化的类别' },
  'Compared with': { de: 'Verglichen mit', zh: '比较对象' },
  'Comparing…': { de: 'Wird verglichen …', zh: '正在比较…' },
  'Export it again…': { de: 'Noch einmal exportieren …', zh: '再次导出…' },
  'All pictures': { de: 'Alle Bilder', zh: '所有图片' },
  'Only those that are labelled, reviewed or not': {
    de: 'Nur die beschrifteten, geprüft oder nicht',
    zh: '仅已标注的图片，无论是否已审核',
  },
  'Only those that are reviewed': { de: 'Nur die geprüften', zh: '仅已审核的图片' },
  'Forget snapshot {id}': { de: 'Schnappschuss {id} vergessen', zh: '忘记快照 {id}' },
  'Hold out a share of all of them instead': {
    de: 'Stattdessen einen Anteil von allen zurückhalten',
    zh: '改为从全部图片中留出一部分',
  },
  Holds: { de: 'Enthält', zh: '包含' },
  'It was forgotten since.': { de: 'Er wurde seitdem vergessen.', zh: '此后已被忘记。' },
  'Learn from the project as it is instead': {
    de: 'Stattdessen aus dem Projekt lernen, wie es ist',
    zh: '改为从当前项目学习',
  },
  Made: { de: 'Gemacht', zh: '创建' },
  'Make a snapshot': { de: 'Schnappschuss machen', zh: '创建快照' },
  'Make a snapshot…': { de: 'Schnappschuss machen …', zh: '创建快照…' },
  'Make it': { de: 'Machen', zh: '创建此快照' },
  'Name of the snapshot': { de: 'Name des Schnappschusses', zh: '快照名称' },
  'Nothing changed since snapshot {id}, so it stands for now.': {
    de: 'Seit dem Schnappschuss {id} hat sich nichts geändert, also steht er für jetzt.',
    zh: '自快照 {id} 以来没有变化，因此它即代表当前状态。',
  },
  'Nothing changed since snapshot {id}.': {
    de: 'Seit dem Schnappschuss {id} hat sich nichts geändert.',
    zh: '自快照 {id} 以来没有变化。',
  },
  'Nothing changed since.': { de: 'Seitdem hat sich nichts geändert.', zh: '此后没有变化。' },
  'Nothing is different.': { de: 'Kein Unterschied.', zh: '没有差异。' },
  'Pictures that changed': { de: 'Geänderte Bilder', zh: '有变化的图片' },
  'Restore a project from a backup…': {
    de: 'Projekt aus einer Sicherung wiederherstellen …',
    zh: '从备份恢复项目…',
  },
  'Since snapshot {id}: {changes}.': {
    de: 'Seit dem Schnappschuss {id}: {changes}.',
    zh: '自快照 {id} 以来：{changes}。',
  },
  'Since: {changes}': { de: 'Seitdem: {changes}', zh: '此后：{changes}' },
  'Snapshot {id} is back. What was there before is snapshot {before}.{proposals, plural, =0 {} one { # proposal went with its class.} other { # proposals went with their classes.}}':
    {
      de: 'Der Schnappschuss {id} ist wieder da. Was vorher da war, ist der Schnappschuss {before}.{proposals, plural, =0 {} one { # Vorschlag ging mit seiner Klasse.} other { # Vorschläge gingen mit ihren Klassen.}}',
      zh: '快照 {id} 已恢复。之前的内容是快照 {before}。{proposals, plural, =0 {} other {# 个建议框随其类别一并移除。}}',
    },
  'Snapshot {id} is forgotten.': { de: 'Der Schnappschuss {id} ist vergessen.', zh: '快照 {id} 已忘记。' },
  'Snapshot {id} was made.': { de: 'Der Schnappschuss {id} wurde gemacht.', zh: '快照 {id} 已创建。' },
  'Snapshot {id}': { de: 'Schnappschuss {id}', zh: '快照 {id}' },
  Snapshots: { de: 'Schnappschüsse', zh: '快照' },
  'Snapshots, newest first': { de: 'Schnappschüsse, neueste zuerst', zh: '快照，最新的在前' },
  'The boxes of that snapshot, whatever was labelled since.': {
    de: 'Die Boxen dieses Schnappschusses, was auch immer seitdem beschriftet wurde.',
    zh: '使用该快照中的框，不管此后标注了什么。',
  },
  'The project as it is becomes a snapshot first, so this can be taken back.': {
    de: 'Vorher wird das Projekt, wie es ist, zu einem Schnappschuss; so lässt sich das zurücknehmen.',
    zh: '会先为当前项目创建快照，因此可以撤销。',
  },
  'The project was backed up to {location}. Pictures, training runs and models are not in it.': {
    de: 'Das Projekt wurde nach {location} gesichert. Bilder, Trainingsläufe und Modelle sind nicht darin.',
    zh: '项目已备份到 {location}。其中不含图片、训练和模型。',
  },
  'There is none yet. Each export and each training run makes one, and you can make one at any time: the whole of the labels as they are, which never changes and can be brought back.':
    {
      de: 'Es gibt noch keinen. Jeder Export und jeder Trainingslauf macht einen, und jederzeit lässt sich einer machen: der ganze Stand der Beschriftung, der sich nie ändert und zurückgeholt werden kann.',
      zh: '还没有快照。每次导出和每次训练都会创建一个，也可以随时手动创建：它是全部标注的当前状态，永不改变，并可恢复。',
    },
  'Train again on the same data': { de: 'Auf denselben Daten neu trainieren', zh: '用相同数据再次训练' },
  'What changed since the newest snapshot…': {
    de: 'Was sich seit dem neuesten Schnappschuss geändert hat …',
    zh: '自最新快照以来的变化…',
  },
  'What it is for; may be left empty': { de: 'Wofür er ist; darf leer bleiben', zh: '用途；可留空' },
  'Working on a snapshot': { de: 'Arbeit an einem Schnappschuss', zh: '正在处理快照' },
  'Backing up': { de: 'Sichern', zh: '正在备份' },
  'not worked out yet': { de: 'noch nicht berechnet', zh: '尚未计算' },
  'the project as it is': { de: 'dem Projekt, wie es ist', zh: '当前项目' },
  'the project’s split val; {count, plural, =0 {no picture is in test} one {# picture of test was never seen} other {# pictures of test were never seen}}':
    {
      de: 'der Split val des Projekts; {count, plural, =0 {kein Bild ist in test} one {# Bild aus test wurde nie gesehen} other {# Bilder aus test wurden nie gesehen}}',
      zh: '项目的 val 划分；{count, plural, =0 {test 中没有图片} other {test 中 # 张图片从未使用}}',
    },
  '{count, number} moved': { de: '{count, number} verschoben', zh: '{count, number} 个已移动' },
  '{count, number} relabelled': { de: '{count, number} umbenannt', zh: '{count, number} 个改了类别' },
  '{count, number} with other attributes or notes': {
    de: '{count, number} mit anderen Attributen oder Notizen',
    zh: '{count, number} 个属性或备注有变化',
  },
  '{count, plural, one {# class added} other {# classes added}}': {
    de: '{count, plural, one {# Klasse neu} other {# Klassen neu}}',
    zh: '{count, plural, other {新增 # 个类别}}',
  },
  '{count, plural, one {# class changed} other {# classes changed}}': {
    de: '{count, plural, one {# Klasse geändert} other {# Klassen geändert}}',
    zh: '{count, plural, other {# 个类别有变化}}',
  },
  '{count, plural, one {# class removed} other {# classes removed}}': {
    de: '{count, plural, one {# Klasse entfernt} other {# Klassen entfernt}}',
    zh: '{count, plural, other {移除 # 个类别}}',
  },
  '{pictures} added': { de: '{pictures} hinzugekommen', zh: '新增 {pictures}' },
  '{pictures} judged, noted or put into another split': {
    de: '{pictures} neu beurteilt, mit neuer Notiz oder neuem Split',
    zh: '{pictures}的审核、备注或划分有变化',
  },
  '{pictures} removed': { de: '{pictures} entfernt', zh: '移除 {pictures}' },
  '{reason, select, hand {made by hand} export {for an export} training {for a training run} other {before another one was restored}}':
    {
      de: '{reason, select, hand {von Hand} export {für einen Export} training {für einen Trainingslauf} other {bevor ein anderer zurückgeholt wurde}}',
      zh: '{reason, select, hand {手动创建} export {用于导出} training {用于训练} other {恢复其他快照之前}}',
    },
  '{what, select, added {picture added} removed {picture removed} other {picture judged, noted or put into another split}}':
    {
      de: '{what, select, added {Bild hinzugekommen} removed {Bild entfernt} other {Bild neu beurteilt, mit neuer Notiz oder neuem Split}}',
      zh: '{what, select, added {图片新增} removed {图片移除} other {图片的审核、备注或划分有变化}}',
    },
} as const satisfies Room;
