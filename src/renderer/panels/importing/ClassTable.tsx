// Where each class of a label file goes: to a class of the project, to a new one, or nowhere. Thousands of them are searched.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { Category } from '../../../common/annotation/types.ts';
import type { ClassChoice, ImportedClass } from '../../../common/labelImport.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';

/** A list of this many is searched rather than looked through. */
const searchedFrom = 12;
const rowHeight = 32; // CSS pixels

interface ClassTableProps {
  readonly classes: readonly ImportedClass[];
  readonly choices: readonly ClassChoice[];
}

export function ClassTable({ classes, choices }: ClassTableProps) {
  const { categories } = useDesk();
  const { list } = useFields(categories.store, 'list');
  const [search, setSearch] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const shown = classes.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const chosen = new Map(choices.map(({ id, to }) => [id, to]));
  if (classes.length === 0) return null;
  return (
    <section aria-label={t('Classes of the file')}>
      <header className="line">
        <h3 className="grow">{t('Classes of the file')}</h3>
        {classes.length >= searchedFrom && (
          <input
            className="field"
            type="search"
            placeholder={t('Search {count, number} classes', { count: classes.length })}
            aria-label={t('Search classes')}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
      </header>
      {shown.length === 0 ? (
        <p className="muted label-classes-none" role="status">
          {t('No class is called so.')}
        </p>
      ) : (
        <>
          <div className="label-class-head muted small" aria-hidden>
            <span>{t('in the file')}</span>
            <span className="number">{t('boxes')}</span>
            <span>{t('becomes')}</span>
          </div>
          <div className="label-classes" ref={scroller} role="list" aria-label={t('Classes of the file')}>
            <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
              {rows.getVirtualItems().map((row) => {
                const one = shown[row.index];
                if (one === undefined) return null;
                return (
                  <div
                    key={one.id}
                    role="listitem"
                    className="label-class"
                    style={{ transform: `translateY(${row.start}px)` }}
                  >
                    <ClassRow one={one} to={chosen.get(one.id) ?? 'new'} categories={list} />
                  </div>
                );
              })}
            </div>
          </div>
        </>
      )}
    </section>
  );
}

interface ClassRowProps {
  readonly one: ImportedClass;
  readonly to: ClassChoice['to'];
  readonly categories: readonly Category[];
}

function ClassRow({ one, to, categories }: ClassRowProps) {
  const { labelImport } = useDesk();
  const choose = (value: string) =>
    labelImport.setClass(one.id, value === 'new' || value === 'left-out' ? value : Number(value));
  return (
    <>
      <span className={to === 'left-out' ? 'cut selectable muted' : 'cut selectable'} title={one.name}>
        {one.name}
      </span>
      <span className="number muted">{grouped(one.boxes)}</span>
      <select
        className="field"
        aria-label={t('{name} becomes', { name: one.name })}
        value={typeof to === 'object' ? 'new' : String(to)}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {one.category === undefined && <option value="new">{t('A new class')}</option>}
        {categories.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        <option value="left-out">{t('Leave out')}</option>
      </select>
    </>
  );
}
