// What a project asks of its boxes beyond the class: flags, choices, text and numbers, for every class or for some.
import type { Annotation, AttributeValue, Attributes, CategoryId } from './types.ts';
import { t } from '../messages/t.ts';

export interface AttributeDefinition {
  /** Unique in the project; the key in a COCO file's `attributes`. */
  readonly name: string;
  readonly kind: 'flag' | 'choice' | 'text' | 'number';
  /** Of a choice, in order; empty for the other kinds. */
  readonly choices: readonly string[];
  /** The classes whose boxes have it. */
  readonly categories: 'all' | readonly CategoryId[];
}

/** What nearly every set of boxes wants to know; a new project begins with them. */
export const usualAttributes: readonly AttributeDefinition[] = ['truncated', 'occluded', 'difficult'].map((name) => ({
  name,
  kind: 'flag',
  choices: [],
  categories: 'all',
}));

/** What `attributes` of an exported box says of the program itself; no attribute may be called so. */
export const ownKeys: ReadonlySet<string> = new Set([
  ...['source', 'score', 'model', 'note'],
  ...['made_by', 'made_at', 'changed_by', 'changed_at'],
]);

export const longestText = 2000;

/** A panel with more would be no help to anybody. */
export const mostDefinitions = 100;

/** Those that a box of this class has, in the project's order. */
export function definitionsFor(
  definitions: readonly AttributeDefinition[],
  category: CategoryId,
): readonly AttributeDefinition[] {
  return definitions.filter(({ categories }) => categories === 'all' || categories.includes(category));
}

/** A flag that is not set and text that is empty say nothing, so they are not kept. */
export function saysNothing(value: AttributeValue | undefined): boolean {
  return value === undefined || value === false || value === '';
}

/** The annotation with this attribute; without it where the value says nothing. */
export function withAttribute(annotation: Annotation, name: string, value: AttributeValue | undefined): Annotation {
  const { attributes: before = {}, ...rest } = annotation;
  const { [name]: _, ...others } = before;
  const after: Attributes = value === undefined || saysNothing(value) ? others : { ...others, [name]: value };
  return Object.keys(after).length === 0 ? rest : { ...rest, attributes: after };
}

/** Why a list of definitions cannot be kept, or undefined. */
export function faultIn(definitions: readonly AttributeDefinition[]): string | undefined {
  const seen = new Set<string>();
  for (const { name, kind, choices } of definitions) {
    if (name.trim() === '') return t('An attribute has no name.');
    if (ownKeys.has(name))
      return t('"{name}" is what the program itself writes into a file; choose another name.', { name });
    if (seen.has(name)) return t('Two attributes are called "{name}".', { name });
    seen.add(name);
    if (kind === 'choice' && choices.length === 0) return t('"{name}" has no choices.', { name });
    if (new Set(choices).size < choices.length) return t('"{name}" has a choice twice.', { name });
  }
  return undefined;
}

/** What an imported box says in attributes that are not defined, as definitions: the kind is that of every value seen. */
export function definitionsOf(
  boxes: Iterable<Attributes>,
  known: readonly AttributeDefinition[],
): readonly AttributeDefinition[] {
  const names = new Set(known.map(({ name }) => name));
  const seen = new Map<string, Set<string>>();
  for (const attributes of boxes) {
    for (const [name, value] of Object.entries(attributes)) {
      if (names.has(name)) continue;
      const kinds = seen.get(name) ?? new Set<string>();
      seen.set(name, kinds.add(typeof value));
    }
  }
  return [...seen].map(([name, kinds]): AttributeDefinition => {
    const [only] = kinds.size === 1 ? [...kinds] : ['string'];
    const kind = only === 'boolean' ? 'flag' : only === 'number' ? 'number' : 'text';
    return { name, kind, choices: [], categories: 'all' };
  });
}
