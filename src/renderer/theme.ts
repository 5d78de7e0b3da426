// Puts the chosen theme on the page. The colours themselves are in styles/tokens.css.
import type { Desk } from './state/desk.ts';

export function followTheme({ settings }: Pick<Desk, 'settings'>): void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const put = () => {
    const { theme } = settings.store.getState();
    document.documentElement.dataset['theme'] = theme === 'system' ? (system.matches ? 'dark' : 'light') : theme;
  };
  settings.store.subscribe(put);
  system.addEventListener('change', put);
  put();
}
