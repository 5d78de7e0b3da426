// What the detector runs on, every provider that was tried, and why it was not taken.
import { Check, X } from 'lucide-react';
import { t } from '../../common/messages/t.ts';
import type { LoadedModel, ProviderAttempt } from '../../common/protocol.ts';
import type { ServedPlace } from '../../common/remote/served.ts';
import { providerNames } from '../state/models.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { openDialog } from '../state/view.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { DetectorState } from './TitleBar.tsx';

export function ProviderDialog() {
  const desk = useDesk();
  return (
    <Dialog title={t('What the detector runs on')} onClose={() => openDialog(desk.view, undefined)}>
      <div className="dialog-body">
        <ProviderFacts />
      </div>
    </Dialog>
  );
}

export function ProviderFacts() {
  const { models } = useDesk();
  const { detector } = useFields(models.store, 'detector');
  const { model, description, message } = detector;
  return (
    <div className="stack" aria-label={t('Detector')} role="group">
      <div className="line">
        <DetectorState detector={detector} />
        {model && <span className="muted selectable">{placeWords(model)}</span>}
      </div>
      {message && <p className={detector.state === 'stopped' ? 'bad selectable' : 'muted selectable'}>{message}</p>}
      {model ? (
        <ol className="attempts">
          {model.attempts.map((attempt) => (
            <Attempt key={attempt.provider} attempt={attempt} chosen={attempt.provider === model.provider} />
          ))}
        </ol>
      ) : (
        <p className="muted">
          {t('No model is loaded yet. The first pre-labelling loads it and tries each provider in turn.')}
        </p>
      )}
      {description && (
        <dl className="pairs small">
          {description.available.length > 0 && (
            <>
              <dt>{t('Built in')}</dt>
              <dd>{description.available.map((name) => providerNames[name]).join(', ')}</dd>
            </>
          )}
          {Object.entries(description.versions).map(([name, version]) => (
            <div key={name} className="pair">
              <dt>{name}</dt>
              <dd className="code">{version}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** "fcos at https://gpu:8000". */
export function servedWords({ address, model, version }: ServedPlace): string {
  return version === undefined
    ? t('{model} at {address}', { model, address })
    : t('{model} (version {version}) at {address}', { model, version, address });
}

function placeWords({ remote, threads }: LoadedModel): string {
  if (remote !== undefined)
    return t('{place}, up to {count, plural, one {# request} other {# requests}} at a time', {
      place: servedWords(remote),
      count: threads,
    });
  // None where its server cannot be reached.
  return threads === 0 ? '' : t('{count, plural, one {# thread} other {# threads}}', { count: threads });
}

function Attempt({ attempt, chosen }: { attempt: ProviderAttempt; chosen: boolean }) {
  const Icon = attempt.ok ? Check : X;
  const time = Math.round(attempt.milliseconds);
  return (
    <li>
      <Icon
        size={14}
        strokeWidth={2}
        className={attempt.ok ? 'good' : 'muted'}
        aria-label={attempt.ok ? t('works') : t('does not work')}
      />
      <span className={chosen ? 'attempt-name chosen' : 'attempt-name'}>{providerNames[attempt.provider]}</span>
      <span className="muted selectable grow">
        {attempt.reason ??
          (chosen ? t('in use, ready in {time} ms', { time }) : t('works, ready in {time} ms', { time }))}
      </span>
    </li>
  );
}
