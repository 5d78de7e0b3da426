// What the stores of the window tell.
import type { Room } from './row.ts';

export const state = {} as const satisfies Room;
