// A dialog over the window: the browser's own modal dialog, which keeps the focus inside and closes by Escape.
import { t } from '../../common/messages/t.ts';
import { X } from 'lucide-react';
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly wide?: boolean;
  /** The title is for the screen reader alone. */
  readonly headless?: boolean;
  readonly className?: string;
  /** A click beside it: what was typed into it would be lost. */
  readonly beside?: 'closes' | 'stays';
}

export function Dialog({ title, onClose, children, foot, wide, headless, className, beside = 'closes' }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return undefined;
    const first = dialog.querySelector<HTMLElement>('[data-focus-first]');
    // What Enter is for may wait for an answer of main before it can be chosen; somebody who went elsewhere meanwhile stays there.
    const waiting = new MutationObserver(() => {
      if (document.activeElement === dialog) first?.focus();
    });
    if (!dialog.open) {
      dialog.showModal();
      // Not on the button that closes it: the reader starts at the title, and the arrows scroll. A closed dialog's controls cannot
      // have the focus yet, so React's autoFocus comes too early for the one that Enter is for.
      dialog.focus();
      first?.focus();
      if (first?.matches(':disabled')) waiting.observe(first, { attributeFilter: ['disabled'] });
    }
    // Closing it before it leaves the page gives the focus back to where it was.
    return () => {
      waiting.disconnect();
      dialog.close();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      tabIndex={-1}
      aria-labelledby={heading}
      className={['dialog', wide && 'wide', className].filter(Boolean).join(' ')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (beside === 'closes' && event.target === event.currentTarget) onClose();
      }}
    >
      <header className={headless ? 'unseen' : 'dialog-head'}>
        <h2 id={heading}>{title}</h2>
        {!headless && (
          <button
            type="button"
            className="icon-button"
            aria-label={t('Close')}
            title={t('Close (Esc)')}
            onClick={onClose}
          >
            <X size={16} strokeWidth={1.75} aria-hidden />
          </button>
        )}
      </header>
      {children}
      {foot && <footer className="dialog-foot">{foot}</footer>}
    </dialog>
  );
}
