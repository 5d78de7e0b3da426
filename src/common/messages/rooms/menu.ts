// The application menu, besides the titles of commands that it shares.
import type { Room } from './row.ts';

export const menu = {
  Edit: { de: 'Bearbeiten', zh: '编辑' },
  'Open folder of pictures…': { de: 'Ordner mit Bildern öffnen…', zh: '打开图片文件夹…' },
  Duplicate: { de: 'Duplizieren', zh: '创建副本' },
} as const satisfies Room;
