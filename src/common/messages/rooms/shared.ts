// What several rooms say: words of buttons, and numbers with their nouns.
import type { Room } from './row.ts';

export const shared = {
  Cancel: { de: 'Abbrechen', zh: '取消' },
  Close: { de: 'Schließen', zh: '关闭' },
  Delete: { de: 'Löschen', zh: '删除' },
  Undo: { de: 'Rückgängig', zh: '撤销' },
  Redo: { de: 'Wiederholen', zh: '重做' },
  Reset: { de: 'Zurücksetzen', zh: '重置' },
  '{count, plural, one {# box} other {# boxes}}': {
    de: '{count, plural, one {# Box} other {# Boxen}}',
    zh: '{count, plural, other {# 个框}}',
  },
  '{count, plural, one {# picture} other {# pictures}}': {
    de: '{count, plural, one {# Bild} other {# Bilder}}',
    zh: '{count, plural, other {# 张图片}}',
  },
  '{count, plural, one {# class} other {# classes}}': {
    de: '{count, plural, one {# Klasse} other {# Klassen}}',
    zh: '{count, plural, other {# 个类别}}',
  },
  '{count, plural, one {# edit} other {# edits}}': {
    de: '{count, plural, one {# Änderung} other {# Änderungen}}',
    zh: '{count, plural, other {# 处修改}}',
  },
  '{count, plural, one {# proposal} other {# proposals}}': {
    de: '{count, plural, one {# Vorschlag} other {# Vorschläge}}',
    zh: '{count, plural, other {# 个建议框}}',
  },
} as const satisfies Room;
