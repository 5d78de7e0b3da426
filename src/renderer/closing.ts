// Keeps the window from closing over edits that are not saved: it waits for them, and asks when they cannot be saved.
import type { Desk } from './state/desk.ts';
import { openDialog } from './state/view.ts';

/** Returns what closes the window although edits would be lost. */
export function guardClosing(desk: Desk): () => void {
  let leaving = false;

  async function closeWhenSaved(): Promise<void> {
    const { pending } = await desk.document.settled();
    if (pending > 0) openDialog(desk.view, { kind: 'leave', edits: pending });
    else window.close();
  }

  window.addEventListener('beforeunload', (event) => {
    void desk.settings.flush();
    if (leaving || desk.document.store.getState().save.pending === 0) return;
    event.preventDefault();
    void closeWhenSaved();
  });

  return () => {
    leaving = true;
    window.close();
  };
}
