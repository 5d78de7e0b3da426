// A snapshot by hand: what it is called, and Enter.
import { useState } from 'react';
import { t } from '../../../common/messages/t.ts';
import { longestSnapshotName } from '../../../common/snapshots.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { openDialog } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

export function NewSnapshot() {
  const { snapshots, view } = useDesk();
  const { busy } = useFields(snapshots.store, 'busy');
  const [name, setName] = useState('');
  const close = () => openDialog(view, undefined);
  const make = () => void snapshots.make(name);
  return (
    <Dialog
      title={t('Make a snapshot')}
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button look="primary" disabled={busy !== 'no'} onClick={make}>
            {t('Make it')}
          </Button>
        </>
      }
    >
      <form
        className="dialog-body stack"
        onSubmit={(event) => {
          event.preventDefault();
          make();
        }}
      >
        <input
          className="field"
          data-focus-first
          aria-label={t('Name of the snapshot')}
          placeholder={t('What it is for; may be left empty')}
          maxLength={longestSnapshotName}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <p className="muted">
          {t(
            'All boxes, classes, verdicts, notes and splits as they are now. Nothing is copied, and pictures are not in it.',
          )}
        </p>
      </form>
    </Dialog>
  );
}
