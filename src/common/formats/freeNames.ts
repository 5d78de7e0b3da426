// File names of an export that must not fall together, on disks that do not tell A from a either.

/** Gives the wanted path, else the other, else the other with a number before its ending: the first that nothing has yet. */
export function freeNames(): (wanted: string, other: string) => string {
  const taken = new Set<string>();
  const claim = (path: string): boolean => {
    const key = path.normalize('NFC').toLowerCase();
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  };
  return (wanted, other) => {
    if (claim(wanted)) return wanted;
    if (claim(other)) return other;
    for (let number = 2; ; number += 1) {
      const numbered = other.replace(/(\.[^./]*)?$/, `-${number}$1`);
      if (claim(numbered)) return numbered;
    }
  };
}
