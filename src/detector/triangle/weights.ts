// Which pixels a target pixel is made of, and how much each counts: a triangle that is widened by the reduction, as PIL's bilinear
// filter has it.

/** Bits behind the point of a weight; `precision` in assembly/kernel.ts. */
const precision = 22;

export interface Weights {
  /** First pixel of each target. */
  readonly first: Int32Array;
  /** [targets, taps], scaled by 2 ** 22; zero where a target needs fewer. */
  readonly weights: Int32Array;
  /** A multiple of four. */
  readonly taps: number;
}

const known = new Map<string, Weights>();
/** Folders hold pictures of few sizes; those of one folder need the same weights again and again. */
const knownAtMost = 32;

/** `length`: of the picture in its own pixels, which may end inside the last one. */
export function weightsFor(from: number, length: number, to: number): Weights {
  const key = `${from} ${length} ${to}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= knownAtMost) known.clear();
  const made = makeWeights(from, length / to, to);
  known.set(key, made);
  return made;
}

function makeWeights(from: number, scale: number, to: number): Weights {
  const support = Math.max(1, scale);
  const start = (target: number): number =>
    Math.min(from - 1, Math.max(0, Math.floor((target + 0.5) * scale - support + 0.5)));
  const end = (target: number): number =>
    Math.max(start(target) + 1, Math.min(from, Math.floor((target + 0.5) * scale + support + 0.5)));
  const first = Int32Array.from({ length: to }, (_, target) => start(target));
  const most = first.reduce((longest, begin, target) => Math.max(longest, end(target) - begin), 1);
  const taps = Math.ceil(most / 4) * 4;
  const weights = new Int32Array(to * taps);
  first.forEach((begin, target) => {
    const shares = Array.from({ length: end(target) - begin }, (_, index) =>
      Math.max(0, 1 - Math.abs((begin + index - (target + 0.5) * scale + 0.5) / support)),
    );
    const sum = shares.reduce((all, share) => all + share, 0);
    shares.forEach((share, index) => {
      weights[target * taps + index] = Math.round((sum === 0 ? 1 : share / sum) * 2 ** precision);
    });
  });
  return { first, weights, taps };
}
