// Parts of the form for a new run: a row with its name and what it means, and a field for a number.
import { useId, useState, type ReactNode } from 'react';
import { t } from '../../../common/messages/t.ts';

interface FormRowProps {
  readonly name: string;
  /** One quiet line below. */
  readonly hint?: ReactNode;
  /** Undefined: a group of several controls, named by the row. */
  readonly control?: string;
  readonly children: ReactNode;
}

export function FormRow({ name, hint, control, children }: FormRowProps) {
  const title = useId();
  return (
    <div className="form-row" {...(control === undefined && { role: 'group', 'aria-labelledby': title })}>
      {control === undefined ? (
        <span className="form-name" id={title}>
          {name}
        </span>
      ) : (
        <label className="form-name" htmlFor={control}>
          {name}
        </label>
      )}
      <div className="form-control">
        {children}
        {hint !== undefined && <p className="muted small">{hint}</p>}
      </div>
    </div>
  );
}

interface NumberFieldProps {
  readonly id: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** Where no label stands beside it. */
  readonly label?: string;
  readonly onChange: (value: number) => void;
}

/** A whole number. What is no number within the limits is marked, and taken back when the field is left. */
export function NumberField({ id, value, least, most, label, onChange }: NumberFieldProps) {
  const [text, setText] = useState<string>();
  const shown = text ?? String(value);
  const number = Number(shown);
  const valid = shown.trim() !== '' && Number.isInteger(number) && number >= least && number <= most;
  return (
    <input
      id={id}
      className={valid ? 'field number-field' : 'field number-field invalid'}
      inputMode="numeric"
      {...(label !== undefined && { 'aria-label': label })}
      aria-invalid={!valid}
      title={t('From {least, number} to {most, number}', { least, most })}
      value={shown}
      onChange={(event) => {
        const wanted = event.currentTarget.value;
        setText(wanted);
        const next = Number(wanted);
        if (wanted.trim() !== '' && Number.isInteger(next) && next >= least && next <= most) onChange(next);
      }}
      onBlur={() => setText(undefined)}
    />
  );
}
