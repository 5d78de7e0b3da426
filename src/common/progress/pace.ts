// From what was done when to how fast it went: time at work, seconds for a box, a sitting, and what is left. Pure.
import type { Act, Pace } from './progress.ts';

/** Milliseconds. A longer pause between two acts was no work. */
export const longestPause = 5 * 60_000;
/** A box that came later after the act before it says nothing about how long a box takes. */
export const longestBox = 60_000;
/** A longer pause ends a sitting. */
const betweenSittings = 30 * 60_000;

/** The pace of these acts, which are in the order of time; each person's pauses are their own. */
export function paceOf(acts: readonly Act[], from: number, to: number): Pace {
  const last = new Map<string, number>();
  const each: { seconds: number; boxes: number }[] = [];
  const labelled = new Set<number>();
  const reviewed = new Set<number>();
  let milliseconds = 0;
  let boxes = 0;
  for (const act of acts) {
    const by = act.by ?? '';
    const pause = act.at - (last.get(by) ?? -Infinity);
    last.set(by, act.at);
    if (pause <= longestPause) milliseconds += pause;
    boxes += act.boxes;
    // Many at one stroke share the time that it took; a stroke over many pictures was no look at each box.
    if (act.boxes > 0 && act.images === 1 && pause <= longestBox)
      each.push({ seconds: pause / 1000 / act.boxes, boxes: act.boxes });
    if (act.verdict === 'done' && act.image !== undefined) labelled.add(act.image);
    if (act.verdict === 'reviewed' && act.image !== undefined) reviewed.add(act.image);
  }
  return {
    ...{ from, to, hours: milliseconds / 3_600_000, boxes },
    ...{ labelled: labelled.size, reviewed: reviewed.size, secondsPerBox: median(each) },
  };
}

/** Each entry counts as often as it has boxes. */
function median(entries: readonly { readonly seconds: number; readonly boxes: number }[]): number | undefined {
  const sorted = [...entries].sort((a, b) => a.seconds - b.seconds);
  const all = sorted.reduce((sum, { boxes }) => sum + boxes, 0);
  let passed = 0;
  for (const { seconds, boxes } of sorted) {
    passed += boxes;
    if (passed * 2 >= all) return seconds;
  }
  return undefined;
}

/** The acts since the last long pause. */
export function sittingOf(acts: readonly Act[]): readonly Act[] {
  let first = acts.length - 1;
  while (first > 0 && (acts[first]?.at ?? 0) - (acts[first - 1]?.at ?? 0) <= betweenSittings) first -= 1;
  return acts.slice(Math.max(0, first));
}

/** Fewer pictures than this say nothing about the next ones. */
const fewest = 5;

/**
 * Hours that so many pictures take at this pace. A count of n pictures could as well have been n ± √n, so the answer is a range:
 * it holds four times of five where pictures are alike.
 */
export function hoursLeft({ labelled, hours }: Pace, left: number): readonly [number, number] | undefined {
  if (left === 0) return [0, 0];
  if (labelled < fewest || hours <= 0) return undefined;
  const spread = 1.28 * Math.sqrt(labelled);
  return [(left * hours) / (labelled + spread), (left * hours) / (labelled - spread)];
}
