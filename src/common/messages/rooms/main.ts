// What main tells: dialogs of files, jobs, requests that failed.
import type { Room } from './row.ts';

export const main = {} as const satisfies Room;
