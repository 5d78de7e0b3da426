// Which category id a model's label has: by the truth's names, by the model's card, or the label's own index. No files.
import type { ModelCard } from '../common/model/card.ts';

export interface NamedCategory {
  readonly id: number | string;
  readonly name: string;
}

/** A model that was imported without class names calls them by index. */
export function isUnnamed(card: Pick<ModelCard, 'classes'>): boolean {
  return card.classes.every((name, index) => name === String(index));
}

/**
 * Category ids in the order of the labels, without a truth: the card's; for an unnamed model the label's own index; else from 1 in
 * the order of the names, unless the first name says that index 0 is the background.
 */
export function ownCategoryIds(card: Pick<ModelCard, 'classes' | 'categoryIds'>): readonly number[] {
  if (card.categoryIds !== undefined) return card.categoryIds;
  const first = isUnnamed(card) || /^_*background_*$/i.test(card.classes[0] ?? '') ? 0 : 1;
  return card.classes.map((_, index) => index + first);
}

export interface TruthLabels {
  /** In the order of the labels; undefined where the truth has no such category. */
  readonly ids: readonly (number | string | undefined)[];
  readonly unmatched: readonly string[];
}

/** Category ids of a truth: by name, and where no name fits or there are none, by `ownCategoryIds`. */
export function truthCategoryIds(
  card: Pick<ModelCard, 'classes' | 'categoryIds'>,
  categories: readonly NamedCategory[],
): TruthLabels {
  const plain = (name: string): string => name.trim().toLowerCase();
  const exact = new Map(categories.map(({ name, id }) => [name, id]));
  const loose = new Map(categories.map(({ name, id }) => [plain(name), id]));
  const named = isUnnamed(card) ? [] : card.classes.map((name) => exact.get(name) ?? loose.get(plain(name)));
  const present = new Set(categories.map(({ id }) => id));
  const ids = named.some((id) => id !== undefined)
    ? named
    : ownCategoryIds(card).map((id) => (present.has(id) ? id : undefined));
  return { ids, unmatched: card.classes.filter((_, label) => ids[label] === undefined) };
}
