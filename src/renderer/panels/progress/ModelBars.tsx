// What became of the proposals of each model: whether the detector got better.
import type { ModelProgress } from '../../../common/progress/progress.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { BarKey, StackedBar, type BarPart } from './StackedBar.tsx';
import { share } from './words.ts';

function partsOf({ accepted, edited, rejected, missed }: Omit<ModelProgress, 'model' | 'proposed'>) {
  return [
    { name: 'accepted as proposed', value: accepted, tone: 'good' },
    { name: 'edited', value: edited, tone: 'warn' },
    { name: 'rejected', value: rejected, tone: 'bad', striped: true },
    { name: 'missed, drawn by hand', value: missed, tone: 'accent' },
  ] as const satisfies readonly BarPart[];
}

export function ModelBars({ models }: { models: readonly ModelProgress[] }) {
  return (
    <section aria-label="Proposals by model">
      <header className="page-head">
        <h2>Proposals by model</h2>
      </header>
      {models.length === 0 ? (
        <p className="muted">No model has proposed anything yet. Pre-label some pictures and decide on what comes.</p>
      ) : (
        <>
          <BarKey parts={partsOf({ accepted: 0, edited: 0, rejected: 0, missed: 0 })} />
          <table className="progress-table model-table">
            <thead>
              <tr>
                <th scope="col">Oldest first</th>
                <th scope="col" className="wide-cell" />
                <th scope="col">Accepted</th>
                <th scope="col">Edited</th>
                <th scope="col">Rejected</th>
                <th scope="col">Missed</th>
                <th scope="col">Not decided</th>
              </tr>
            </thead>
            <tbody>
              {models.map((one) => (
                <ModelRow key={one.model} one={one} />
              ))}
            </tbody>
          </table>
          <p className="small muted">
            Accepted, edited and rejected are shares of the proposals that were decided on; missed is the share of all
            boxes that had to be drawn where the model had proposed.
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
      <td>{one.proposed.toLocaleString('en')}</td>
    </tr>
  );
}

function Share({ part, whole }: { part: number; whole: number }) {
  return <td title={`${part.toLocaleString('en')} of ${whole.toLocaleString('en')}`}>{share(part, whole)}</td>;
}
