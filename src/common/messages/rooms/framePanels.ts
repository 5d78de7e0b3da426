// What stands around the canvas: bars, rail, lists of pictures, dialogs.
import type { Room } from './row.ts';

export const framePanels = {} as const satisfies Room;
