// Names, verdicts and returned pictures.
import type { Room } from './row.ts';

export const people = {} as const satisfies Room;
