// A slider with two handles for the least and the highest of what is wanted. Each handle is a slider of its own for the keys.
import type { CSSProperties } from 'react';

interface SpanSliderProps {
  readonly labels: readonly [low: string, high: string];
  /** least … 1, in hundredths. */
  readonly low: number;
  readonly high: number;
  readonly least: number;
  readonly onLow: (value: number) => void;
  readonly onHigh: (value: number) => void;
}

export function SpanSlider({ labels, low, high, least, onLow, onHigh }: SpanSliderProps) {
  // Steps count from the lower end: of one between two hundredths the upper end would be out of reach.
  const start = Math.ceil(least * 100) / 100;
  const part = (value: number) => `${Math.max(0, ((value - start) / Math.max(0.01, 1 - start)) * 100)}%`;
  const handle = (label: string, value: number, onChange: (value: number) => void, isAbove: boolean) => (
    <input
      type="range"
      aria-label={label}
      className={isAbove ? 'above' : undefined}
      min={start}
      max={1}
      step={0.01}
      value={value}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  );
  return (
    <span className="span-slider" style={{ '--low': part(low), '--high': part(high) } as CSSProperties}>
      {/* Where both stand at the upper end, the lower one has to be within reach. */}
      {handle(labels[0], low, onLow, low > (1 + start) / 2)}
      {handle(labels[1], high, onHigh, false)}
    </span>
  );
}
