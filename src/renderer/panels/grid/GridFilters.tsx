// Which boxes the grid shows: class, where they came from, score, size, and in what order.
import { ChevronDown } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { classes as countedClasses } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { BoxFilter, BoxOrder, BoxSource } from '../../../common/grid.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { SplitFilter } from '../SplitFilter.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/Menu.tsx';

const sources: readonly (readonly [BoxSource, string])[] = [
  ['proposed', t('Proposed')],
  ['human', t('Accepted and drawn')],
  ['rejected', t('Rejected')],
];

const orders: readonly (readonly [BoxOrder, string])[] = [
  ['score-down', t('Surest first')],
  ['score-up', t('Least sure first')],
  ['class', t('Class, then score')],
  ['size-down', t('Largest first')],
  ['size-up', t('Smallest first')],
  ['picture', t('By picture')],
];

export function GridFilters() {
  const { grid, images } = useDesk();
  const { splits } = useFields(images.store, 'splits');
  const { filter, order } = useFields(grid.store, 'filter', 'order');
  return (
    <div className="grid-bar" role="search" aria-label={t('Filter boxes')}>
      <ClassFilter />
      <div className="grid-sources" role="group" aria-label={t('Where boxes came from')}>
        {sources.map(([source, word]) => (
          <button
            key={source}
            type="button"
            aria-pressed={filter.sources.includes(source)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => grid.setFilter({ sources: toggledSource(filter, source) })}
          >
            {word}
          </button>
        ))}
      </div>
      <label className="grid-span">
        {t('Score')}
        <NumberField
          label={t('Score from')}
          value={filter.score.from}
          digits={2}
          most={1}
          onValue={(from = 0) => grid.setFilter({ score: { from, to: Math.max(from, filter.score.to) } })}
        />
        –
        <NumberField
          label={t('Score to')}
          value={filter.score.to}
          digits={2}
          most={1}
          onValue={(to = 1) => grid.setFilter({ score: { from: Math.min(to, filter.score.from), to } })}
        />
      </label>
      <label className="grid-span" title={t('Square root of the box’s area in picture pixels')}>
        {t('Box size')}
        <NumberField
          label={t('Size from, px')}
          value={filter.side.from === 0 ? undefined : filter.side.from}
          digits={0}
          most={1e6}
          onValue={(from = 0) => grid.setFilter({ side: { ...filter.side, from } })}
        />
        –
        <NumberField
          label={t('Size to, px')}
          value={filter.side.to}
          digits={0}
          most={1e6}
          onValue={(to) => grid.setFilter({ side: { from: filter.side.from, ...(to !== undefined && { to }) } })}
        />
        {t('px')}
      </label>
      <SplitFilter
        label={t('Split')}
        splits={splits}
        value={filter.split}
        onChange={(split) => grid.setFilter({ split })}
      />
      <span className="grow" />
      <select
        className="field"
        aria-label={t('Order of the crops')}
        value={order}
        onChange={(event) => grid.setOrder(event.currentTarget.value as BoxOrder)}
      >
        {orders.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The last one stays pressed: a grid of nothing is no filter. */
function toggledSource({ sources: before }: BoxFilter, source: BoxSource): readonly BoxSource[] {
  const next = before.includes(source) ? before.filter((one) => one !== source) : [...before, source];
  return next.length === 0 ? before : next;
}

function ClassFilter() {
  const { grid, categories } = useDesk();
  const { filter } = useFields(grid.store, 'filter');
  const { list, byId } = useFields(categories.store, 'list', 'byId');
  const { classes } = filter;
  const chosen = classes === 'all' ? [] : classes;
  const words =
    classes === 'all'
      ? t('All classes')
      : classes.length === 1
        ? (byId.get(classes[0] ?? 0)?.name ?? t('A deleted class'))
        : countedClasses(classes.length);
  const toggle = (id: number) => {
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    grid.setFilter({ classes: next.length === 0 || next.length === list.length ? 'all' : next });
  };
  return (
    <Menu
      label={t('Classes that are shown')}
      trigger={
        <Button dense className="grid-classes" aria-label={t('Classes: {classes}', { classes: words })}>
          <span className="cut">{words}</span>
          <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
        </Button>
      }
    >
      <MenuItem checked={classes === 'all'} onSelect={() => grid.setFilter({ classes: 'all' })}>
        {t('All classes')}
      </MenuItem>
      <MenuLine />
      {list.map(({ id, name, colour }) => (
        <MenuItem key={id} checked={chosen.includes(id)} onSelect={() => toggle(id)}>
          <span className="swatch" style={{ background: colour }} aria-hidden /> {name}
        </MenuItem>
      ))}
    </Menu>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly digits: number;
  readonly most: number;
  /** undefined: the field was emptied. */
  readonly onValue: (value: number | undefined) => void;
}

/** Takes effect by Enter or when it is left; what is no number goes back to what it was. */
function NumberField({ label, value, digits, most, onValue }: NumberFieldProps) {
  const said = value === undefined ? '' : value.toFixed(digits);
  const [typed, setTyped] = useState<string>();
  const commit = () => {
    setTyped(undefined);
    if (typed === undefined || typed === said) return;
    if (typed.trim() === '') onValue(undefined);
    else if (Number.isFinite(Number(typed))) onValue(Math.min(most, Math.max(0, Number(typed))));
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setTyped(undefined);
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    if (event.key === 'Enter') commit();
    document.querySelector<HTMLElement>('.grid-cells')?.focus();
  };
  return (
    <input
      className="field"
      inputMode="decimal"
      aria-label={label}
      placeholder={t('any')}
      value={typed ?? said}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={key}
    />
  );
}
