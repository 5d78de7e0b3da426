// Free words on a box or a picture. They take effect when the field is left and on Ctrl+Enter; Escape brings back what was there.
import { useState } from 'react';
import { longestText } from '../../common/annotation/attributes.ts';

interface NoteFieldProps {
  readonly label: string;
  readonly value: string;
  readonly readOnly?: boolean;
  readonly onChange: (words: string) => void;
}

export function NoteField({ label, value, readOnly = false, onChange }: NoteFieldProps) {
  const [text, setText] = useState(value);
  const commit = () => {
    if (text.trim() !== value) onChange(text.trim());
  };
  return (
    <textarea
      className="field note"
      aria-label={label}
      placeholder={label}
      rows={1}
      maxLength={longestText}
      readOnly={readOnly}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) commit();
        if (event.key === 'Escape') setText(value);
      }}
    />
  );
}
