// The pages around these: welcome, label, data.
import type { Room } from './row.ts';

export const pages = {} as const satisfies Room;
