// The classes of a project, and the attributes of its boxes.
import type { Room } from './row.ts';

export const classPanels = {
  'No classes yet. Add one, or pre-label a picture: the model brings its own.': {
    de: 'Noch keine Klassen. Eine hinzufügen oder ein Bild vorbeschriften: das Modell bringt eigene mit.',
    zh: '还没有类别。请添加一个，或预标注一张图片：模型会带来自己的类别。',
  },
  'New name of {name}': { de: 'Neuer Name für {name}', zh: '{name} 的新名称' },
  'Draw with it, or relabel the selected boxes. F2 renames.': {
    de: 'Damit zeichnen oder die Klasse der ausgewählten Boxen ändern. F2 benennt um.',
    zh: '用它绘制，或更改选中框的类别。按 F2 重命名。',
  },
  'Colour of {name}': { de: 'Farbe von {name}', zh: '{name} 的颜色' },
  'Change the colour': { de: 'Farbe ändern', zh: '更改颜色' },
  'What to do with {name}': { de: 'Aktionen für {name}', zh: '对 {name} 的操作' },
  'More about {name}': { de: 'Mehr zu {name}', zh: '{name} 的更多操作' },
  'Rename, merge, delete': { de: 'Umbenennen, zusammenführen, löschen', zh: '重命名、合并、删除' },
  Rename: { de: 'Umbenennen', zh: '重命名' },
  'Move up': { de: 'Nach oben', zh: '上移' },
  'Move down': { de: 'Nach unten', zh: '下移' },
  'Show its boxes': { de: 'Boxen der Klasse zeigen', zh: '显示该类别的框' },
  'Hide its boxes': { de: 'Boxen der Klasse verbergen', zh: '隐藏该类别的框' },
  'Look at it alone': { de: 'Nur diese Klasse zeigen', zh: '只看这个类别' },
  'Least score of its proposals…': { de: 'Mindestkonfidenz der Vorschläge…', zh: '该类别建议框的最低置信度…' },
  'Merge into': { de: 'Zusammenführen mit', zh: '合并到' },
  'Delete the class and its boxes': { de: 'Klasse mit ihren Boxen löschen', zh: '删除该类别及其框' },
  'Name of the new class': { de: 'Name der neuen Klasse', zh: '新类别的名称' },
  'Name of the class': { de: 'Name der Klasse', zh: '类别名称' },

  // What is said of the selected boxes.
  Attributes: { de: 'Attribute', zh: '属性' },
  several: { de: 'verschieden', zh: '多个值' },
  'not said': { de: 'keine Angabe', zh: '未填写' },
  'Clear {name}': { de: '{name} leeren', zh: '清除 {name}' },
  'Set {name} to {value}': { de: '{name} auf {value} setzen', zh: '将 {name} 设为 {value}' },

  // What a project asks of its boxes.
  'Attributes of boxes': { de: 'Attribute der Boxen', zh: '框的属性' },
  Flag: { de: 'Ja/Nein', zh: '是/否' },
  Choice: { de: 'Auswahl', zh: '选项' },
  Text: { de: 'Text', zh: '文本' },
  Number: { de: 'Zahl', zh: '数字' },
  'What boxes say already stays with them, and comes out in the export.': {
    de: 'Was bei Boxen schon angegeben ist, bleibt und kommt in den Export.',
    zh: '框上已填写的内容会保留，并写入导出文件。',
  },
  'Nothing is asked beyond the class. Add a flag such as “occluded”, or a choice of words.': {
    de: 'Außer der Klasse wird nichts gefragt. Ein Ja/Nein-Attribut wie „occluded“ oder eine Auswahl von Wörtern hinzufügen.',
    zh: '除类别外未设其他属性。可添加“是/否”属性（如“occluded”），或一组选项。',
  },
  name: { de: 'Name', zh: '名称' },
  Kind: { de: 'Art', zh: '类型' },
  'Asked of': { de: 'Gefragt bei', zh: '适用类别' },
  'Add an attribute': { de: 'Attribut hinzufügen', zh: '添加属性' },
  'the new attribute': { de: 'das neue Attribut', zh: '新属性' },
  'Kind of {name}': { de: 'Art: {name}', zh: '类型：{name}' },
  'Move {name} up': { de: 'Nach oben: {name}', zh: '上移：{name}' },
  'Move {name} down': { de: 'Nach unten: {name}', zh: '下移：{name}' },
  'Remove {name}': { de: 'Entfernen: {name}', zh: '移除：{name}' },
  'Choices of {name}, one a line': { de: 'Auswahl, eine je Zeile: {name}', zh: '选项，每行一个：{name}' },
  'one choice a line': { de: 'eine Auswahl je Zeile', zh: '每行一个选项' },
  'all classes': { de: 'alle Klassen', zh: '所有类别' },
  '{chosen, number} of {all, number} classes': {
    de: '{chosen, number} von {all, number} Klassen',
    zh: '{all, number} 个类别中的 {chosen, number} 个',
  },
  'The project has no class yet.': { de: 'Das Projekt hat noch keine Klasse.', zh: '项目还没有类别。' },
} as const satisfies Room;
