// One name in the forms that disks and programs give it: macOS writes "é" as two characters, and some disks do not tell "A.JPG"
// from "a.jpg". A near name is only taken where it is the only one.

/** In the composed Unicode form (NFC), in which two spellings of the same letters are one text. */
export function composed(name: string): string {
  return name.normalize('NFC');
}

/** Composed and without letter case. */
export function folded(name: string): string {
  return composed(name).toLowerCase();
}

/** Pairs of a `left` and a `right` whose names are one in this form; a form that several have on either side pairs none of them. */
export function pairByForm<Left extends { readonly name: string }, Right extends { readonly name: string }>(
  lefts: Iterable<Left>,
  rights: Iterable<Right>,
  form: (name: string) => string,
): (readonly [Left, Right])[] {
  const left = onlyBy(lefts, form);
  const right = onlyBy(rights, form);
  return [...left].flatMap(([key, one]) => {
    const other = right.get(key);
    return one === undefined || other === undefined ? [] : [[one, other] as const];
  });
}

/** By form; undefined where several share it. */
function onlyBy<Named extends { readonly name: string }>(
  all: Iterable<Named>,
  form: (name: string) => string,
): Map<string, Named | undefined> {
  const by = new Map<string, Named | undefined>();
  for (const one of all) {
    const key = form(one.name);
    by.set(key, by.has(key) ? undefined : one);
  }
  return by;
}
