// One snapshot: what is different from now or from another one, picture by picture, and what can be done with it.
import { Download, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { boxes, classes, pictures } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import { isSame, longestSnapshotName, type Snapshot, type SnapshotDifference } from '../../../common/snapshots.ts';
import { isRunning } from '../../state/jobs.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { openDialog } from '../../state/view.ts';
import { moment } from '../../trainingWords.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProgressBar } from '../../ui/Parts.tsx';
import { roveRow, roving } from '../../ui/rove.ts';
import { openDifference } from './openDifference.ts';
import { countWords, pictureWords, reasonWords } from './words.ts';

export function SnapshotDialog() {
  const desk = useDesk();
  const { list, compared, busy } = useFields(desk.snapshots.store, 'list', 'compared', 'busy');
  const snapshot = list?.find(({ id }) => id === compared?.from);
  if (compared === undefined || snapshot === undefined) return null;
  const close = () => openDialog(desk.view, undefined);
  return (
    <Dialog
      wide
      title={t('Snapshot {id}', { id: snapshot.id })}
      onClose={close}
      foot={busy === 'restoring' ? <Restoring /> : <Deeds snapshot={snapshot} onClose={close} />}
    >
      <div className="dialog-body stack">
        <Facts key={snapshot.id} snapshot={snapshot} />
        <label className="line snapshot-other">
          <span className="muted">{t('Compared with')}</span>
          <select
            className="field"
            value={compared.to}
            onChange={({ currentTarget: { value } }) =>
              void desk.snapshots.compare(snapshot.id, value === 'now' ? 'now' : Number(value))
            }
          >
            <option value="now">{t('the project as it is')}</option>
            {list
              ?.filter(({ id }) => id !== snapshot.id)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name === undefined ? t('Snapshot {id}', { id }) : `${id} · ${name}`}
                </option>
              ))}
          </select>
        </label>
        {compared.failure && (
          <p className="bad selectable" role="alert">
            {compared.failure.message}
          </p>
        )}
        {compared.difference ? (
          <Difference difference={compared.difference} />
        ) : (
          !compared.failure && <p className="muted">{t('Comparing…')}</p>
        )}
      </div>
    </Dialog>
  );
}

/** A measure's name, the same in every language. */
const contentHash = 'SHA-256';

function Facts({ snapshot }: { readonly snapshot: Snapshot }) {
  const { snapshots, project } = useDesk();
  const { project: open } = useFields(project, 'project');
  const { id, name = '', made, by, hash } = snapshot;
  const [words, setWords] = useState(name);
  const keep = () => {
    if (words.trim() !== name) void snapshots.rename(id, words);
  };
  return (
    <dl className="pairs snapshot-facts">
      <dt>{t('Name')}</dt>
      <dd>
        <input
          className="field form-wide"
          aria-label={t('Name of the snapshot')}
          maxLength={longestSnapshotName}
          disabled={open?.readOnly !== false}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          onBlur={keep}
        />
      </dd>
      <dt>{t('Made')}</dt>
      <dd>
        {[moment(new Date(made).toISOString(), new Date()), by, reasonWords(snapshot)].filter(Boolean).join(' · ')}
      </dd>
      <dt>{t('Holds')}</dt>
      <dd>{[boxes(snapshot.boxes), pictures(snapshot.pictures), classes(snapshot.categories)].join(' · ')}</dd>
      <dt>{contentHash}</dt>
      <dd className="code small selectable wrap">{hash ?? t('not worked out yet')}</dd>
    </dl>
  );
}

/** A plus for one that came, a minus for one that went, as the numbers above have them. */
function classChange(before: string | undefined, after: string | undefined): string {
  if (before === undefined) return `+ ${after ?? ''}`;
  if (after === undefined) return `− ${before}`;
  return before === after ? after : `${before} → ${after}`;
}

function Difference({ difference }: { readonly difference: SnapshotDifference }) {
  const desk = useDesk();
  const { counts, classes: changed, pictures: rows, picturesInAll } = difference;
  if (isSame(difference)) return <p role="status">{t('Nothing is different.')}</p>;
  return (
    <>
      <p role="status">{countWords(counts)}</p>
      {changed.length > 0 && (
        <ul className="small muted" aria-label={t('Classes that changed')}>
          {changed.map(({ category, before, after }) => (
            <li key={category}>{classChange(before, after)}</li>
          ))}
        </ul>
      )}
      <ul {...roving} className="snapshot-pictures" aria-label={t('Pictures that changed')}>
        {rows.map((row) => (
          <li key={row.image} {...roveRow}>
            <button
              type="button"
              className="snapshot-picture"
              disabled={desk.images.get(row.image) === undefined}
              onClick={() => void openDifference(desk, row)}
            >
              <span className="cut grow">{row.name}</span>
              <span className="small muted">{pictureWords(row)}</span>
            </button>
          </li>
        ))}
      </ul>
      {picturesInAll > rows.length && (
        <p className="muted">{t('and {count, number} more', { count: picturesInAll - rows.length })}</p>
      )}
    </>
  );
}

function Deeds({ snapshot: { id }, onClose }: { readonly snapshot: Snapshot; readonly onClose: () => void }) {
  const { snapshots, project, exporting } = useDesk();
  const { busy } = useFields(snapshots.store, 'busy');
  const { project: open } = useFields(project, 'project');
  const writable = open?.readOnly === false && busy === 'no';
  return (
    <>
      <Button look="bare" icon={Trash2} disabled={!writable} onClick={() => void snapshots.forget(id)}>
        {t('Forget snapshot {id}', { id })}
      </Button>
      <span className="grow" />
      <Button icon={Download} disabled={busy !== 'no'} onClick={() => exporting.open(id)}>
        {t('Export it again…')}
      </Button>
      <Button
        icon={RotateCcw}
        disabled={!writable}
        title={t('The project as it is becomes a snapshot first, so this can be taken back.')}
        onClick={() => void snapshots.restore(id)}
      >
        {t('Bring it back')}
      </Button>
      <Button look="primary" data-focus-first onClick={onClose}>
        {t('Close')}
      </Button>
    </>
  );
}

function Restoring() {
  const { jobs } = useDesk();
  const { jobs: all } = useFields(jobs.store, 'jobs');
  const job = all.findLast((one) => one.kind === 'snapshot' && isRunning(one));
  return (
    <>
      <div className="grow import-progress">
        <ProgressBar done={job?.done ?? 0} total={job?.total ?? 0} label={t('Bringing the snapshot back')} />
      </div>
      <Button disabled={job === undefined} onClick={() => job && void jobs.cancel(job.id)}>
        {t('Cancel')}
      </Button>
    </>
  );
}
