// The corners of the selected box as numbers to type: arrows count, four pasted numbers set all, and what is no number is said.
import { useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import * as edits from '../../common/annotation/edits.ts';
import type { Annotation } from '../../common/annotation/types.ts';
import type { Box } from '../../common/geometry/box.ts';
import { parseBox, parseNumber } from '../../common/geometry/parseBox.ts';
import { t } from '../../common/messages/t.ts';
import type { Desk } from '../state/desk.ts';
import { useDesk } from '../state/useDesk.ts';
import { deed } from '../../common/annotation/deed.ts';

const corners = ['x1', 'y1', 'x2', 'y2'] as const;
type Corner = (typeof corners)[number];

/** "12", "12.25": no more digits than the number has, three at most. */
function pixels(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function setBox(desk: Desk, { id }: Annotation, box: Box): void {
  const { annotations, image } = desk.document.store.getState();
  const size = image === undefined ? undefined : desk.images.get(image);
  if (size) desk.document.edit(edits.setBox(annotations, id, box, size), deed('set-corners'));
}

export function CornerFields({ annotation, readOnly }: { annotation: Annotation; readOnly: boolean }) {
  const [fault, setFault] = useState<string>();
  return (
    <>
      <div className="corners">
        {corners.map((corner) => (
          <CornerField key={corner} corner={corner} annotation={annotation} readOnly={readOnly} onFault={setFault} />
        ))}
      </div>
      {fault !== undefined && (
        <p className="small bad" role="alert">
          {fault}
        </p>
      )}
    </>
  );
}

interface CornerFieldProps {
  readonly corner: Corner;
  readonly annotation: Annotation;
  readonly readOnly: boolean;
  readonly onFault: (fault: string | undefined) => void;
}

/** Takes effect on Enter and when it is left; Escape brings the number back. */
function CornerField({ corner, annotation, readOnly, onFault }: CornerFieldProps) {
  const desk = useDesk();
  const is = annotation.box[corner];
  const [typed, setTyped] = useState<string>();
  const value = typed === undefined ? is : parseNumber(typed);
  const forget = () => {
    setTyped(undefined);
    onFault(undefined);
  };
  const type = (text: string) => {
    setTyped(text);
    onFault(parseNumber(text) === undefined ? faultOf(corner, text) : undefined);
  };
  const commit = () => {
    if (typed !== undefined && value !== undefined) setBox(desk, annotation, { ...annotation.box, [corner]: value });
    forget();
  };
  const key = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    // With what is no number Enter changes nothing: the words below the field say why.
    if (event.key === 'Enter' && value !== undefined) commit();
    else if (event.key === 'Escape') forget();
    else if (step !== 0 && value !== undefined && !readOnly && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const by = event.shiftKey ? 10 : event.altKey ? 0.125 : 1;
      setBox(desk, annotation, { ...annotation.box, [corner]: value + step * by });
      forget();
    }
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData('text');
    // One number is pasted as text is.
    if (readOnly || text.trim() === '' || parseNumber(text) !== undefined) return;
    event.preventDefault();
    const box = parseBox(text);
    if (box === undefined)
      return onFault(t('“{text}” is neither a number nor four (x1 y1 x2 y2).', { text: shortened(text) }));
    setBox(desk, annotation, box);
    forget();
  };
  return (
    <label className="corner">
      <span className="muted">{corner}</span>
      <input
        className={value === undefined ? 'field code invalid' : 'field code'}
        inputMode="decimal"
        aria-invalid={value === undefined}
        title={t('{pixels} px. Arrows count by 1, with Shift by 10, with Alt by 1/8. Four pasted numbers set all.', {
          pixels: String(is),
        })}
        readOnly={readOnly}
        value={typed ?? pixels(is)}
        onChange={(event) => type(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={commit}
        onKeyDown={key}
        onPaste={paste}
      />
    </label>
  );
}

function faultOf(corner: Corner, text: string): string {
  return text.trim() === ''
    ? t('{corner} is a number of pixels, such as 120.5. Esc brings it back.', { corner })
    : t('“{text}” is no number: {corner} is a number of pixels, such as 120.5.', { corner, text: shortened(text) });
}

function shortened(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 24 ? `${line.slice(0, 24)}…` : line;
}
