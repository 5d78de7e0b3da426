// One plot with its heading, the value under the crosshair, and the same as a table for whoever does not look at a plot.
import { Ellipsis, ImageDown, Sheet } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { Desk } from '../../state/desk.ts';
import { useDesk } from '../../state/useDesk.ts';
import { Menu, MenuItem, MenuLine } from '../../ui/Menu.tsx';
import { useTheme } from '../useTheme.ts';
import { createBarPlot, type BarPlot } from './barPlot.ts';
import { pictureOf } from './plotPicture.ts';
import { csvOf, type PlotOfData } from './plots.ts';

/** A longer table is written to a file rather than looked at. */
const mostRows = 2000;

export function PlotCard({ plot, onPick }: { plot: PlotOfData; onPick?: (row: number) => void }) {
  const [isTable, setTable] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  const card = useRef<HTMLElement>(null);
  const desk = useDesk();
  const name = useId();
  const isEmpty = plot.rows.every(({ count }) => count === 0);
  return (
    <section ref={card} className="plot-card" aria-labelledby={name}>
      <header>
        <h2 id={name}>{plot.title}</h2>
        <span className="grow" />
        <span ref={place} className="muted small cut" />
        <Menu
          label={t('What to do with the plot')}
          align="end"
          trigger={
            <button
              type="button"
              className="icon-button small-button"
              aria-label={t('Menu of the plot: {title}', { title: plot.title })}
            >
              <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
            </button>
          }
        >
          <MenuItem checked={isTable} onSelect={() => setTable(!isTable)}>
            {t('As a table')}
          </MenuItem>
          <MenuLine />
          <MenuItem
            icon={ImageDown}
            disabled={isTable || isEmpty}
            onSelect={() => savePicture(desk, plot, card.current)}
          >
            {t('Save as a picture (PNG)…')}
          </MenuItem>
          <MenuItem icon={Sheet} disabled={isEmpty} onSelect={() => void save(desk, plot, 'csv', csvOf(plot))}>
            {t('Save as a table (CSV)…')}
          </MenuItem>
        </Menu>
      </header>
      {isEmpty ? (
        <p className="muted plot-empty">{t('Nothing to count yet.')}</p>
      ) : isTable ? (
        <Table plot={plot} />
      ) : (
        <Drawing plot={plot} place={place} {...(onPick && { onPick })} />
      )}
      <p className="muted small plot-foot">{footOf(plot)}</p>
    </section>
  );
}

const footOf = ({ counted, across }: PlotOfData) => t('{counted} by: {across}', { counted, across });

async function save(
  { studio, notices }: Desk,
  { id }: PlotOfData,
  kind: 'png' | 'csv',
  content: string,
): Promise<void> {
  const result = await studio.ask('insight/save', { name: id, kind, content });
  if (!result.ok) notices.report(result.failure);
  else if (result.value) notices.say(t('Saved as {location}.', { location: result.value.location }), { tone: 'good' });
}

function savePicture(desk: Desk, plot: PlotOfData, card: HTMLElement | null): void {
  const canvas = card?.querySelector('canvas');
  if (card === null || canvas === null || canvas === undefined) return;
  const [, content = ''] = pictureOf(canvas, card, plot.title, footOf(plot)).split(',');
  void save(desk, plot, 'png', content);
}

interface DrawingProps {
  readonly plot: PlotOfData;
  /** Where the value under the crosshair is said. */
  readonly place: { readonly current: HTMLSpanElement | null };
  readonly onPick?: (row: number) => void;
}

function Drawing({ plot, place, onPick }: DrawingProps) {
  const drawn = useRef<BarPlot | undefined>(undefined);
  const { notices } = useDesk();
  const host = useRef<HTMLDivElement>(null);
  const at = useRef<number | undefined>(undefined);
  const theme = useTheme();
  useEffect(() => {
    if (host.current === null) return undefined;
    const made = createBarPlot(host.current, plot, (row) => {
      at.current = row;
      if (place.current) place.current.textContent = row === undefined ? '' : readout(plot, row);
    });
    drawn.current = made;
    return () => {
      drawn.current = undefined;
      made.dispose();
    };
    // The theme is read from the tokens as the plot is made.
  }, [theme, plot, place]);
  const key = (event: KeyboardEvent) => {
    const steps: Record<string, readonly [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ...(plot.map && { ArrowUp: [0, -1], ArrowDown: [0, 1] }),
    };
    const step = steps[event.key];
    if (event.key === 'Escape') drawn.current?.leave();
    else if (event.key === 'Enter' && onPick && at.current !== undefined) onPick(at.current);
    else if (step === undefined) return;
    else {
      drawn.current?.step(...step);
      if (at.current !== undefined) notices.announce(readout(plot, at.current));
    }
    event.preventDefault();
  };
  return (
    <div
      ref={host}
      className={['plot', plot.map && 'map', onPick && 'pickable'].filter(Boolean).join(' ')}
      role="img"
      aria-label={t('{title}. The arrow keys move the crosshair.', { title: plot.title })}
      tabIndex={0}
      onKeyDown={key}
      onBlur={() => drawn.current?.leave()}
      onClick={() => at.current !== undefined && onPick?.(at.current)}
    />
  );
}

function readout({ rows, counted }: PlotOfData, at: number): string {
  const row = rows[at];
  return row === undefined ? '' : `${row.words ?? row.label}: ${grouped(row.count)} ${counted}`;
}

function Table({ plot }: { plot: PlotOfData }) {
  const rows = plot.rows.filter(({ count }) => count > 0 || plot.map === undefined);
  return (
    // The keyboard scrolls what has the focus.
    <div className="plot-table" tabIndex={0} role="group" aria-label={plot.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{plot.across}</th>
            <th scope="col">{plot.counted}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostRows).map(({ label, words, count }, place) => (
            <tr key={place}>
              <th scope="row">{words ?? label}</th>
              <td>{grouped(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > mostRows && (
        <p className="muted">
          {t('{count, number} more stand in the table that is saved.', { count: rows.length - mostRows })}
        </p>
      )}
    </div>
  );
}
