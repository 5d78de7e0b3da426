// What the program remembers between starts: the window's settings, its place, recent projects. One JSON file.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Settings } from '../common/records.ts';
import { defaultPixelLimit } from '../common/protocol.ts';
import { tileSideLimits } from '../common/tiles/choose.ts';
import { log } from './log.ts';

const defaults: Settings = {
  theme: 'dark',
  crosshair: true,
  drawing: 'drag',
  snapToBoxes: false,
  duplicatesFrom: 0.7,
  filmstrip: false,
  keepAdjustments: false,
  keepZoom: false,
  minimap: false,
  rulers: false,
  magnification: 4,
  listWidth: 260,
  inspectorWidth: 300,
  thresholds: {},
  pixelLimit: defaultPixelLimit,
  proxy: 'system',
  tiles: 'auto',
};

const tileSide = z.number().int().min(tileSideLimits.least).max(tileSideLimits.most);

const rectangle = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
});
const recentEntry = z.object({
  id: z.string(),
  name: z.string(),
  /** The project folder. */
  folder: z.string(),
  pictures: z.number().int().min(0),
  openedAt: z.string(),
});

// A value that is missing or out of range falls back alone; it never throws the rest away.
const remembered = z.object({
  settings: z
    .object({
      theme: z.enum(['dark', 'light', 'system']).catch(defaults.theme),
      crosshair: z.boolean().catch(defaults.crosshair),
      drawing: z.enum(['drag', 'two-clicks', 'four-points']).catch(defaults.drawing),
      snapToBoxes: z.boolean().catch(defaults.snapToBoxes),
      duplicatesFrom: z.number().min(0.1).max(1).catch(defaults.duplicatesFrom),
      filmstrip: z.boolean().catch(defaults.filmstrip),
      keepAdjustments: z.boolean().catch(defaults.keepAdjustments),
      keepZoom: z.boolean().catch(defaults.keepZoom),
      minimap: z.boolean().catch(defaults.minimap),
      rulers: z.boolean().catch(defaults.rulers),
      magnification: z.literal([4, 8]).catch(defaults.magnification),
      listWidth: z.number().min(0).max(4000).catch(defaults.listWidth),
      inspectorWidth: z.number().min(0).max(4000).catch(defaults.inspectorWidth),
      thresholds: z.record(z.string().max(200), z.number().min(0).max(1)).catch(defaults.thresholds),
      pixelLimit: z.number().int().min(1).catch(defaults.pixelLimit),
      proxy: z.string().min(1).max(500).catch(defaults.proxy),
      tiles: z.union([z.enum(['auto', 'off']), tileSide]).catch(defaults.tiles),
    })
    .catch(defaults),
  place: z
    .object({ bounds: rectangle.optional().catch(undefined), maximized: z.boolean().optional().catch(undefined) })
    .catch({}),
  recent: z.array(recentEntry).max(50).catch([]),
});

export type Remembered = z.infer<typeof remembered>;
export type RecentEntry = z.infer<typeof recentEntry>;

/** Reads the file; a missing or broken one gives the defaults (a broken one is kept aside as `.broken`). */
export function readSettings(file: string): Remembered {
  const fallback: Remembered = { settings: defaults, place: {}, recent: [] };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return fallback;
  }
  try {
    return remembered.parse(JSON.parse(text));
  } catch (caught) {
    log('warning', `the settings file could not be read and was set aside: ${String(caught)}`);
    try {
      renameSync(file, `${file}.broken`);
    } catch {
      // It stays where it is and is replaced by the next write.
    }
    return fallback;
  }
}

/** Writes under a temporary name, syncs and renames, so that a kill leaves the old or the new file. */
export function writeSettings(file: string, value: Remembered): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const temporary = `${file}.${process.pid}.tmp`;
    const handle = openSync(temporary, 'w');
    writeSync(handle, JSON.stringify(value, undefined, 2));
    fsyncSync(handle);
    closeSync(handle);
    renameSync(temporary, file);
  } catch (caught) {
    log('warning', `the settings could not be written: ${String(caught)}`);
  }
}
