// What every mutator draws with: places and picks out of random numbers from 0 to 1.
export type Mutation = (bytes: Uint8Array, random: () => number) => Uint8Array;

/** From 0 (included) to `length` (excluded). */
export const at = (random: () => number, length: number): number => Math.floor(random() * length);

export const pick = <T>(list: readonly T[], random: () => number): T => list[at(random, list.length)]!;
