// The order in which people expect file names: "2" before "10", by folder, a folder's own files before its sub-folders.

/**
 * Compares two relative paths with "/" between folders. Runs of digits count as numbers; equal ones by fewer leading zeros;
 * letters without their case first. Two different names are never equal.
 */
export function compareNatural(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  const shared = Math.min(left.length, right.length) - 1;
  for (let depth = 0; depth < shared; depth += 1) {
    const order = compareNames(left[depth] ?? '', right[depth] ?? '');
    if (order !== 0) return order;
  }
  if (left.length !== right.length) return left.length - right.length;
  return compareNames(left[shared] ?? '', right[shared] ?? '');
}

function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  return compareRuns(a.toLowerCase(), b.toLowerCase()) || compareRuns(a, b) || (a < b ? -1 : 1);
}

function compareRuns(a: string, b: string): number {
  let i = 0;
  let j = 0;
  let zeros = 0;
  while (i < a.length && j < b.length) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(j);
    if (isDigit(x) && isDigit(y)) {
      const endA = digitsEnd(a, i);
      const endB = digitsEnd(b, j);
      const startA = zerosEnd(a, i, endA);
      const startB = zerosEnd(b, j, endB);
      if (endA - startA !== endB - startB) return endA - startA - (endB - startB);
      const first = a.slice(startA, endA);
      const second = b.slice(startB, endB);
      if (first !== second) return first < second ? -1 : 1;
      if (zeros === 0) zeros = endA - i - (endB - j);
      i = endA;
      j = endB;
    } else {
      if (x !== y) return x - y;
      i += 1;
      j += 1;
    }
  }
  return a.length - i - (b.length - j) || zeros;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function digitsEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

function zerosEnd(text: string, from: number, end: number): number {
  let start = from;
  while (start < end - 1 && text.charCodeAt(start) === 48) start += 1;
  return start;
}
