// A key, drawn as keys are.
import { keyParts } from '../keyNames.ts';
import { useKeys } from '../state/useDesk.ts';

/** The first key of a command that is in force; nothing when it has none. */
export function CommandKeys({ command }: { command: string }) {
  const [first] = useKeys(command);
  return first === undefined ? null : <Keys value={first} />;
}

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
