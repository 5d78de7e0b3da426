// A picture goes back to be labelled again, with words on what is wrong.
import { useState } from 'react';
import { t } from '../../../common/messages/t.ts';
import { longestText } from '../../../common/annotation/attributes.ts';
import { returnWith } from '../../commands/verdicts.ts';
import { useCurrentImage, useDesk } from '../../state/useDesk.ts';
import { openDialog } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Keys } from '../../ui/Keys.tsx';

export function ReturnDialog() {
  const desk = useDesk();
  const image = useCurrentImage();
  const [note, setNote] = useState('');
  const close = () => openDialog(desk.view, undefined);
  const send = () => {
    close();
    returnWith(desk, note);
  };
  return (
    <Dialog
      title={t('Return the picture')}
      onClose={close}
      beside="stays"
      foot={
        <>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button look="primary" onClick={send}>
            {t('Return')} <Keys value="Enter" />
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        <p className="cut muted">{image?.name}</p>
        <textarea
          className="field return-note"
          aria-label={t('What has to be done')}
          placeholder={t('What has to be done, such as “two cells at the left edge are missing”')}
          rows={4}
          maxLength={longestText}
          value={note}
          data-focus-first
          onChange={(event) => setNote(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Shift+Enter is a new line; an Enter that ends a composition is none of ours.
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <p className="muted">
          {t('The note stands on the picture until it is labelled again. Until then the picture counts as unfinished.')}
        </p>
      </div>
    </Dialog>
  );
}
