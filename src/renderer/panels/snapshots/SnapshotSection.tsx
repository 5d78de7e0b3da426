// The Data page's list of snapshots: the way to the differences of each, to a new one and to a backup.
import { Archive, Camera } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { boxes, grouped, pictures } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { Snapshot } from '../../../common/snapshots.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { moment } from '../../trainingWords.ts';
import { CommandButton } from '../../ui/Button.tsx';
import { roveRow, roving } from '../../ui/rove.ts';
import { reasonWords, shortHash, sinceWords } from './words.ts';

/** While pictures change, what changed since is asked at most so often, milliseconds. */
const rest = 1500;

function useList(): void {
  const { snapshots, images } = useDesk();
  const { counts } = useFields(images.store, 'counts');
  const isFirst = useRef(true);
  useEffect(() => {
    const timer = setTimeout(() => void snapshots.load(), isFirst.current ? 0 : rest);
    isFirst.current = false;
    return () => clearTimeout(timer);
  }, [snapshots, counts]);
}

export function SnapshotSection() {
  const { snapshots } = useDesk();
  const { list, since, failure } = useFields(snapshots.store, 'list', 'since', 'failure');
  useList();
  const [newest] = list ?? [];
  const difference = newest && since.get(newest.id);
  return (
    <section aria-label={t('Snapshots')}>
      <header className="page-head">
        <h2>
          {t('Snapshots')} {list !== undefined && <span className="muted">{grouped(list.length)}</span>}
        </h2>
        <span className="grow" />
        <CommandButton command="data.back-up" icon={Archive} words={t('Back up…')} look="plain" />
        <CommandButton command="snapshot.make" icon={Camera} words={t('Make a snapshot…')} look="plain" />
      </header>
      {failure && (
        <p className="bad selectable" role="alert">
          {failure.message}
        </p>
      )}
      {newest !== undefined && difference !== undefined && difference !== 'gone' && (
        <p role="status">{sinceWords(newest.id, difference)}</p>
      )}
      {list?.length === 0 && (
        <p className="muted">
          {t(
            'There is none yet. Each export and each training run makes one, and you can make one at any time: the whole of the labels as they are, which never changes and can be brought back.',
          )}
        </p>
      )}
      {list !== undefined && list.length > 0 && (
        <ul {...roving} className="snapshot-rows" aria-label={t('Snapshots, newest first')}>
          {list.map((snapshot) => (
            <Row key={snapshot.id} snapshot={snapshot} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ snapshot }: { readonly snapshot: Snapshot }) {
  const { snapshots } = useDesk();
  const { id, name, made, hash, by } = snapshot;
  const counts = `${boxes(snapshot.boxes)} · ${pictures(snapshot.pictures)}`;
  return (
    <li {...roveRow}>
      <button type="button" className="snapshot-row" onClick={() => void snapshots.compare(id, 'now')}>
        <span className="snapshot-number">{id}</span>
        <span className="cut">
          {name ?? reasonWords(snapshot)}
          {name !== undefined && <span className="muted small"> {reasonWords(snapshot)}</span>}
        </span>
        <span className="muted small cut" title={by}>
          {moment(new Date(made).toISOString(), new Date())}
        </span>
        <span className="small snapshot-counts">{counts}</span>
        <span className="code small muted" title={hash}>
          {hash === undefined ? '' : shortHash(hash)}
        </span>
      </button>
    </li>
  );
}
