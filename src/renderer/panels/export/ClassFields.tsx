// Which classes an export takes: all, or some out of a list that is searched when it is long.
import { useState } from 'react';
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { CategoryId } from '../../../common/annotation/types.ts';
import type { ExportCounts } from '../../../common/exportWish.ts';
import type { ExportFormStore } from '../../state/exporting.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Line } from './Line.tsx';

/** A list of this many is searched rather than looked through. */
const searchedFrom = 12;
/** More than this many rows are no list to look through; the search narrows them down. */
const mostShown = 500;

interface ClassFieldsProps {
  readonly store: ExportFormStore;
  /** Boxes by class, as far as they are counted. */
  readonly byClass: ExportCounts['byClass'] | undefined;
}

export function ClassFields({ store, byClass }: ClassFieldsProps) {
  const { categories } = useDesk();
  const { list } = useFields(categories.store, 'list');
  const { classes } = useFields(store, 'classes');
  if (list.length < 2) return null;
  const choose = (value: string) => store.setState({ classes: value === 'all' ? 'all' : list.map(({ id }) => id) });
  return (
    <>
      <Line name={t('Classes')}>
        <select
          className="field"
          value={classes === 'all' ? 'all' : 'some'}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        >
          <option value="all">{t('All {count, number}', { count: list.length })}</option>
          <option value="some">{t('Only some')}</option>
        </select>
      </Line>
      {classes !== 'all' && <ClassList chosen={classes} store={store} byClass={byClass} />}
    </>
  );
}

function ClassList({ chosen, store, byClass }: ClassFieldsProps & { readonly chosen: readonly CategoryId[] }) {
  const { categories } = useDesk();
  const { list } = useFields(categories.store, 'list');
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = list.filter(({ name }) => name.toLowerCase().includes(wanted));
  const counts = new Map(byClass);
  const set = new Set(chosen);
  const put = (ids: readonly CategoryId[], isWanted: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (isWanted) next.add(id);
      else next.delete(id);
    }
    store.setState({ classes: list.map(({ id }) => id).filter((id) => next.has(id)) });
  };
  const areAll = found.length > 0 && found.every(({ id }) => set.has(id));
  return (
    <div className="export-more stack">
      {list.length >= searchedFrom && (
        <input
          className="field"
          type="search"
          placeholder={t('Search {count, number} classes', { count: list.length })}
          aria-label={t('Search classes')}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      )}
      <div className="export-classes" role="group" aria-label={t('Classes of the export')}>
        {found.length > 1 && (
          <label className="choice">
            <input
              type="checkbox"
              checked={areAll}
              ref={(input) => {
                if (input !== null) input.indeterminate = !areAll && found.some(({ id }) => set.has(id));
              }}
              onChange={({ currentTarget }) =>
                put(
                  found.map(({ id }) => id),
                  currentTarget.checked,
                )
              }
            />
            <span className="grow muted">
              {t('{chosen, number} of {count, number} chosen', { chosen: chosen.length, count: list.length })}
            </span>
          </label>
        )}
        {found.slice(0, mostShown).map(({ id, name, colour }) => (
          <label key={id} className="choice">
            <input
              type="checkbox"
              checked={set.has(id)}
              onChange={({ currentTarget }) => put([id], currentTarget.checked)}
            />
            <span className="swatch" style={{ background: colour }} aria-hidden />
            <span className="grow cut">{name}</span>
            {byClass !== undefined && <span className="number muted">{grouped(counts.get(id) ?? 0)}</span>}
          </label>
        ))}
        {found.length === 0 && <p className="muted">{t('No class is called so.')}</p>}
        {found.length > mostShown && (
          <p className="muted">{t('{count, number} more: search for them.', { count: found.length - mostShown })}</p>
        )}
      </div>
    </div>
  );
}
