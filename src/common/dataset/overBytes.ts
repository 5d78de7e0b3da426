// Runs a reading that asks for bytes (jsonFile.ts) over a file that is in memory, UTF-8 already.
import type { Reading, WantBytes } from './jsonFile.ts';

/** What the reading says on its way, and what it comes to at the end; throws what it throws. */
export function* overBytes<Said extends { readonly kind: string }, Value>(
  bytes: Uint8Array,
  reading: Reading<Value, Said>,
): Generator<Exclude<Said, WantBytes>, Value> {
  for (let step = reading.next(); ;) {
    if (step.done === true) return step.value;
    if (step.value.kind === 'bytes') {
      const { from } = step.value as WantBytes;
      step = reading.next(from < bytes.length ? bytes.subarray(from) : undefined);
      continue;
    }
    yield step.value as Exclude<Said, WantBytes>;
    step = reading.next();
  }
}
