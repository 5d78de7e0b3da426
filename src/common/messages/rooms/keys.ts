// Keys: their names, their sheet and settings, and the palette.
import type { Room } from './row.ts';

export const keys = {} as const satisfies Room;
