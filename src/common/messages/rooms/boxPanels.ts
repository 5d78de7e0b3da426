// The inspector: boxes, classes, corners, attributes, notes, history.
import type { Room } from './row.ts';

export const boxPanels = {} as const satisfies Room;
