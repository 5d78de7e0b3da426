// What the services of a project tell.
import type { Room } from './row.ts';

export const project = {} as const satisfies Room;
