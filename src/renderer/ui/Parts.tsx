// Small parts: progress, empty state, slider, splitter between panels.
import type { LucideIcon } from 'lucide-react';
import { useRef, type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';

/** `total` 0 is unknown. */
export function ProgressBar({ done, total, label }: { done: number; total: number; label: string }) {
  const known = total > 0;
  return (
    <div
      className={known ? 'progress' : 'progress unknown'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      {...(known && { 'aria-valuemax': total, 'aria-valuenow': done })}
    >
      <div style={known ? { width: `${Math.min(100, (100 * done) / total)}%` } : undefined} />
    </div>
  );
}

interface EmptyStateProps {
  readonly icon?: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="empty">
      {Icon && <Icon size={28} strokeWidth={1.25} aria-hidden />}
      <h2>{title}</h2>
      {children}
      {actions && <div className="actions">{actions}</div>}
    </div>
  );
}

interface SliderProps {
  readonly label: string;
  /** least … 1, in hundredths. */
  readonly value: number;
  readonly least?: number;
  readonly onChange: (value: number) => void;
}

export function Slider({ label, value, least = 0, onChange }: SliderProps) {
  // Steps count from the lower end: of one between two hundredths the upper end would be out of reach.
  const start = Math.ceil(least * 100) / 100;
  return <Range label={label} value={value} least={start} most={1} step={0.01} onChange={onChange} />;
}

interface RangeProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** The value as a screen reader says it. */
  readonly words?: string;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

export function Range({ label, value, least, most, step, words, disabled, onChange }: RangeProps) {
  return (
    <input
      type="range"
      aria-label={label}
      aria-valuetext={words}
      min={least}
      max={most}
      step={step}
      value={value}
      disabled={disabled}
      style={{ '--part': `${((value - least) / Math.max(step, most - least)) * 100}%` } as CSSProperties}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  );
}

interface SplitterProps {
  readonly label: string;
  /** The panel that it resizes stands on this side of it. */
  readonly side: 'left' | 'right';
  readonly width: number;
  readonly least: number;
  readonly most: number;
  readonly onResize: (width: number) => void;
  readonly onCollapse: () => void;
}

export function Splitter({ label, side, width, least, most, onResize, onCollapse }: SplitterProps) {
  const drag = useRef<{ x: number; width: number } | undefined>(undefined);
  const sign = side === 'left' ? 1 : -1;
  const within = (wanted: number) => Math.round(Math.min(most, Math.max(least, wanted)));
  const move = (event: PointerEvent) => {
    const start = drag.current;
    if (!start) return;
    const wanted = start.width + sign * (event.clientX - start.x);
    // Pulled well below its least width, the panel closes.
    if (wanted < least / 2) {
      drag.current = undefined;
      onCollapse();
    } else onResize(within(wanted));
  };
  const key = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? sign : event.key === 'ArrowLeft' ? -sign : 0;
    if (step !== 0) {
      event.preventDefault();
      onResize(within(width + step * 16));
    } else if (event.key === 'Enter') onCollapse();
  };
  return (
    <div
      className="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, width };
      }}
      onPointerMove={move}
      onPointerUp={() => (drag.current = undefined)}
      onDoubleClick={onCollapse}
      onKeyDown={key}
    />
  );
}
