// What is looked for in the classes: their names, and how many boxes each has where.
import type { Findings } from './findings.ts';

export interface CheckedClass {
  readonly id: number;
  readonly name: string;
  /** Boxes that a human stands behind, of all pictures and by split; pictures without a split are under null. */
  readonly boxes: number;
  readonly bySplit: ReadonlyMap<string | null, number>;
}

/** A class with fewer boxes is rare. */
export const rareUnder = 10;
/** What CVAT takes for the name of a label. */
export const longestClassName = 64;

export function checkClasses(classes: readonly CheckedClass[], findings: Findings): void {
  const hasTraining = classes.some(({ bySplit }) => (bySplit.get('train') ?? 0) > 0);
  const alike = new Map<string, number>();
  for (const { name } of classes) alike.set(plain(name), (alike.get(plain(name)) ?? 0) + 1);
  for (const one of classes) {
    if ((alike.get(plain(one.name)) ?? 0) > 1) findings.add('class-clash', one.id);
    checkName(one, findings);
    if (one.boxes === 0) findings.add('unused-classes', one.id);
    else if (hasTraining && (one.bySplit.get('train') ?? 0) === 0) findings.add('held-out-classes', one.id);
    else if (one.boxes < rareUnder) findings.add('rare-classes', one.id);
  }
}

/** Names that people take for the same one. */
const plain = (name: string) =>
  name
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ');

function checkName({ id, name }: CheckedClass, findings: Findings): void {
  // What a line of a name list or of YAML may take for its own.
  if (name !== name.trim() || /[,:#'"{}[\]&*!|>%@`]|[\p{Cc}]/u.test(name) || /\s/.test(name.trim()))
    findings.add('class-name-signs', id);
  if (/[/\\]/.test(name)) findings.add('class-name-paths', id);
  if ([...name].length > longestClassName) findings.add('class-name-long', id);
  if (/^_*background_*$/i.test(name.trim())) findings.add('class-background', id);
}
