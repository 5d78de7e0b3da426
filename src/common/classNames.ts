// Which names of one list of classes mean those of another: a model's and a truth's.

/**
 * For each name the index in `known` of the same one, or else of the last one that differs only in case or surrounding space;
 * undefined where there is none.
 */
export function matchNames(names: readonly string[], known: readonly string[]): (number | undefined)[] {
  const exact = new Map(known.map((name, index) => [name, index]));
  const loose = new Map(known.map((name, index) => [plain(name), index]));
  return names.map((name) => exact.get(name) ?? loose.get(plain(name)));
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}
