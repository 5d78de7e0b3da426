// A bar of parts, each as long as its number, with a key that names them; a number that opens something is a button.
import type { CSSProperties } from 'react';
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import { listed } from '../../ui/listed.ts';

export interface BarPart {
  readonly name: string;
  readonly value: number;
  /** A token of styles/tokens.css without its dashes. */
  readonly tone: 'good' | 'accent' | 'warn' | 'bad' | 'muted' | 'line-strong';
  /** Stripes tell it from its neighbours without its colour. */
  readonly striped?: true;
  readonly onOpen?: () => void;
}

interface StackedBarProps {
  readonly label: string;
  readonly parts: readonly BarPart[];
  /** What the whole width stands for; left out, the parts fill it. */
  readonly of?: number;
}

export function StackedBar({ label, parts, of }: StackedBarProps) {
  const sum = parts.reduce((total, { value }) => total + value, 0);
  const whole = Math.max(of ?? sum, 1);
  const said = parts.filter(({ value }) => value > 0).map(partWords);
  return (
    <div
      className="stacked"
      role="img"
      aria-label={t('{label}: {parts}', { label, parts: listed(said) || t('nothing') })}
    >
      {parts.map(
        ({ name, value, onOpen, ...look }) =>
          value > 0 && (
            <span
              key={name}
              className={swatchClass(look)}
              style={{ width: `${(100 * value) / whole}%`, '--tone': `var(--${look.tone})` } as CSSProperties}
              title={partWords({ name, value })}
              onClick={onOpen}
            />
          ),
      )}
    </div>
  );
}

const partWords = ({ name, value }: Pick<BarPart, 'name' | 'value'>) =>
  t('{count, number} {name}', { count: value, name });

const swatchClass = ({ striped }: Pick<BarPart, 'striped'>) => (striped ? 'stacked-part striped' : 'stacked-part');

/** The names of the parts with their numbers; `numbers` absent: names alone. */
export function BarKey({ parts, numbers }: { parts: readonly BarPart[]; numbers?: 'shown' }) {
  return (
    <ul className="bar-key small">
      {parts.map(({ name, value, onOpen, ...look }) => {
        const words = (
          <>
            <span
              className={`${swatchClass(look)} key-swatch`}
              style={{ '--tone': `var(--${look.tone})` } as CSSProperties}
              aria-hidden
            />
            {numbers && <span className="number">{`${grouped(value)} `}</span>}
            {name}
          </>
        );
        return (
          <li key={name}>
            {onOpen && value > 0 ? (
              <button type="button" className="bar-open" onClick={onOpen} title={t('Show these pictures')}>
                {words}
              </button>
            ) : (
              <span className="muted">{words}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
