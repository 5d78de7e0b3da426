// Before a picture folder is said to lie elsewhere: how many of its pictures are there.
import { t } from '../../common/messages/t.ts';
import type { RelinkChoice } from '../../common/records.ts';
import { useDesk } from '../state/useDesk.ts';
import { openDialog } from '../state/view.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

export function RelinkDialog({ folder, choice }: { readonly folder: number; readonly choice: RelinkChoice }) {
  const desk = useDesk();
  const close = () => openDialog(desk.view, undefined);
  const use = () => {
    close();
    void desk.flow.relink(folder, choice);
  };
  const { from, to, same, changed, absent, fresh, absentNames } = choice;
  return (
    <Dialog
      title={t('The folder moved')}
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button look="primary" data-focus-first onClick={use}>
            {t('Use this folder')}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        <dl className="facts">
          <dt className="muted">{t('Before')}</dt>
          <dd className="code selectable">{from}</dd>
          <dt className="muted">{t('Now')}</dt>
          <dd className="code selectable">{to}</dd>
        </dl>
        <ul className="stack" role="status">
          <li>
            {t(
              '{count, plural, =0 {No picture of the project is} one {# picture is} other {# pictures are}} there, by name and size.',
              {
                count: same,
              },
            )}
          </li>
          {changed > 0 && (
            <li className="warn">
              {t(
                '{count, plural, one {# has} other {# have}} the same name and another size; look at the boxes again.',
                {
                  count: changed,
                },
              )}
            </li>
          )}
          {absent > 0 && (
            <li className="warn">
              {t('{count, plural, one {# is} other {# are}} not there; the boxes stay.', { count: absent })}
            </li>
          )}
          {fresh > 0 && (
            <li>
              {t('{count, plural, one {# picture is} other {# pictures are}} new and will be added.', { count: fresh })}
            </li>
          )}
        </ul>
        {absentNames.length > 0 && (
          <details>
            <summary>{t('Which are not there')}</summary>
            <ul className="code small selectable">
              {absentNames.map((name) => (
                <li key={name}>{name}</li>
              ))}
              {absent > absentNames.length && <li>…</li>}
            </ul>
          </details>
        )}
        <p className="muted">{t('No file is touched. It can be taken back under Data.')}</p>
      </div>
    </Dialog>
  );
}
