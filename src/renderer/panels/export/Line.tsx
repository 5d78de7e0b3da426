// A line of the export form: what is chosen, the control, and below it what the choice means.
import { useId, type ReactNode } from 'react';

interface LineProps {
  readonly name: string;
  readonly children: ReactNode;
  /** What the choice that stands means. */
  readonly said?: string | undefined;
}

export function Line({ name, children, said }: LineProps) {
  const id = useId();
  return (
    <div className="export-line" role="group" aria-label={name} aria-describedby={said === undefined ? undefined : id}>
      <label className="export-choice">
        <span className="muted">{name}</span>
        {children}
      </label>
      {said !== undefined && (
        <p id={id} className="export-said muted">
          {said}
        </p>
      )}
    </div>
  );
}
