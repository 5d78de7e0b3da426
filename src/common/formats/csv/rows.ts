// Rows of a text with columns (RFC 4180), of any size, piece by piece: quotes with doubled quotes and line breaks inside, any
// line end, any one-character delimiter. It knows nothing of boxes.

export interface CsvRow {
  readonly fields: readonly string[];
  /** Where the row begins, from 1. */
  readonly line: number;
  /** Set where a quote was never closed: the fields are those of its first line, as far as a row may go. */
  readonly broken?: true;
}

export interface CsvParser {
  /** The rows that ended in this piece; empty lines are none. */
  push(text: string): CsvRow[];
  end(): CsvRow[];
}

/** A row with quotes that does not end within so many characters was never meant as one. */
const mostRowLength = 64 * 1024;

export function csvParser(delimiter: string): CsvParser {
  let buffer = '';
  let line = 1;
  const take = (isEnd: boolean): CsvRow[] => {
    const rows: CsvRow[] = [];
    let at = 0;
    while (at < buffer.length) {
      const row = nextRow(buffer, at, delimiter, isEnd);
      if (row === undefined) break;
      if (row.fields.length > 1 || row.fields[0]!.trim() !== '')
        rows.push({ fields: row.fields, line, ...(row.broken && { broken: true }) });
      line += row.lines;
      at = row.end;
    }
    buffer = buffer.slice(at);
    return rows;
  };
  return {
    push(text) {
      // A carriage return at the end of a piece may be half of a line end.
      const held = buffer + text;
      const half = held.endsWith('\r') ? '\r' : '';
      buffer = (half === '' ? held : held.slice(0, -1)).replaceAll(/\r\n?/g, '\n');
      const rows = take(false);
      buffer += half;
      return rows;
    },
    end() {
      buffer = buffer.replaceAll('\r', '\n');
      return take(true);
    },
  };
}

interface Found {
  readonly fields: string[];
  readonly end: number;
  readonly lines: number;
  readonly broken?: true;
}

/** The row at this place; undefined where it has not ended yet. */
function nextRow(text: string, at: number, delimiter: string, isEnd: boolean): Found | undefined {
  const newline = text.indexOf('\n', at);
  const stop = newline < 0 ? text.length : newline;
  if (!text.slice(at, stop).includes('"')) {
    if (newline < 0 && !isEnd && text.length - at <= mostRowLength) return undefined;
    return plainRow(text, at, stop, delimiter);
  }
  const quoted = quotedRow(text, at, delimiter, isEnd);
  if (quoted !== undefined) return quoted;
  if (!isEnd && text.length - at <= mostRowLength) return undefined;
  const shown = plainRow(text, at, Math.min(stop, at + mostRowLength), delimiter);
  return { ...shown, end: Math.min(text.length, stop + 1), broken: true };
}

function plainRow(text: string, at: number, stop: number, delimiter: string): Found {
  return { fields: text.slice(at, stop).split(delimiter), end: Math.min(text.length, stop + 1), lines: 1 };
}

/** undefined where the text, or the row’s greatest length, ends inside of it. */
function quotedRow(text: string, from: number, delimiter: string, isEnd: boolean): Found | undefined {
  const fields: string[] = [];
  const most = from + mostRowLength;
  let at = from;
  let lines = 1;
  // The next line end, looked for once for all fields before it.
  let newline = text.indexOf('\n', from);
  while (at <= most) {
    let field = '';
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1, most);
      if (close === undefined) return undefined;
      field = text.slice(at + 1, close).replaceAll('""', '"');
      for (; newline >= 0 && newline < close; newline = text.indexOf('\n', newline + 1)) lines += 1;
      at = close + 1;
    }
    const next = text.indexOf(delimiter, at);
    const stop = newline < 0 ? text.length : newline;
    const isLast = next < 0 || next > stop;
    if (isLast && newline < 0 && !isEnd) return undefined;
    fields.push(field + text.slice(at, isLast ? stop : next));
    if (isLast) return { fields, end: Math.min(text.length, stop + 1), lines };
    at = next + 1;
  }
  return undefined;
}

/** The first quote that is not doubled; undefined where there is none up to `most`. */
function closingQuote(text: string, from: number, most: number): number | undefined {
  for (let at = text.indexOf('"', from); at >= 0 && at <= most; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return undefined;
}

/** The delimiter of a text by its first line: the one that stands there most often outside of quotes. */
export function delimiterOf(head: string): string {
  const [line = ''] = head.replace(/^\ufeff/, '').split(/[\r\n]/);
  const bare = line.replaceAll(/"(?:[^"]|"")*"/g, '');
  const counts = [',', ';', '\t', '|'].map((delimiter) => [bare.split(delimiter).length, delimiter] as const);
  return counts.reduce((best, each) => (each[0] > best[0] ? each : best))[1];
}

/**
 * Fields as one line. A name like "=cmd" is written as it is: what is put before it to calm a spreadsheet would be part of the
 * name for every other reader.
 */
export function csvLine(fields: readonly (string | number)[]): string {
  return `${fields.map(csvField).join(',')}\n`;
}

function csvField(value: string | number): string {
  const text = String(value);
  return /[",;\t|\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
