// Keys: their names, their sheet and settings, and the palette.
import type { Room } from './row.ts';

export const keys = {
  // Names, as they stand on a keyboard.
  Ctrl: { de: 'Strg', zh: 'Ctrl' },
  Shift: { de: 'Umschalt', zh: 'Shift' },
  Del: { de: 'Entf', zh: 'Del' },
  Insert: { de: 'Einfg', zh: 'Insert' },
  Backspace: { de: 'Rücktaste', zh: 'Backspace' },
  Space: { de: 'Leertaste', zh: '空格' },
  Home: { de: 'Pos1', zh: 'Home' },
  End: { de: 'Ende', zh: 'End' },
  'Page up': { de: 'Bild ↑', zh: 'Page Up' },
  'Page down': { de: 'Bild ↓', zh: 'Page Down' },
  'Num {key}': { de: 'Num {key}', zh: '小键盘 {key}' },
  // The sheet.
  'All keys': { de: 'Alle Tasten', zh: '所有按键' },
  'Class: relabel the selection, or draw with it': {
    de: 'Klasse: der Auswahl zuweisen oder damit zeichnen',
    zh: '类别：改为此类别，或用它绘制',
  },
  'Move by 10 px': { de: 'Um 10 px bewegen', zh: '移动 10 像素' },
  'Move by 1 px': { de: 'Um 1 px bewegen', zh: '移动 1 像素' },
  'Grow that side by 10 px': { de: 'Diese Seite um 10 px vergrößern', zh: '该边外扩 10 像素' },
  'Grow that side by 1 px': { de: 'Diese Seite um 1 px vergrößern', zh: '该边外扩 1 像素' },
  'Shrink that side by 10 px': { de: 'Diese Seite um 10 px verkleinern', zh: '该边内缩 10 像素' },
  'Shrink that side by 1 px': { de: 'Diese Seite um 1 px verkleinern', zh: '该边内缩 1 像素' },
  'Relabel the selected crops, by the place of the class': {
    de: 'Klasse der ausgewählten Ausschnitte ändern, nach ihrem Platz',
    zh: '按类别的位置更改所选裁剪的类别',
  },
  'Flag of the box, by its place: set, or clear': {
    de: 'Merkmal der Box, nach seinem Platz: setzen oder entfernen',
    zh: '框的标记（按位置）：设置或清除',
  },
  'Move the view': { de: 'Ansicht bewegen', zh: '移动视图' },
  'Zoom at the pointer: wheel': { de: 'Am Zeiger zoomen: Mausrad', zh: '在指针处缩放：滚轮' },
  'Add to the selection: Shift and a click': {
    de: 'Zur Auswahl hinzufügen: Umschalt und Klick',
    zh: '添加到选择：Shift 加单击',
  },
  'Give up what is being dragged': { de: 'Ziehen abbrechen', zh: '放弃当前拖动' },
  'Next box below: Alt and a click, or Tab': {
    de: 'Nächste Box darunter: Alt und Klick oder Tab',
    zh: '下方的下一个框：Alt 加单击，或 Tab',
  },
  'Move the nearest edge: Alt and the wheel': {
    de: 'Nächste Kante bewegen: Alt und Mausrad',
    zh: '移动最近的边：Alt 加滚轮',
  },
  'Square, from the middle: Shift, Alt': {
    de: 'Quadrat, von der Mitte aus: Umschalt, Alt',
    zh: '正方形、从中心：Shift、Alt',
  },
  'No snapping while held: Ctrl': { de: 'Kein Einrasten, solange gehalten: Strg', zh: '按住时不吸附：Ctrl' },
  // The settings.
  'All commands': { de: 'Alle Befehle', zh: '所有命令' },
  'Changed ones': { de: 'Geänderte', zh: '已更改' },
  'Keys with two meanings': { de: 'Tasten mit zwei Bedeutungen', zh: '有两个含义的按键' },
  'Search the keys by action or key': { de: 'Tasten nach Aktion oder Taste suchen', zh: '按操作或按键搜索' },
  'Action or key, such as “undo” or “ctrl+z”': {
    de: 'Aktion oder Taste, etwa „rückgängig“ oder „strg+z“',
    zh: '操作或按键，例如“撤销”或“ctrl+z”',
  },
  'Which commands': { de: 'Welche Befehle', zh: '哪些命令' },
  'Reset all': { de: 'Alle zurücksetzen', zh: '全部重置' },
  'Choose a key to change it, then press the new one. Arrow keys go through the table, Delete clears a key.': {
    de: 'Zum Ändern eine Taste wählen, dann die neue drücken. Pfeiltasten gehen durch die Tabelle, Entf löscht eine Taste.',
    zh: '选择一个按键进行更改，然后按下新按键。方向键在表格中移动，Del 清除按键。',
  },
  'No command has other keys than at first.': {
    de: 'Kein Befehl hat andere Tasten als am Anfang.',
    zh: '所有命令都使用默认按键。',
  },
  'No key has two meanings.': { de: 'Keine Taste hat zwei Bedeutungen.', zh: '没有按键有两个含义。' },
  'No command has these words or this key.': {
    de: 'Kein Befehl hat diese Wörter oder diese Taste.',
    zh: '没有命令匹配这些文字或按键。',
  },
  'Keys: {family}': { de: 'Tasten: {family}', zh: '按键：{family}' },
  '{found, plural, one {# command} other {# commands}} · {changed, plural, one {# command} other {# commands}} with other keys than at first':
    {
      de: '{found, plural, one {# Befehl} other {# Befehle}} · {changed, plural, one {# Befehl} other {# Befehle}} mit anderen Tasten als am Anfang',
      zh: '{found, plural, other {# 个命令}} · {changed, plural, other {# 个命令}}的按键与默认不同',
    },
  'Press the key for {title}. Escape leaves it.': {
    de: 'Taste für {title} drücken. Esc lässt sie, wie sie ist.',
    zh: '按下用于“{title}”的按键。按 Esc 保持不变。',
  },
  'Press a key…': { de: 'Taste drücken…', zh: '请按键…' },
  '{title}: {key}': { de: '{title}: {key}', zh: '{title}：{key}' },
  '{title}: {key}, taken from {actions}': {
    de: '{title}: {key}, weggenommen von {actions}',
    zh: '{title}：{key}，取自{actions}',
  },
  'Add a key for {title}': { de: 'Taste hinzufügen für {title}', zh: '为“{title}”添加按键' },
  'Back to no key: {title}': { de: 'Zurück zu keiner Taste: {title}', zh: '恢复为无按键：{title}' },
  'Back to {keys}: {title}': { de: 'Zurück zu {keys}: {title}', zh: '恢复为 {keys}：{title}' },
  '“{title}”': { de: '„{title}“', zh: '“{title}”' },
  'Change {key} of {title}': { de: '{key} von {title} ändern', zh: '更改“{title}”的 {key}' },
  'Clear {key} of {title}': { de: '{key} von {title} löschen', zh: '清除“{title}”的 {key}' },
  'Set another key': { de: 'Andere Taste setzen', zh: '设置其他按键' },
  'Clear this key': { de: 'Diese Taste löschen', zh: '清除此按键' },
  // Both stand behind the key.
  'is the key of {actions} already.': { de: 'ist schon die Taste von {actions}.', zh: '已是{actions}的按键。' },
  'is the key of {actions} too. Only one of them can come.': {
    de: 'ist auch die Taste von {actions}. Nur eines davon kann wirken.',
    zh: '也是{actions}的按键。只有其中一个会生效。',
  },
  'Take it from there': { de: 'Dort wegnehmen', zh: '从那里取走' },
  'Leave it there': { de: 'Dort lassen', zh: '保留在那里' },
  'Keep it here alone': { de: 'Nur hier behalten', zh: '仅保留在此' },
  // The palette.
  Commands: { de: 'Befehle', zh: '命令' },
  'What do you want to do?': { de: 'Was soll geschehen?', zh: '您想做什么？' },
  'No command has these words.': { de: 'Kein Befehl hat diese Wörter.', zh: '没有命令包含这些文字。' },
  Recent: { de: 'Zuletzt', zh: '最近' },
  'While its key is held': { de: 'Solange die Taste gehalten wird', zh: '按住按键时' },
  'It is open': { de: 'Ist offen', zh: '已打开' },
  // A map of keys from a file, with its faults.
  'It is not an object of commands; the usual keys are used.': {
    de: 'Es ist kein Objekt mit Befehlen; die üblichen Tasten gelten.',
    zh: '不是命令对象；已使用默认按键。',
  },
  'It is not the id of a command; it was left out.': {
    de: 'Es ist keine Kennung eines Befehls; es wurde weggelassen.',
    zh: '不是命令的标识；已忽略。',
  },
  'It is not a list of keys such as ["k"]; the command keeps its usual keys.': {
    de: 'Es ist keine Liste von Tasten wie ["k"]; der Befehl behält seine üblichen Tasten.',
    zh: '不是 ["k"] 这样的按键列表；该命令保留默认按键。',
  },
  '{shown} is not a key such as "$mod+Shift+z"; it was left out.': {
    de: '{shown} ist keine Taste wie "$mod+Shift+z"; es wurde weggelassen.',
    zh: '{shown} 不是 "$mod+Shift+z" 这样的按键；已忽略。',
  },
  'A command has at most {most} keys; it was left out.': {
    de: 'Ein Befehl hat höchstens {most} Tasten; diese wurde weggelassen.',
    zh: '一个命令最多有 {most} 个按键；已忽略此按键。',
  },
} as const satisfies Room;
