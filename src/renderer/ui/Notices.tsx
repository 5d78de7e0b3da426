// The notices at the lower right, and the sentence that only a screen reader hears.
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../../common/messages/t.ts';
import { useFields, useDesk } from '../state/useDesk.ts';
import type { Notice } from '../state/notices.ts';
import { Button } from './Button.tsx';

export function NoticeList() {
  const { notices } = useDesk();
  const shown = useFields(notices.store, 'notices').notices;
  return (
    <section className="notices" aria-label={t('Notices')} aria-live="polite">
      {shown.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeCard({ notice }: { notice: Notice }) {
  const { dismiss } = useDesk().notices;
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || notice.stay === 0) return;
    const timer = setTimeout(() => dismiss(notice.id), notice.stay);
    return () => clearTimeout(timer);
  }, [held, notice, dismiss]);
  return (
    <div
      className={`notice tone-${notice.tone}`}
      role={notice.tone === 'bad' ? 'alert' : 'status'}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
    >
      <div className="notice-text">
        {notice.text}
        {notice.detail && (
          <details>
            <summary>{t('Details')}</summary>
            <pre>{notice.detail}</pre>
          </details>
        )}
      </div>
      {notice.action && (
        <Button
          dense
          onClick={() => {
            notice.action?.run();
            dismiss(notice.id);
          }}
        >
          {notice.action.label}
        </Button>
      )}
      <button
        type="button"
        className="icon-button small-button"
        aria-label={t('Dismiss')}
        title={t('Dismiss')}
        onClick={() => dismiss(notice.id)}
      >
        <X size={16} strokeWidth={1.75} aria-hidden />
      </button>
    </div>
  );
}

export function LiveRegion() {
  const { notices } = useDesk();
  const { announcement } = useFields(notices.store, 'announcement');
  // The zero-width space makes the same sentence a new one.
  return (
    <div className="unseen" role="status" aria-live="polite" aria-label={t('Announcements')}>
      {announcement.text + (announcement.nonce % 2 === 0 ? '' : '\u200b')}
    </div>
  );
}
