// The theme that is shown: the setting, or the system's when the setting says so.
import { useSyncExternalStore } from 'react';
import { useDesk, useFields } from '../state/useDesk.ts';

const systemDark = '(prefers-color-scheme: dark)';

function onSystemTheme(changed: () => void): () => void {
  const query = window.matchMedia(systemDark);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

export function useTheme(): 'dark' | 'light' {
  const { settings } = useDesk();
  const { theme } = useFields(settings.store, 'theme');
  const dark = useSyncExternalStore(onSystemTheme, () => window.matchMedia(systemDark).matches);
  return theme === 'system' ? (dark ? 'dark' : 'light') : theme;
}
