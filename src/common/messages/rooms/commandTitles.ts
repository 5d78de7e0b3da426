// The titles of the commands.
import type { Room } from './row.ts';

export const commandTitles = {} as const satisfies Room;
