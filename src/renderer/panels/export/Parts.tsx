// Figures and lists that say what an export takes and what it does not, before it and after.
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';

export function Figure({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dd>{grouped(value)}</dd>
      <dt className="muted">{name}</dt>
    </div>
  );
}

interface Counted {
  readonly count: number;
  readonly what: string;
}

function CountedList({ rows }: { rows: readonly Counted[] }) {
  return (
    <ul className="left-out">
      {rows.map(({ count, what }) => (
        <li key={what}>
          <span className="number">{grouped(count)}</span>
          <span className="muted">{what}</span>
        </li>
      ))}
    </ul>
  );
}

interface NotInItProps {
  readonly leftOut: readonly { readonly count: number; readonly reason: string }[];
  readonly losses: readonly Counted[];
}

export function NotInIt({ leftOut, losses }: NotInItProps) {
  return (
    <>
      <section aria-label={t('Left out')}>
        <h3>{t('Left out')}</h3>
        {leftOut.length === 0 ? (
          <p className="muted">{t('Nothing.')}</p>
        ) : (
          <CountedList rows={leftOut.map(({ count, reason }) => ({ count, what: reason }))} />
        )}
      </section>
      {losses.length > 0 && (
        <section aria-label={t('Lost in this format')}>
          <h3>{t('Lost in this format')}</h3>
          <CountedList rows={losses} />
        </section>
      )}
    </>
  );
}
