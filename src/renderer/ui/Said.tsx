// A message with elements among its words, as tParts gives it.
import { Fragment, type ReactNode } from 'react';

interface SaidProps {
  readonly parts: readonly ReactNode[];
  /** The class of the words, which have spans of their own then. */
  readonly look?: string;
}

export function Said({ parts, look }: SaidProps) {
  return parts.map((part, place) =>
    typeof part === 'string' && look !== undefined ? (
      <span key={place} className={look}>
        {part}
      </span>
    ) : (
      <Fragment key={place}>{part}</Fragment>
    ),
  );
}
