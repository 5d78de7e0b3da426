// The application menu.
import type { Room } from './row.ts';

export const menu = {} as const satisfies Room;
