// The learning rate over a run: a short warm-up, then half a cosine down to nearly nothing.

export interface Schedule {
  readonly peak: number;
  /** The last rate as a share of the peak. */
  readonly floor: number;
}

/** The warm-up ends at this update or at this share of the budget, whichever comes first. */
const warmUpSteps = 300;
const warmUpShare = 0.05;

/** `step` counts from 1; `share` of the budget is 0 … 1. */
export function learningRate({ peak, floor }: Schedule, step: number, share: number): number {
  const cosine = floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, Math.max(0, share))));
  return peak * cosine * Math.min(1, Math.max(step / warmUpSteps, share / warmUpShare));
}
