// Proposals: scores, passes, and what came of them.
import type { Room } from './row.ts';

export const review = {} as const satisfies Room;
