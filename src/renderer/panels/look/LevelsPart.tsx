// Levels of a picture with 16 bits a channel: its histogram with two ends to drag, in the file's own numbers.
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import { deepLevels, type Levels } from '../../canvas/adjust/adjustments.ts';
import type { SampleFacts } from '../../canvas/adjust/samples.ts';
import { adjust } from '../../commands/viewing.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button, CommandButton } from '../../ui/Button.tsx';
import { Wand2 } from 'lucide-react';

export function LevelsPart() {
  const desk = useDesk();
  const { depth, adjustments } = useFields(desk.view, 'depth', 'adjustments');
  if (depth.state === 'unknown' || depth.state === 'shallow') return null;
  // A picture with 8 bits says so within a blink; nothing should flash up for it.
  if (depth.state === 'reading')
    return (
      <section aria-label={t('Levels')} className="look-waiting">
        <p className="muted">{t('Reading the numbers of the file…')}</p>
      </section>
    );
  return (
    <section aria-label={t('Levels')}>
      <header className="look-head">
        <h3 className="grow">{t('Levels, 16 bits a channel')}</h3>
      </header>
      {depth.state === 'failed' && <p className="bad selectable">{depth.message}</p>}
      {depth.state === 'deep' && <DeepLevels facts={depth.facts} chosen={adjustments.levels} />}
    </section>
  );
}

function DeepLevels({ facts, chosen }: { facts: SampleFacts; chosen: 'file' | 'auto' | Levels }) {
  const desk = useDesk();
  const levels = chosen === 'file' ? deepLevels : chosen === 'auto' ? facts.auto : chosen;
  const set = (next: Levels) => adjust(desk, { levels: within(next) });
  return (
    <>
      <Histogram facts={facts} levels={levels} onChange={set} />
      <div className="look-levels">
        <LevelField label={endNames.low} value={levels.low} onChange={(low) => set({ ...levels, low })} />
        <LevelField label={endNames.high} value={levels.high} onChange={(high) => set({ ...levels, high })} />
      </div>
      <div className="look-levels">
        <CommandButton command="view.auto-levels" icon={Wand2} words={t('Auto')} look="plain" />
        <Button dense onClick={() => adjust(desk, { levels: 'file' })} disabled={chosen === 'file'}>
          {t('All 16 bits')}
        </Button>
      </div>
      <p className="small muted">
        {t('The picture has {least} to {most}. Auto leaves out half a percent at each end.', {
          least: grouped(facts.least),
          most: grouped(facts.most),
        })}
      </p>
    </>
  );
}

/** Black below white, both in 16 bits. */
function within({ low, high }: Levels): Levels {
  const first = Math.min(65_534, Math.max(0, Math.round(low)));
  return { low: first, high: Math.min(65_535, Math.max(first + 1, Math.round(high))) };
}

interface HistogramProps {
  readonly facts: SampleFacts;
  readonly levels: Levels;
  readonly onChange: (levels: Levels) => void;
}

const ends = ['low', 'high'] as const;
const endNames = { low: t('Black from'), high: t('White from') } as const;

function Histogram({ facts, levels, onChange }: HistogramProps) {
  const frame = useRef<HTMLDivElement>(null);
  const dragged = useRef<(typeof ends)[number] | undefined>(undefined);
  const { end, histogram } = facts;
  const highest = Math.max(1, ...histogram);
  const place = (value: number) => `${Math.min(100, (100 * value) / end)}%`;
  const valueAt = (event: PointerEvent) => {
    const { left, width } = frame.current!.getBoundingClientRect();
    return Math.min(end, Math.max(0, ((event.clientX - left) / Math.max(1, width)) * end));
  };
  const move = (event: PointerEvent) => {
    const name = dragged.current;
    if (name === undefined) return;
    const value = valueAt(event);
    onChange({
      ...levels,
      [name]: name === 'low' ? Math.min(value, levels.high - 1) : Math.max(value, levels.low + 1),
    });
  };
  const press = (event: PointerEvent) => {
    event.preventDefault();
    const value = valueAt(event);
    dragged.current = Math.abs(value - Math.min(end, levels.high)) < Math.abs(value - levels.low) ? 'high' : 'low';
    frame.current?.setPointerCapture(event.pointerId);
    move(event);
  };
  const key = (name: (typeof ends)[number], event: KeyboardEvent) => {
    const sign =
      event.key === 'ArrowRight' || event.key === 'ArrowUp'
        ? 1
        : event.key === 'ArrowLeft' || event.key === 'ArrowDown'
          ? -1
          : 0;
    if (sign === 0) return;
    event.preventDefault();
    onChange({ ...levels, [name]: levels[name] + sign * (event.shiftKey ? 1 : Math.ceil(end / 128)) });
  };
  return (
    <div
      ref={frame}
      className="histogram"
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={() => (dragged.current = undefined)}
    >
      <svg viewBox={`0 0 ${histogram.length} 100`} preserveAspectRatio="none" aria-hidden>
        <path d={histogram.map((count, bin) => barPath(bin, 100 * Math.sqrt(count / highest))).join('')} />
      </svg>
      {ends.map((name) => (
        <div
          key={name}
          className="histogram-end"
          role="slider"
          tabIndex={0}
          aria-label={endNames[name]}
          aria-valuemin={0}
          aria-valuemax={end}
          aria-valuenow={levels[name]}
          style={{ left: place(levels[name]) }}
          onKeyDown={(event) => key(name, event)}
        />
      ))}
    </div>
  );
}

/** The root of the count is the height, so that rare values are seen beside a dark ground. */
function barPath(bin: number, height: number): string {
  return height === 0 ? '' : `M${bin} 100V${(100 - Math.max(1, height)).toFixed(1)}h1V100z`;
}

interface LevelFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function LevelField({ label, value, onChange }: LevelFieldProps) {
  const [text, setText] = useState<string>();
  const typed = Number(text ?? value);
  const isValid = Number.isInteger(typed) && typed >= 0 && typed <= 65_535;
  const commit = () => {
    if (text !== undefined && isValid && typed !== value) onChange(typed);
    setText(undefined);
  };
  return (
    <label className="look-level">
      <span className="small muted">{label}</span>
      <input
        className={isValid ? 'field' : 'field invalid'}
        inputMode="numeric"
        value={text ?? String(value)}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </label>
  );
}
