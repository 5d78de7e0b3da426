// The grid of crops.
import type { Room } from './row.ts';

export const grid = {} as const satisfies Room;
