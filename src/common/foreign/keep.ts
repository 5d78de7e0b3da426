// What is kept of a foreign model's outputs for questions about a place: its raw heads where it is an FCOS, else every box before
// suppression, or the final boxes of a model that has no others.
import { ownCopy } from '../model/seen.ts';
import type { Seen } from '../model/seen.ts';
import type { DetectionSpec } from '../fcos/spec.ts';
import type { Placement } from './input.ts';
import { networkOf, rawOutputs } from './kinds/fcos.ts';
import type { Share } from './outputs.ts';
import { readForeign } from './read.ts';
import type { ForeignSpec, Reading } from './spec.ts';

/** No score is too low and nothing is suppressed; 20,000 boxes are half a megabyte. */
const everything: DetectionSpec = {
  scoreThreshold: 0,
  iouThreshold: 1,
  candidatesPerLevel: 20_000,
  detectionsPerImage: 20_000,
};

/** Lists and tables of detections come out of the model suppressed, and peaks are the only boxes of theirs. */
const final: ReadonlySet<Reading['kind']> = new Set(['listed', 'rows', 'peaks']);

/** Throws a Failure on outputs that do not fit the card. */
export function keepForeign(share: Share, spec: ForeignSpec, place: Placement): Seen {
  const { reading, classes } = spec;
  if (reading.kind === 'fcos') {
    const outputs = ownCopy(rawOutputs(share, reading, classes));
    return { kind: 'locations', outputs, geometry: place, network: networkOf(reading) };
  }
  const found = readForeign(share, { ...spec, detection: everything }, place);
  return { kind: 'boxes', found, knows: final.has(reading.kind) ? 'final' : 'candidates' };
}
