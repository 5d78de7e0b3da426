// The parts of a data set as formats name them, by one name each: Ultralytics says val, Roboflow valid, Open Images validation.

const usual: Readonly<Record<string, string>> = {
  train: 'train',
  training: 'train',
  val: 'val',
  valid: 'val',
  validation: 'val',
  test: 'test',
  testing: 'test',
};

/** The split that a word means, whatever its case; undefined where it is none of the usual words. */
export function usualSplit(word: string): string | undefined {
  const lower = word.toLowerCase();
  return Object.hasOwn(usual, lower) ? usual[lower] : undefined;
}

/** The usual name where there is one, else the word itself. */
export function splitNamed(word: string): string {
  return usualSplit(word) ?? word;
}

/** By the folders that a file lies in, the outermost first. */
export function splitByFolder(path: string): string | undefined {
  for (const part of path.split('/').slice(0, -1)) {
    const split = usualSplit(part);
    if (split !== undefined) return split;
  }
  return undefined;
}
