// Class names that an ONNX file carries in its metadata, as Ultralytics and others write them.

const longestName = 200;
const mostNames = 10_000;
/** Characters of the whole text. */
const longestText = 1_000_000;

/** From `names` ("{0: 'person', 1: 'bicycle'}", JSON, or names with commas between); undefined where there are none to be read. */
export function classNamesIn(metadata: ReadonlyMap<string, string>): readonly string[] | undefined {
  for (const key of ['names', 'classes', 'labels', 'class_names']) {
    const text = metadata.get(key);
    const names = text === undefined || text.length > longestText ? undefined : namesOf(text);
    if (names !== undefined) return names;
  }
  return undefined;
}

function namesOf(text: string): readonly string[] | undefined {
  const names = text.trimStart().startsWith('{') ? numberedNames(text) : listed(text);
  const isSound =
    names.length > 0 && names.length <= mostNames && names.every((name) => name !== '' && name.length <= longestName);
  return isSound ? names : undefined;
}

/** A Python dictionary or a JSON object from number to name. */
function numberedNames(text: string): readonly string[] {
  const pairs = [...text.matchAll(/["']?(\d+)["']?\s*:\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g)];
  const names: string[] = [];
  for (const [, number = '', single, double] of pairs) {
    // A number that no class has would make a list of any length.
    if (Number(number) >= mostNames) return [];
    names[Number(number)] = (single ?? double ?? '').replace(/\\(.)/g, '$1');
  }
  // A hole in the numbers is a class without a name.
  return Array.from(names, (name, index) => name ?? String(index));
}

function listed(text: string): readonly string[] {
  const inner = text.trim().replace(/^\[|\]$/g, '');
  return inner.split(/[,\n]/).map((name) => name.trim().replace(/^["']|["']$/g, ''));
}
