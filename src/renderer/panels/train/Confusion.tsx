// What a model takes for what, as a table that is shaded by the share of each row: right ones in one colour, wrong ones in another.
import type { CSSProperties } from 'react';
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import { confusionScore, type Assessment } from '../../../common/training.ts';
import { rowShares } from '../../state/comparison.ts';

interface ConfusionProps {
  readonly title: string;
  readonly confusion: Assessment['confusion'];
}

export function Confusion({ title, confusion: { labels, rows } }: ConfusionProps) {
  const shares = rowShares(rows);
  return (
    <div className="matrix-scroll">
      <table className="matrix">
        <caption>
          {title}
          <span className="muted small">
            {t('boxes from score {score}; a row is one class of the truth', { score: confusionScore.toFixed(2) })}
          </span>
        </caption>
        <thead>
          <tr>
            <td />
            {[...labels, t('missed')].map((name) => (
              <th key={name} scope="col" title={name}>
                <span className="cut">{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, truth) => (
            <tr key={truth}>
              <th scope="row" title={labels[truth]}>
                <span className="cut">{labels[truth] ?? t('nothing there')}</span>
              </th>
              {row.map((count, found) => (
                <Cell
                  key={found}
                  count={count}
                  share={shares[truth]?.[found] ?? 0}
                  kind={
                    truth === labels.length && found === labels.length ? 'none' : truth === found ? 'right' : 'wrong'
                  }
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  readonly count: number;
  readonly share: number;
  readonly kind: 'right' | 'wrong' | 'none';
}

/** Nothing that is not there and not found can be counted: that corner stays empty. */
function Cell({ count, share, kind }: CellProps) {
  if (kind === 'none') return <td />;
  return (
    <td
      className={`cell ${kind}`}
      style={{ '--share': share } as CSSProperties}
      title={t('{percent} % of this row', { percent: Math.round(share * 100) })}
    >
      {grouped(count)}
    </td>
  );
}
