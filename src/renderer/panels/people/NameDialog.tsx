// Who works here, asked once before the first review; later by a command or on the page of settings.
import { useState } from 'react';
import { t } from '../../../common/messages/t.ts';
import { longestName } from '../../../common/annotation/stamps.ts';
import { goOn } from '../../commands/verdicts.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import type { AfterName } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

export function NameDialog({ then }: { then: AfterName }) {
  const desk = useDesk();
  const { annotator } = useFields(desk.settings.store, 'annotator');
  const { app } = useFields(desk.project, 'app');
  const [name, setName] = useState(annotator ?? app?.systemUser ?? '');
  const answer = (given: string) => {
    desk.settings.set({ annotator: given.trim() });
    goOn(desk, then);
  };
  return (
    <Dialog
      title={t('Your name')}
      // Escape is no answer: what was meant is not done, and the question comes again.
      onClose={() => desk.view.setState({ dialog: undefined })}
      foot={
        <>
          <Button onClick={() => answer('')}>{t('Go on without')}</Button>
          <Button look="primary" disabled={name.trim() === ''} onClick={() => answer(name)}>
            {then === 'nothing' ? t('Keep') : t('Go on')}
          </Button>
        </>
      }
    >
      <form
        className="dialog-body stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') answer(name);
        }}
      >
        <input
          className="field"
          aria-label={t('Your name')}
          maxLength={longestName}
          value={name}
          data-focus-first
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <p className="muted">
          {t(
            'Boxes and pictures then say who made, reviewed or returned them. It is kept on this machine; you can change it under Settings.',
          )}
        </p>
      </form>
    </Dialog>
  );
}
