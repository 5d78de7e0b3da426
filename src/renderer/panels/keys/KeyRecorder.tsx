// Waits for one press of a key with its modifiers, and takes it before anything else in the window does.
import { useEffect, useRef } from 'react';
import { t } from '../../../common/messages/t.ts';
import { strokesOf } from '../../../common/keys/stroke.ts';
import { pressOf } from '../../keyboard.ts';
import { keyboard } from '../../keyNames.ts';

interface KeyRecorderProps {
  /** Of the command, for the screen reader. */
  readonly title: string;
  readonly onStroke: (stroke: string) => void;
  readonly onCancel: () => void;
}

export function KeyRecorder({ title, onStroke, onCancel }: KeyRecorderProps) {
  const own = useRef<HTMLButtonElement>(null);
  const latest = useRef({ onStroke, onCancel });
  useEffect(() => {
    latest.current = { onStroke, onCancel };
  });
  useEffect(() => {
    own.current?.focus();
    // Once it is told, leaving the page takes the focus away; that is no way out.
    let isTold = false;
    const button = own.current;
    const leave = () => isTold || latest.current.onCancel();
    button?.addEventListener('blur', leave);
    const listen = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.repeat) return;
      const press = pressOf(event);
      // Without a modifier it is the way out, here as everywhere.
      if (event.key === 'Escape' && !press.ctrlKey && !press.altKey && !press.shiftKey && !press.metaKey)
        return latest.current.onCancel();
      const [stroke] = strokesOf(press, keyboard);
      if (stroke === undefined) return;
      isTold = true;
      latest.current.onStroke(stroke);
    };
    window.addEventListener('keydown', listen, { capture: true });
    return () => {
      button?.removeEventListener('blur', leave);
      window.removeEventListener('keydown', listen, { capture: true });
    };
  }, []);
  return (
    <button
      ref={own}
      type="button"
      className="key-recorder"
      aria-label={t('Press the key for {title}. Escape leaves it.', { title })}
    >
      {t('Press a key…')}
    </button>
  );
}
