// What commands say when they have done something, or why they cannot.
import type { Room } from './row.ts';

export const commandWords = {} as const satisfies Room;
