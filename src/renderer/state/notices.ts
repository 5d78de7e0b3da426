// What the window tells without being asked: toasts, and the sentence for the screen reader. No logic of the subject.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../common/result.ts';

export type Tone = 'plain' | 'good' | 'warn' | 'bad';

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: Tone;
  readonly action?: NoticeAction;
  /** Technical detail behind a fold. */
  readonly detail?: string;
  /** Milliseconds on screen; 0 stays until dismissed. */
  readonly stay: number;
}

export interface NoticesState {
  readonly notices: readonly Notice[];
  /** Read aloud by the live region; `nonce` lets the same sentence be said twice. */
  readonly announcement: { readonly text: string; readonly nonce: number };
}

export interface Notices {
  readonly store: StoreApi<NoticesState>;
  say(text: string, options?: { tone?: Tone; action?: NoticeAction; detail?: string; stay?: number }): number;
  report(failure: Failure): void;
  dismiss(id: number): void;
  announce(text: string): void;
}

const mostShown = 4;

export function createNotices(): Notices {
  const store = createStore<NoticesState>(() => ({ notices: [], announcement: { text: '', nonce: 0 } }));
  let last = 0;

  function say(text: string, options: Parameters<Notices['say']>[1] = {}): number {
    const { tone = 'plain', action, detail } = options;
    const stay = options.stay ?? (tone === 'bad' ? 12_000 : action ? 8_000 : 5_000);
    const id = ++last;
    const notice: Notice = { id, text, tone, stay, ...(action && { action }), ...(detail && { detail }) };
    store.setState(({ notices }) => ({
      // The same sentence twice is one notice, refreshed.
      notices: [...notices.filter((one) => one.text !== text), notice].slice(-mostShown),
    }));
    return id;
  }

  return {
    store,
    say,
    report(failure) {
      say(failure.message, {
        tone: failure.kind === 'busy' ? 'warn' : 'bad',
        ...(failure.detail && { detail: failure.detail }),
      });
    },
    dismiss(id) {
      store.setState(({ notices }) => ({ notices: notices.filter((one) => one.id !== id) }));
    },
    announce(text) {
      store.setState(({ announcement }) => ({ announcement: { text, nonce: announcement.nonce + 1 } }));
    },
  };
}
