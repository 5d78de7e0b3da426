// What is said of a comparison: its counts, each difference, why there is nothing to see. Pure.
import type { Difference, DifferenceKind, SeenBox } from '../common/annotation/comparison.ts';
import { t } from '../common/messages/t.ts';
import type { ComparisonKind, ComparisonView } from './state/comparisonView.ts';

/** The sign that stands at a box and in the bar. */
export const signs: Readonly<Record<DifferenceKind, string>> = { same: '=', class: '≠', before: '−', now: '+' };

/** "only before": as the bar names the kind. */
export function kindWords(kind: DifferenceKind, of: ComparisonKind): string {
  switch (kind) {
    case 'same':
      return t('the same');
    case 'class':
      return t('another class');
    case 'before':
      return of === 'changes' ? t('only before') : t('only the first');
    case 'now':
      return of === 'changes' ? t('only now') : t('only the second');
  }
}

/** The same in a word, for a narrow bar; the sign stands before it. */
export function shortWords(kind: DifferenceKind, of: ComparisonKind): string {
  switch (kind) {
    case 'same':
      return t('same');
    case 'class':
      return t('class');
    case 'before':
      return of === 'changes' ? t('before') : t('first');
    case 'now':
      return of === 'changes' ? t('now') : t('second');
  }
}

/** "12 the same, 1 another class, 3 only before, 4 only now". */
export function countWords({ counts, kind: of }: ComparisonView): string {
  return (['same', 'class', 'before', 'now'] as const)
    .map((kind) => t('{count, number} {kind}', { count: counts[kind], kind: kindWords(kind, of) }))
    .join(', ');
}

const seenWords = ({ name, score }: SeenBox) => `${name} ${score.toFixed(2)}`;

/** "+0.12": how much surer the second is than the first. */
function scoreChange(before: SeenBox, now: SeenBox): string {
  const change = Math.round((now.score - before.score) * 100) / 100;
  return change === 0 ? '±0.00' : `${change > 0 ? '+' : '−'}${Math.abs(change).toFixed(2)}`;
}

/** "platelet 0.82", "rbc 0.80 → wbc 0.71", "rbc 0.80 (+0.12)". */
export function boxWords(difference: Difference): string {
  const { before, now } = difference;
  if (before === undefined) return seenWords(now);
  if (now === undefined) return seenWords(before);
  if (difference.kind === 'class') return `${seenWords(before)} → ${seenWords(now)}`;
  return `${seenWords(now)} (${scoreChange(before, now)})`;
}

/** The tag at a box: "− platelet 0.82". */
export function tagOf(difference: Difference): string {
  const { before, now, kind } = difference;
  const words = before && now && kind === 'class' ? `${before.name} → ${seenWords(now)}` : boxWords(difference);
  return `${signs[kind]} ${words}`;
}

/** "only now: platelet 0.82, 3 of 12"; undefined before the walk begins. */
export function walkWords({ walk, place, kind: of }: ComparisonView): string | undefined {
  const difference = walk[place];
  if (difference === undefined) return undefined;
  return t('{kind}: {box}, {place, number} of {count, number}', {
    kind: kindWords(difference.kind, of),
    box: boxWords(difference),
    place: place + 1,
    count: walk.length,
  });
}

/** Why there is nothing to walk through; undefined where there is. */
export function emptyWords({ is, counts, kind, walk, differences }: ComparisonView): string | undefined {
  if (is === 'nothing') return t('No other model proposed on this picture before');
  if (is !== 'ready' || walk.length > 0) return undefined;
  if (differences.length === 0)
    return kind === 'changes'
      ? t('No box with such a score, neither before nor now')
      : t('Neither model finds a box with such a score');
  if (counts.same === differences.length) return t('Nothing differs');
  return t('The differences are not shown');
}

/** "Starter is looking at the picture…" */
export function loadingWords({ is, on, sides, kind }: ComparisonView): string | undefined {
  if (is !== 'loading') return undefined;
  return kind === 'changes'
    ? t('Reading what was proposed before…')
    : t('{model} is looking at the picture…', { model: sides[on].name });
}

/** "Starter: the file is gone." */
export function failureWords({ failure, on, sides, kind }: ComparisonView): string | undefined {
  if (failure === undefined) return undefined;
  return kind === 'changes'
    ? failure.message
    : t('{model}: {reason}', { model: sides[on].name, reason: failure.message });
}

/** So many boxes in view are thin lines without tags. */
const tagless = 2000;

export function crowdWords({ painted }: ComparisonView): string | undefined {
  return painted.length < tagless ? undefined : t('Come nearer to read the boxes');
}
