// Training runs.
import type { Room } from './row.ts';

export const train = {} as const satisfies Room;
