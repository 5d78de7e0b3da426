// A key, drawn as keys are.
import { keyParts } from '../keyNames.ts';

export function Keys({ value }: { value: string }) {
  return (
    <span className="keys">
      {keyParts(value).map((part) => (
        <kbd className="key" key={part}>
          {part}
        </kbd>
      ))}
    </span>
  );
}
