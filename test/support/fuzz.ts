// A fuzz target as a test: as many rounds as this run is to have, and nothing found.
import { expect, it } from 'vitest';
import { readAll, type Ends, type FuzzTarget } from './fuzzRounds.ts';
import { amount } from './nightly.ts';

/** Found things that are told one by one; the rest is counted. */
const mostFindings = 20;

/** Fails with every finding; and where nothing was taken, or nothing refused, since then the mutations test nothing. */
export function expectNothingFound({ counts, findings }: Ends, about: string): void {
  const told = [...findings]
    .slice(0, mostFindings)
    .map(([what, { round, count }]) => `${about}, round ${round} (${count} in all): ${what}`);
  expect(told.join('\n\n')).toBe('');
  expect([...counts.keys()], `${about}: ${JSON.stringify([...counts])}`).toContain('taken');
  expect(counts.size, `${about}: ${JSON.stringify([...counts])}`).toBeGreaterThan(1);
}

/** A test of one target. */
export function fuzz(target: FuzzTarget): void {
  const rounds = target.rounds ?? amount(500, 20_000);
  it(
    `${target.name}: a value or a failure with words, ${rounds} times`,
    async () => expectNothingFound(await readAll(target, rounds), target.name),
    amount(240_000, 3_600_000),
  );
}
