// Which split of the data set is shown: train, val, test, another name, none, or all. Not there while no picture belongs to any.
import { grouped } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';

interface SplitFilterProps {
  readonly label: string;
  readonly className?: string;
  /** Pictures of each; null: of none. */
  readonly splits: ReadonlyMap<string | null, number>;
  /** undefined: all; null: those that belong to none. */
  readonly value: string | null | undefined;
  readonly onChange: (split: string | null | undefined) => void;
}

export function SplitFilter({ label, className = '', splits, value, onChange }: SplitFilterProps) {
  if (value === undefined && [...splits.keys()].every((split) => split === null)) return null;
  // The one that is chosen stays in the list when its last picture has left it.
  const shown = value === undefined || splits.has(value) ? splits : new Map([...splits, [value, 0]]);
  return (
    <select
      className={`field ${className}`.trim()}
      aria-label={label}
      value={value === undefined ? '' : JSON.stringify(value)}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value === '' ? undefined : (JSON.parse(currentTarget.value) as string | null))
      }
    >
      <option value="">{t('All splits')}</option>
      {[...shown].map(([split, count]) => (
        <option key={JSON.stringify(split)} value={JSON.stringify(split)}>
          {`${split ?? t('no split')} · ${grouped(count)}`}
        </option>
      ))}
    </select>
  );
}
