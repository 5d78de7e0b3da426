// Official weights on the page of models: what each is, how good its makers found it, whose licence, where it comes from; and its
// download with progress, stop, and a plain word when the network is not there.
import { CircleAlert, CloudOff, Download, Import, Trash2 } from 'lucide-react';
import { Fragment, useEffect } from 'react';
import { t } from '../../../common/messages/t.ts';
import type { JobProgress } from '../../../common/records.ts';
import type { CatalogueItem } from '../../../common/modelRecords.ts';
import type { Failure } from '../../../common/result.ts';
import { capital } from '../../../common/words.ts';
import { runCommand } from '../../commands.ts';
import { isRunning } from '../../state/jobs.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/Parts.tsx';
import { megabytes } from '../../words.ts';
import { bytesLine } from '../jobWords.ts';

/** Names that are the same in every language. */
const [measure, hash] = ['AP', 'SHA-256'];

export function OfficialWeights() {
  const { catalogue } = useDesk();
  const { items } = useFields(catalogue.store, 'items');
  useEffect(() => {
    void catalogue.load();
  }, [catalogue]);
  // The licence of the code is the publisher's, one for all of theirs.
  const publishers = new Map((items ?? []).map(({ publisher, licence }) => [publisher, licence.code]));
  return (
    <section aria-label={t('Official weights')}>
      <header className="page-head">
        <h2>{t('Official weights')}</h2>
      </header>
      <p className="muted">
        {t(
          'Published by others, trained on the 80 everyday classes of COCO. Nothing is fetched until you ask for it; what comes is checked and then imported like a file of your own.',
        )}
      </p>
      {[...publishers].map(([publisher, licence]) => (
        <Fragment key={publisher}>
          <h3 className="weights-publisher">
            {publisher}
            <span className="muted small" lang="en">
              {licence}
            </span>
          </h3>
          <ul className="weights" aria-label={t('Weights of {publisher}', { publisher })}>
            {items
              ?.filter((item) => item.publisher === publisher)
              .map((item) => (
                <Weights key={item.id} item={item} />
              ))}
          </ul>
        </Fragment>
      ))}
    </section>
  );
}

function Weights({ item }: { item: CatalogueItem }) {
  const { catalogue, jobs } = useDesk();
  const { downloading, failures } = useFields(catalogue.store, 'downloading', 'failures');
  const { jobs: all } = useFields(jobs.store, 'jobs');
  const running = downloading === item.id;
  const job = running ? all.findLast((one) => one.kind === 'download' && isRunning(one)) : undefined;
  const failure = failures[item.id];
  return (
    <li className="weights-row" aria-label={item.name}>
      <details>
        <summary>
          <span className="weights-name cut" lang="en">
            {item.name}
          </span>
          <span className="muted cut">{item.network}</span>
          <span
            className="weights-figure"
            title={t('Box AP on {pictures}, as published', { pictures: item.measuredOn })}
          >
            <span className="muted">{measure}</span> {item.AP.toFixed(1)}
          </span>
          <span className="muted weights-figure" title={sizeTitle(item)}>
            {sizeWords(item)}
          </span>
        </summary>
        <Facts item={item} />
      </details>
      <div className="weights-deeds">
        {running ? (
          <Button dense disabled={job === undefined || job.state === 'cancelling'} onClick={catalogue.stop}>
            {job?.state === 'cancelling' ? t('Stopping') : t('Stop')}
          </Button>
        ) : (
          <Deeds item={item} blocked={downloading !== undefined} />
        )}
      </div>
      {running && <Running job={job} />}
      {failure && !running && <Failed failure={failure} />}
    </li>
  );
}

function Deeds({ item, blocked }: { item: CatalogueItem; blocked: boolean }) {
  const { catalogue } = useDesk();
  const some = item.downloaded || item.part > 0;
  return (
    <>
      {some && (
        <IconButton
          small
          icon={Trash2}
          label={
            item.downloaded
              ? t('Remove the downloaded file')
              : t('Remove the {size} that are there', { size: megabytes(item.part) })
          }
          disabled={blocked}
          onClick={() => void catalogue.remove(item)}
        />
      )}
      {item.downloaded ? (
        <Button
          dense
          icon={Import}
          aria-label={t('Import {name}', { name: item.name })}
          onClick={() => void catalogue.importItem(item)}
        >
          {t('Import…')}
        </Button>
      ) : (
        <Button
          dense
          icon={Download}
          disabled={blocked}
          aria-label={t(item.part > 0 ? 'Go on with {name}' : 'Download {name}', { name: item.name })}
          onClick={() => void catalogue.download(item)}
        >
          {item.part > 0 ? t('Go on') : t('Download')}
        </Button>
      )}
    </>
  );
}

function Running({ job }: { job: JobProgress | undefined }) {
  return (
    <div className="weights-progress">
      <ProgressBar done={job?.done ?? 0} total={job?.total ?? 0} label={t('Downloading')} />
      <span className="muted small" role="status">
        {job === undefined || job.done === 0 ? t('Asking the server') : bytesLine(job)}
      </span>
    </div>
  );
}

/** What main says of a proxy, in the language that is spoken. */
const proxy = /proxy|代理/i;

function Failed({ failure }: { failure: Failure }) {
  const desk = useDesk();
  const offline = failure.kind === 'offline';
  const Icon = offline ? CloudOff : CircleAlert;
  return (
    <div className="weights-failed" role="alert">
      <Icon size={16} strokeWidth={1.75} className={offline ? 'warn' : 'bad'} aria-hidden />
      <span className="selectable grow">{failure.message}</span>
      {(offline || proxy.test(failure.message)) && (
        <button type="button" className="link" onClick={() => runCommand(desk, 'page.settings')}>
          {t('Proxy settings')}
        </button>
      )}
    </div>
  );
}

function Facts({ item }: { item: CatalogueItem }) {
  const { licence, measuredOn, AP, sha256, sha256Start, address, sources } = item;
  return (
    <dl className="pairs weights-facts selectable">
      <dt>{t('Measured')}</dt>
      <dd>{t('box AP {figure} on {pictures}, as published', { figure: AP.toFixed(1), pictures: measuredOn })}</dd>
      <dt>{t('Licence')}</dt>
      <dd lang="en">{licence.code}</dd>
      <dt>{t('Of the weights')}</dt>
      <dd lang="en">{licence.weights}</dd>
      <dt>{t('Address')}</dt>
      <dd className="code wrap">{address}</dd>
      <dt>{hash}</dt>
      <dd className={sha256 === undefined && sha256Start === undefined ? undefined : 'code wrap'}>
        {sha256 ?? (sha256Start ? `${sha256Start}…` : t('None is published. The import shows the one of what came.'))}
      </dd>
      <dt>{t('Sources')}</dt>
      <dd>
        <ul className="said">
          {sources.map(({ says, where }) => (
            <li key={says} lang="en">
              {`${capital(says)}: ${where}`}
            </li>
          ))}
        </ul>
      </dd>
    </dl>
  );
}

function sizeWords({ bytes, aboutBytes }: CatalogueItem): string {
  const size = bytes ?? aboutBytes;
  return size === undefined ? '–' : megabytes(size);
}

function sizeTitle({ bytes, aboutBytes }: CatalogueItem): string | undefined {
  if (bytes !== undefined) return undefined;
  return aboutBytes === undefined ? t('The size is not published') : t('The size is published only roughly');
}
