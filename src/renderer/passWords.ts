// What the bar says of a pass: how far it is, what was answered, how fast; and at its end what came of it. Pure.
import { t } from '../common/messages/t.ts';
import { listed } from './ui/listed.ts';
import { pace, tally, type CheckPass, type DrawPass, type Verdict } from './state/reviewPass.ts';

/** "37 of 400", "12 rejected", "21 a minute". */
export function checkWords(pass: CheckPass): readonly string[] {
  const { rejected, relabelled, skipped } = tally(pass);
  const speed = pace(pass.answers);
  return [
    t('{done, number} of {total, number}', { done: pass.answers.length, total: pass.total }),
    ...some({ rejected, relabelled, skipped }),
    ...(speed === undefined
      ? []
      : [t('{count} a minute', { count: speed < 10 ? speed.toFixed(1) : Math.round(speed) })]),
  ];
}

/** "400 checked: 380 accepted, 12 rejected, 8 of another class". */
export function summaryOf(pass: CheckPass): string {
  const { accepted, rejected, relabelled, skipped } = tally(pass);
  const parts = some({ accepted, rejected, relabelled, skipped });
  if (parts.length === 0) return t('Nothing was left to check');
  return t('{count, number} checked: {what}', { count: pass.answers.length, what: listed(parts) });
}

export function drawWords({ passed, images }: DrawPass): string {
  return t('{done, number} of {total, plural, one {# picture} other {# pictures}} through', {
    done: passed.size,
    total: images.length,
  });
}

const verdicts = ['accepted', 'rejected', 'relabelled', 'skipped'] as const;

/** "12 rejected": those that were given at all. */
function some(counts: Partial<Readonly<Record<Verdict, number>>>): readonly string[] {
  return verdicts.flatMap((verdict) => {
    const count = counts[verdict] ?? 0;
    return count === 0 ? [] : [verdictWords(verdict, count)];
  });
}

function verdictWords(verdict: Verdict, count: number): string {
  switch (verdict) {
    case 'accepted':
      return t('{count, number} accepted', { count });
    case 'rejected':
      return t('{count, number} rejected', { count });
    case 'relabelled':
      return t('{count, number} of another class', { count });
    case 'skipped':
      return t('{count, number} left for later', { count });
  }
}
