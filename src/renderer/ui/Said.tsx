// A message with elements among its words, as tParts gives it: the elements stand as they are, the words around them in spans.
import { Fragment, type ReactNode } from 'react';

interface SaidProps {
  readonly parts: readonly ReactNode[];
  /** The class of the words. */
  readonly look?: string;
}

export function Said({ parts, look }: SaidProps) {
  return parts.map((part, place) =>
    typeof part === 'string' ? (
      <span key={place} className={look}>
        {part}
      </span>
    ) : (
      <Fragment key={place}>{part}</Fragment>
    ),
  );
}
