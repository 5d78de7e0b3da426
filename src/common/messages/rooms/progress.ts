// The page of progress.
import type { Room } from './row.ts';

export const progress = {} as const satisfies Room;
