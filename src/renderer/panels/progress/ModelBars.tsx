// What became of the proposals of each model: whether the detector got better.
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { ModelProgress } from '../../../common/progress/progress.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { BarKey, StackedBar, type BarPart } from './StackedBar.tsx';
import { share } from './words.ts';

function partsOf({ accepted, edited, rejected, missed }: Omit<ModelProgress, 'model' | 'proposed'>) {
  return [
    { name: t('accepted as proposed'), value: accepted, tone: 'good' },
    { name: t('edited'), value: edited, tone: 'warn' },
    { name: t('rejected'), value: rejected, tone: 'bad', striped: true },
    { name: t('missed, drawn by hand'), value: missed, tone: 'accent' },
  ] as const satisfies readonly BarPart[];
}

export function ModelBars({ models }: { models: readonly ModelProgress[] }) {
  return (
    <section aria-label={t('Proposals by model')}>
      <header className="page-head">
        <h2>{t('Proposals by model')}</h2>
      </header>
      {models.length === 0 ? (
        <p className="muted">
          {t('No model has proposed anything yet. Pre-label some pictures and decide on what comes.')}
        </p>
      ) : (
        <>
          <BarKey parts={partsOf({ accepted: 0, edited: 0, rejected: 0, missed: 0 })} />
          <table className="progress-table model-table">
            <thead>
              <tr>
                <th scope="col">{t('Oldest first')}</th>
                <th scope="col" className="wide-cell" />
                <th scope="col">{t('Accepted')}</th>
                <th scope="col">{t('Edited')}</th>
                <th scope="col">{t('Rejected')}</th>
                <th scope="col">{t('Missed')}</th>
                <th scope="col">{t('Not decided')}</th>
              </tr>
            </thead>
            <tbody>
              {models.map((one) => (
                <ModelRow key={one.model} one={one} />
              ))}
            </tbody>
          </table>
          <p className="small muted">
            {t(
              'Accepted, edited and rejected are shares of the proposals that were decided on; missed is the share of all boxes that had to be drawn where the model had proposed.',
            )}
          </p>
        </>
      )}
    </section>
  );
}

function ModelRow({ one }: { one: ModelProgress }) {
  const { models } = useFields(useDesk().models.store, 'models');
  const name = models.find(({ id }) => id === one.model)?.name ?? one.model;
  const decided = one.accepted + one.edited + one.rejected;
  const truth = one.accepted + one.edited + one.missed;
  return (
    <tr>
      <th scope="row" className="cut" title={name}>
        {name}
      </th>
      <td className="wide-cell">
        <StackedBar label={name} parts={partsOf(one)} />
      </td>
      <Share part={one.accepted} whole={decided} />
      <Share part={one.edited} whole={decided} />
      <Share part={one.rejected} whole={decided} />
      <Share part={one.missed} whole={truth} />
      <td>{grouped(one.proposed)}</td>
    </tr>
  );
}

function Share({ part, whole }: { part: number; whole: number }) {
  return <td title={t('{done, number} of {total, number}', { done: part, total: whole })}>{share(part, whole)}</td>;
}
