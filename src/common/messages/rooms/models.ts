// Models.
import type { Room } from './row.ts';

export const models = {} as const satisfies Room;
