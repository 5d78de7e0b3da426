// A set of ids. Ids of data sets lie close together, and so a small whole number holds thirty of them: a million in some megabytes.

/** Small enough to be held in a map without a number object of its own. */
const perBlock = 30;

export class IdSet {
  readonly #blocks = new Map<number, number>();

  /** Whole numbers from 0 to 2^53. */
  has(id: number): boolean {
    const bits = this.#blocks.get(Math.floor(id / perBlock));
    return bits !== undefined && (bits & (1 << (id % perBlock))) !== 0;
  }

  /** As `has`. */
  add(id: number): void {
    const block = Math.floor(id / perBlock);
    this.#blocks.set(block, (this.#blocks.get(block) ?? 0) | (1 << (id % perBlock)));
  }
}
