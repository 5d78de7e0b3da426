// What every reader of rows of a COCO file needs: is it an object, and which of its keys does nobody know.
import type { UnknownKeys } from './entries.ts';

export type Row = Readonly<Record<string, unknown>>;

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Puts an own property, also when it is called "__proto__": an assignment would change the prototype. It is many times faster, though. */
function define(into: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') into[key] = value;
  else Object.defineProperty(into, key, { value, enumerable: true, configurable: true, writable: true });
}

/** The keys of a row that are not known; undefined when there is none. */
export function unknownKeys(row: Row, known: ReadonlySet<string>): UnknownKeys | undefined {
  let extra: Record<string, unknown> | undefined;
  for (const key of Object.keys(row)) {
    if (known.has(key)) continue;
    extra ??= {};
    define(extra, key, row[key]);
  }
  return extra;
}

/** Known keys first, then the unknown ones that do not repeat them. */
export function withUnknownKeys(known: Row, extra: UnknownKeys | undefined): Row {
  if (extra === undefined) return known;
  const row: Record<string, unknown> = { ...known };
  for (const key of Object.keys(extra)) if (!Object.hasOwn(known, key)) define(row, key, extra[key]);
  return row;
}
