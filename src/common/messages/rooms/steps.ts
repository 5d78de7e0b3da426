// What the history of a picture calls its steps, as commands.
import type { Room } from './row.ts';

export const steps = {
  'Accept {count, plural, one {box} other {# boxes}}': {
    de: '{count, plural, one {Box} other {# Boxen}} annehmen',
    zh: '接受 {count, plural, other {# 个框}}',
  },
  'Align {count, plural, one {box} other {# boxes}}': {
    de: '{count, plural, one {Box} other {# Boxen}} ausrichten',
    zh: '对齐 {count, plural, other {# 个框}}',
  },
  'Cut {count, plural, one {box} other {# boxes}}': {
    de: '{count, plural, one {Box} other {# Boxen}} ausschneiden',
    zh: '剪切 {count, plural, other {# 个框}}',
  },
  'Delete {count, plural, one {box} other {# boxes}}': {
    de: '{count, plural, one {Box} other {# Boxen}} löschen',
    zh: '删除 {count, plural, other {# 个框}}',
  },
  'Duplicate {count, plural, one {box} other {# boxes}}': {
    de: '{count, plural, one {Box} other {# Boxen}} duplizieren',
    zh: '原位复制 {count, plural, other {# 个框}}',
  },
  'Grow {count, plural, one {box} other {# boxes}}': {
    de: '{count, plural, one {Box} other {# Boxen}} vergrößern',
    zh: '扩大 {count, plural, other {# 个框}}',
  },
  'Merge {count, plural, one {box} other {# boxes}}': {
    de: '{count, plural, one {Box} other {# Boxen}} zusammenführen',
    zh: '合并 {count, plural, other {# 个框}}',
  },
  'Merge duplicate {count, plural, one {box} other {# boxes}}': {
    de: '{count, plural, one {Doppelte Box} other {# doppelte Boxen}} zusammenführen',
    zh: '合并 {count, plural, other {# 个重复框}}',
  },
  'Move {count, plural, one {box} other {# boxes}}': {
    de: '{count, plural, one {Box} other {# Boxen}} verschieben',
    zh: '移动 {count, plural, other {# 个框}}',
  },
  'Paste {count, plural, one {box} other {# boxes}}': {
    de: '{count, plural, one {Box} other {# Boxen}} einfügen',
    zh: '粘贴 {count, plural, other {# 个框}}',
  },
  'Reject {count, plural, one {box} other {# boxes}}': {
    de: '{count, plural, one {Box} other {# Boxen}} ablehnen',
    zh: '拒绝 {count, plural, other {# 个框}}',
  },
  'Resize {count, plural, one {box} other {# boxes}}': {
    de: 'Größe {count, plural, one {der Box} other {von # Boxen}} ändern',
    zh: '调整 {count, plural, other {# 个框}}的大小',
  },
  'Shrink {count, plural, one {box} other {# boxes}}': {
    de: '{count, plural, one {Box} other {# Boxen}} verkleinern',
    zh: '缩小 {count, plural, other {# 个框}}',
  },
  'Split {count, plural, one {box} other {# boxes}}': {
    de: '{count, plural, one {Box} other {# Boxen}} teilen',
    zh: '拆分 {count, plural, other {# 个框}}',
  },
  '{count, plural, one {# step} other {# steps}}': {
    de: '{count, plural, one {# Schritt} other {# Schritte}}',
    zh: '{count, plural, other {# 步}}',
  },
  'Accept {count, plural, one {box} other {# boxes}} as {name}': {
    de: '{count, plural, one {Box} other {# Boxen}} als {name} annehmen',
    zh: '接受 {count, plural, other {# 个框}}为 {name}',
  },
  'Relabel {count, plural, one {box} other {# boxes}} to {name}': {
    de: 'Klasse {count, plural, one {der Box} other {von # Boxen}} ändern: {name}',
    zh: '将 {count, plural, other {# 个框}}的类别改为 {name}',
  },
  'Copy {count, plural, one {box} other {# boxes}} from {name}': {
    de: '{count, plural, one {Box} other {# Boxen}} aus {name} kopieren',
    zh: '从 {name} 复制 {count, plural, other {# 个框}}',
  },
  'Mark as {name}': { de: 'Als {name} markieren', zh: '标记为 {name}' },
  'Not {name}': { de: 'Nicht {name}', zh: '取消标记 {name}' },
  'Keep the detector’s box': { de: 'Box des Detektors behalten', zh: '保留检测器的框' },
  'Snap to the detector': { de: 'Am Detektor einrasten', zh: '吸附到检测器结果' },
  'Draw box': { de: 'Box zeichnen', zh: '绘制框' },
} as const satisfies Room;
