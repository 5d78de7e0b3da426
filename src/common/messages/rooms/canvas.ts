// The canvas and its tools.
import type { Room } from './row.ts';

export const canvas = {} as const satisfies Room;
