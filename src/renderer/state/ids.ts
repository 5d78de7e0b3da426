// Gives ids to new boxes out of the block that main reserved, and asks for the next block well before it ends.
import type { IdBlock } from '../../common/records.ts';
import type { AnnotationId } from '../../common/annotation/types.ts';

export interface Ids {
  /** A fresh id. Throws when the blocks are used up, so ask `left` before taking many. */
  next(): AnnotationId;
  left(): number;
  reset(block: IdBlock): void;
}

// Main's blocks are large; asking with this many left means that a human never reaches the end.
const refillBelow = 500;

export function createIds(reserve: () => Promise<IdBlock | undefined>): Ids {
  let blocks: { next: AnnotationId; readonly last: AnnotationId }[] = [];
  let generation = 0;
  let asking = false;

  const left = () => blocks.reduce((sum, block) => sum + (block.last - block.next + 1), 0);

  async function refill(): Promise<void> {
    if (asking || left() >= refillBelow) return;
    asking = true;
    const asked = generation;
    const block = await reserve();
    asking = false;
    // A block of the project that was open before is of no use here.
    if (block && asked === generation) blocks.push({ next: block.first, last: block.last });
  }

  return {
    left,
    next() {
      void refill();
      const block = blocks[0];
      if (!block) throw new Error('The program has run out of ids for new boxes; wait a moment and try again.');
      const id = block.next++;
      if (block.next > block.last) blocks = blocks.slice(1);
      return id;
    },
    reset(block) {
      generation += 1;
      asking = false;
      blocks = [{ next: block.first, last: block.last }];
      void refill();
    },
  };
}
