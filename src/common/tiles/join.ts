// Puts together what tiles cut apart: two pieces of one class that face each other across a tile edge and agree on how far they reach
// along it are one object. For objects that are larger than the overlap.
import type { Box } from '../geometry/box.ts';
import { union } from '../geometry/box.ts';
import type { Side } from '../geometry/resize.ts';
import type { Piece } from './piece.ts';

/** How much the extents along the cut have to agree: intersection over union of the two intervals. */
const agreement = 0.7;

/** Pieces that were joined are replaced by what they are together, until none is left that fits another. */
export function joinPieces(pieces: readonly Piece[]): Piece[] {
  const across = joinAlong(pieces, 'left', 'right');
  return joinAlong(across, 'up', 'down');
}

/** One pass along an axis, from the low end to the high end, so that an object over many tiles grows piece by piece. */
function joinAlong(pieces: readonly Piece[], low: 'left' | 'up', high: 'right' | 'down'): Piece[] {
  const start = (piece: Piece): number => (low === 'left' ? piece.box.x1 : piece.box.y1);
  const joined: Piece[] = [];
  /** What may go on, by class. */
  const growing = new Map<number, Piece[]>();
  for (const piece of [...pieces].sort((a, b) => start(a) - start(b))) {
    const open = (growing.get(piece.label) ?? []).filter((other) => reaches(other, start(piece), low));
    const before = piece.cut.includes(low) ? bestFit(open, piece, low) : undefined;
    const whole = before === undefined ? piece : together(before, piece, low, high);
    const others = before === undefined ? open : open.filter((other) => other !== before);
    if (before !== undefined) joined.splice(joined.indexOf(before), 1);
    joined.push(whole);
    growing.set(piece.label, whole.cut.includes(high) ? [...others, whole] : others);
  }
  return joined;
}

function reaches({ box }: Piece, start: number, low: 'left' | 'up'): boolean {
  return (low === 'left' ? box.x2 : box.y2) > start;
}

/** Of those that `piece` starts inside and goes on from, the one that reaches as far along the cut as it does; undefined when none does. */
function bestFit(open: readonly Piece[], piece: Piece, low: 'left' | 'up'): Piece | undefined {
  let best: Piece | undefined;
  let bestAgreement = agreement;
  for (const other of open) {
    const agreed = agreementOf(other.box, piece.box, low);
    if (agreed < bestAgreement) continue;
    best = other;
    bestAgreement = agreed;
  }
  return best;
}

/** 0 … 1; 0 where the second does not go on beyond the first. */
function agreementOf(first: Box, second: Box, low: 'left' | 'up'): number {
  if (low === 'left') return second.x2 > first.x2 ? sharedPart(first.y1, first.y2, second.y1, second.y2) : 0;
  return second.y2 > first.y2 ? sharedPart(first.x1, first.x2, second.x1, second.x2) : 0;
}

function sharedPart(from: number, to: number, otherFrom: number, otherTo: number): number {
  const shared = Math.min(to, otherTo) - Math.max(from, otherFrom);
  return shared <= 0 ? 0 : shared / (Math.max(to, otherTo) - Math.min(from, otherFrom));
}

function together(first: Piece, second: Piece, low: Side, high: Side): Piece {
  const cut = [...first.cut.filter((side) => side !== high), ...second.cut.filter((side) => side !== low)];
  return {
    box: union([first.box, second.box]) as Box,
    label: first.label,
    score: Math.max(first.score, second.score),
    cut: [...new Set(cut)],
  };
}
