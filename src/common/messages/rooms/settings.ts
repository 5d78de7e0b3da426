// The settings page.
import type { Room } from './row.ts';

export const settings = {
  Language: { de: 'Sprache', zh: '语言' },
  'As the system': { de: 'Wie das System', zh: '跟随系统' },
  'The window speaks it when it starts again. Steps to undo begin anew then.': {
    de: 'Das Fenster spricht sie, wenn es neu startet. Rückgängig beginnt dann von vorn.',
    zh: '重新启动窗口后生效。届时撤销记录将重新开始。',
  },
  'Start again now': { de: 'Jetzt neu starten', zh: '立即重新启动' },
} as const satisfies Room;
