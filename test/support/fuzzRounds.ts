// Feeds a reader with broken bytes and gathers what it should never do: throw what is no failure, say nothing, hang, or grow. Every
// round can be made again alone from its number.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FailureError, type Failure } from '../../src/common/result.ts';
import { pick, type Mutation } from './mutate/random.ts';
import { seeded } from './seeded.ts';

export interface FuzzInput {
  /** Names the target, and with it the random numbers. */
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  /** One of them is taken for each round. */
  readonly mutations: readonly Mutation[];
}

export interface FuzzTarget extends FuzzInput {
  /** Throws FailureError or returns a Result that is one where it refuses; anything else counts as taken. */
  readonly read: (bytes: Uint8Array) => unknown;
  /** Default 500, and 20,000 in the nightly run. */
  readonly rounds?: number;
}

/** The longest time that one input may take, in milliseconds; what hangs takes far longer. */
export const longestRound = 5000;
/** How much memory the rounds may leave behind. */
export const mostGrowth = 500 * 1024 * 1024;
/** The bytes of a round. */
export function brokenBytes({ name, seeds, mutations }: FuzzInput, round: number): Uint8Array {
  let seed = round * 2_654_435_761;
  for (const character of name) seed = Math.imul(seed ^ character.charCodeAt(0), 16_777_619);
  const random = seeded(seed);
  return pick(mutations, random)(pick(seeds, random), random);
}

/** What is wrong with a failure as an answer; undefined where it says in words what the file is. */
export function badFailure({ kind, message, detail }: Failure): string | undefined {
  if (kind === 'unexpected') return `unexpected: ${message} ${detail ?? ''}`;
  // "received undefined" is how zod says that something is missing.
  if (message.length < 12 || /(?<!received )undefined|\[object/.test(message)) return `no clear words: ${message}`;
  return undefined;
}

/** How reading ended: "taken", or the kind of the failure; an Error where it was something that it should never be. */
export async function endOf(read: () => unknown): Promise<string> {
  let failed: Failure | undefined;
  try {
    failed = ((await read()) as { readonly failure?: Failure } | undefined)?.failure;
  } catch (caught) {
    if (!(caught instanceof FailureError)) throw caught;
    failed = caught.failure;
  }
  if (failed === undefined) return 'taken';
  const bad = badFailure(failed);
  if (bad !== undefined) throw new Error(bad);
  return failed.kind;
}

/** What the rounds came to: how often each end was met, and what was found, each kind of it once with the round of its first. */
export interface Ends {
  readonly counts: Map<string, number>;
  readonly findings: Map<string, { readonly round: number; count: number }>;
}

export function noteFinding({ findings }: Ends, round: number, what: string): void {
  // Numbers differ from round to round where the fault is one.
  const key = what.replaceAll(/\d+/g, '#').slice(0, 600);
  const known = findings.get(key);
  if (known !== undefined) known.count += 1;
  else findings.set(key, { round, count: 1 });
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that are held now, with what waits to be collected. */
function kept(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Whether far more is held than before, also when what nobody needs is collected. */
function grewFrom(before: number): boolean {
  if (kept() - before <= mostGrowth) return false;
  collect();
  return kept() - before > mostGrowth;
}

export async function readAll(target: FuzzTarget, rounds: number): Promise<Ends> {
  const ends: Ends = { counts: new Map(), findings: new Map() };
  const before = kept();
  for (let round = 0; round < rounds; round += 1) {
    // Whoever runs the test asks now and then whether it lives.
    if (round % 100 === 99) await new Promise((resolve) => setImmediate(resolve));
    const bytes = brokenBytes(target, round);
    const start = performance.now();
    try {
      const end = await endOf(() => target.read(bytes));
      ends.counts.set(end, (ends.counts.get(end) ?? 0) + 1);
    } catch (caught) {
      noteFinding(ends, round, caught instanceof Error ? (caught.stack ?? caught.message) : String(caught));
    }
    if (performance.now() - start > longestRound) noteFinding(ends, round, 'took longer than 5 seconds');
    if (grewFrom(before)) noteFinding(ends, round, 'keeps more than 500 MB');
  }
  return ends;
}
