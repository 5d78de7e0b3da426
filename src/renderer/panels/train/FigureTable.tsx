// The figures of two models as tables: of all classes together, and class by class.
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { RunComparison } from '../../../common/training.ts';
import type { ClassPair } from '../../state/comparison.ts';
import { difference, figure } from '../../trainingWords.ts';
import { useClassColours } from './useClassColours.ts';

const overall = ['AP', 'AP50', 'AP75'] as const;

export function FigureTable({ comparison: { trained, current } }: { comparison: RunComparison }) {
  const theirs = current?.assessment.stats;
  return (
    <table className="figure-table">
      <caption>{t('All classes')}</caption>
      <Head first="" compared={theirs !== undefined} />
      <tbody>
        {overall.map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <Cells ours={trained.stats[name]} {...(theirs && { theirs: theirs[name] })} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ClassTableProps {
  readonly pairs: readonly ClassPair[];
  readonly compared: boolean;
}

export function ClassTable({ pairs, compared }: ClassTableProps) {
  const colours = useClassColours(pairs.map(({ name }) => name));
  return (
    <div className="class-table">
      <table className="figure-table">
        <caption>{t('AP by class')}</caption>
        <Head first={t('Class')} count compared={compared} />
        <tbody>
          {pairs.map(({ name, truth, trained, current }, index) => (
            <tr key={name}>
              <th scope="row">
                <span className="swatch" style={{ background: colours[index] }} aria-hidden />
                <span className="selectable">{name}</span>
              </th>
              <td className="muted">{grouped(truth)}</td>
              <Cells ours={trained?.AP ?? -1} {...(compared && { theirs: current?.AP ?? -1 })} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ first, count, compared }: { first: string; count?: boolean; compared: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {count && <th scope="col">{t('Boxes')}</th>}
        <th scope="col">{t('This run')}</th>
        {compared && <th scope="col">{t('In use')}</th>}
        {compared && <th scope="col">{t('Difference')}</th>}
      </tr>
    </thead>
  );
}

function Cells({ ours, theirs }: { ours: number; theirs?: number }) {
  const words = difference(ours, theirs);
  const tone = words.startsWith('+') ? 'good' : words.startsWith('−') ? 'bad' : 'muted';
  return (
    <>
      <td>{figure(ours)}</td>
      {theirs !== undefined && <td className="muted">{figure(theirs)}</td>}
      {theirs !== undefined && <td className={tone}>{words}</td>}
    </>
  );
}
