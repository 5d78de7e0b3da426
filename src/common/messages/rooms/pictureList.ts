// The list of pictures, the filmstrip, and the states of a picture.
import type { Room } from './row.ts';

export const pictureList = {
  // States, and what the list can be cut down to.
  New: { de: 'Neu', zh: '新' },
  'In work': { de: 'In Arbeit', zh: '进行中' },
  Unreadable: { de: 'Nicht lesbar', zh: '无法读取' },
  All: { de: 'Alle', zh: '全部' },
  Unfinished: { de: 'Unfertig', zh: '未完成' },
  'Has proposals': { de: 'Mit Vorschlägen', zh: '有建议框' },
  'Only proposals': { de: 'Nur Vorschläge', zh: '仅有建议框' },
  'Labelled or reviewed': { de: 'Beschriftet oder geprüft', zh: '已标注或已审核' },
  'Labelled, to review': { de: 'Beschriftet, zu prüfen', zh: '已标注，待审核' },
  State: { de: 'Zustand', zh: '状态' },

  Filmstrip: { de: 'Filmstreifen', zh: '胶片栏' },
  'Picture list': { de: 'Bilderliste', zh: '图片列表' },
  'Filter pictures': { de: 'Bilder filtern', zh: '筛选图片' },
  'Find by name': { de: 'Nach Namen suchen', zh: '按名称查找' },
  'Show pictures': { de: 'Bilder zeigen', zh: '显示图片' },
  'Sort pictures': { de: 'Bilder sortieren', zh: '图片排序' },
  'Show all': { de: 'Alle zeigen', zh: '全部显示' },
  '{pictures} marked': { de: '{pictures} markiert', zh: '已标记 {pictures}' },
  marked: { de: 'markiert', zh: '已标记' },
  'Clear marks': { de: 'Markierungen aufheben', zh: '清除标记' },
  '{count, number} proposed': { de: '{count, number} vorgeschlagen', zh: '{count, number} 个建议框' },
  'Reading the list of pictures': { de: 'Bilderliste wird gelesen', zh: '正在读取图片列表' },
  'No pictures yet': { de: 'Noch keine Bilder', zh: '还没有图片' },
  'All pictures are labelled': { de: 'Alle Bilder sind beschriftet', zh: '所有图片均已标注' },
  'No picture matches': { de: 'Kein Bild passt', zh: '没有匹配的图片' },
  'Show all {count, number}': { de: 'Alle {count, number} zeigen', zh: '显示全部 {count, number} 张' },
  'Change the name, the state or the split you look for.': {
    de: 'Den gesuchten Namen, Zustand oder Split ändern.',
    zh: '请更改要查找的名称、状态或划分。',
  },
  'Split…': { de: 'Split…', zh: '划分…' },
  'Split: {name}': { de: 'Split: {name}', zh: '划分：{name}' },
  'Put pictures into a split': { de: 'Bilder in einen Split legen', zh: '将图片放入划分' },
  'Put them there': { de: 'Dorthin legen', zh: '放入' },
  'Which pictures': { de: 'Welche Bilder', zh: '哪些图片' },
  'The one on screen: {name}': { de: 'Das gezeigte: {name}', zh: '当前图片：{name}' },
  'The marked ones · {count, number}': { de: 'Die markierten · {count, number}', zh: '已标记的 · {count, number}' },
  'All that the list shows · {count, number}': {
    de: 'Alle, die die Liste zeigt · {count, number}',
    zh: '列表中显示的全部 · {count, number}',
  },
  'Another name': { de: 'Ein anderer Name', zh: '其他名称' },
  'Name of the split': { de: 'Name des Splits', zh: '划分名称' },
  'One step; it can be undone. Training and export go by the splits.': {
    de: 'Ein Schritt, der sich rückgängig machen lässt. Training und Export richten sich nach den Splits.',
    zh: '这是一步操作，可以撤销。训练和导出会按划分进行。',
  },
  'All labelled': { de: 'Alle beschriftet', zh: '全部已标注' },
  '{shown, number} of {all, plural, one {# picture} other {# pictures}}': {
    de: '{shown, number} von {all, plural, one {# Bild} other {# Bildern}}',
    zh: '显示 {shown, number} 张，{all, plural, other {共 # 张图片}}',
  },
  '{count, number} labelled · {share} %': {
    de: '{count, number} beschriftet · {share} %',
    zh: '已标注 {count, number} · {share}%',
  },
} as const satisfies Room;
