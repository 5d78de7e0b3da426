// What the program remembers between starts: the window's settings, its place, recent projects. One JSON file.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { longestName } from '../common/annotation/stamps.ts';
import { firstSettings } from '../common/firstSettings.ts';
import { readKeyMap } from '../common/keys/keyMap.ts';
import { languageChoices, type LanguageChoice } from '../common/messages/languages.ts';
import { t } from '../common/messages/t.ts';
import { boxColourWays, type ProblemEntry, type Settings } from '../common/records.ts';
import { fail, failureOf } from '../common/result.ts';
import { tileSideLimits } from '../common/tiles/choose.ts';
import { log } from './log.ts';
import { explained, explainedFolder } from './project/wholeFile.ts';

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

const settingsFields = {
  language: z.enum(languageChoices),
  theme: z.enum(['dark', 'light', 'system']),
  crosshair: z.boolean(),
  drawing: z.enum(['drag', 'two-clicks', 'four-points']),
  snapToBoxes: z.boolean(),
  clickAsks: z.boolean(),
  keepAtOnce: z.boolean(),
  snapToDetector: z.boolean(),
  duplicatesFrom: z.number().min(0.1).max(1),
  filmstrip: z.boolean(),
  keepAdjustments: z.boolean(),
  keepZoom: z.boolean(),
  minimap: z.boolean(),
  rulers: z.boolean(),
  magnification: z.literal([4, 8]),
  listWidth: z.number().min(0).max(4000),
  inspectorWidth: z.number().min(0).max(4000),
  gridSide: z.number().min(64).max(256),
  gridContext: z.number().int().min(0).max(50),
  gridDecided: z.enum(['leave', 'stay']),
  thresholds: z.record(z.string().max(200), z.number().min(0).max(1)),
  highestScores: z.record(z.string().max(200), z.number().min(0).max(1)),
  classThresholds: z.record(z.string().max(200), z.record(z.string().max(200), z.number().min(0).max(1))),
  followBoxes: z.boolean(),
  boxColours: z.enum(boxColourWays),
  pixelLimit: z.number().int().min(1),
  watchFolders: z.boolean(),
  proxy: z.string().min(1).max(500),
  tiles: z.union([z.enum(['auto', 'off']), tileSide]),
  annotator: z.string().trim().max(longestName).nullable(),
  recentCommands: z.array(z.string().max(80)).max(20),
} satisfies { readonly [Name in Exclude<keyof Settings, 'keys'>]: z.ZodType<Settings[Name]> };

const place = z.object({
  bounds: rectangle.optional().catch(undefined),
  maximized: z.boolean().optional().catch(undefined),
});
const recent = z.array(recentEntry).max(50);

export interface Remembered {
  readonly settings: Settings;
  readonly place: z.infer<typeof place>;
  readonly recent: readonly RecentEntry[];
}
export type RecentEntry = z.infer<typeof recentEntry>;

export interface ReadSettings {
  readonly remembered: Remembered;
  /** What was not taken as it was written, each with its place. */
  readonly problems: readonly ProblemEntry[];
}

/**
 * Reads the file; a missing one gives the firstSettings. A value that is missing falls back alone, one that is wrong does too and
 * is said; a file that is no JSON is kept aside as `.broken`. `onLanguage` is told the language before
 * anything is said.
 */
export function readSettings(file: string, onLanguage?: (choice: LanguageChoice) => void): ReadSettings {
  const fallback: Remembered = { settings: firstSettings, place: {}, recent: [] };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { remembered: fallback, problems: [] };
  }
  try {
    const value = record(JSON.parse(text));
    onLanguage?.(languageIn(value));
    return checked(value);
  } catch (caught) {
    onLanguage?.(firstSettings.language);
    log('warning', `the settings file could not be read and was set aside: ${String(caught)}`);
    return { remembered: fallback, problems: [setAside(file, caught)] };
  }
}

function languageIn({ settings }: Readonly<Record<string, unknown>>): LanguageChoice {
  const read = settingsFields.language.safeParse(isRecord(settings) ? settings['language'] : undefined);
  return read.success ? read.data : firstSettings.language;
}

function checked(value: Readonly<Record<string, unknown>>): ReadSettings {
  const problems: ProblemEntry[] = [];
  const written = value['settings'] === undefined ? {} : value['settings'];
  const settings = isRecord(written) ? written : {};
  if (!isRecord(written)) problems.push(wrong('settings', t('It is not an object; the usual settings are used.')));
  const fields = Object.entries(settingsFields).flatMap(([name, schema]) => {
    if (settings[name] === undefined) return [];
    const result = schema.safeParse(settings[name]);
    if (result.success) return [[name, result.data] as const];
    const reason = result.error.issues[0]?.message ?? t('It does not fit');
    problems.push(wrong(`settings.${name}`, t('{reason}. The usual value is used.', { reason })));
    return [];
  });
  const keys = settings['keys'] === undefined ? undefined : readKeyMap(settings['keys'], 'settings.keys');
  problems.push(...(keys?.problems ?? []).map(({ where, message }) => wrong(where, message)));
  const places = place.safeParse(value['place'] ?? {});
  const projects = recent.safeParse(value['recent'] ?? []);
  if (!projects.success)
    problems.push(wrong('recent', t('The list of recent projects could not be read; it starts anew.')));
  return {
    remembered: {
      settings: { ...firstSettings, ...Object.fromEntries(fields), keys: keys?.keys ?? {} },
      place: places.success ? places.data : {},
      recent: projects.success ? projects.data : [],
    },
    problems,
  };
}

const wrong = (where: string, message: string): ProblemEntry => ({ where, message, severity: 'warning' });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new SyntaxError(t('it is not an object'));
  return value;
}

function setAside(file: string, caught: unknown): ProblemEntry {
  const reason = caught instanceof Error ? caught.message : String(caught);
  try {
    renameSync(file, `${file}.broken`);
    return wrong(
      `${file}.broken`,
      t('The settings file is no JSON ({reason}). It was set aside; the usual settings are used.', { reason }),
    );
  } catch {
    // It stays where it is and is replaced by the next write.
    return wrong(file, t('The settings file is no JSON ({reason}). The usual settings are used.', { reason }));
  }
}

function removeLeft(temporary: string): void {
  try {
    rmSync(temporary, { force: true });
  } catch {
    // The disk may only be read by now; what made the write fail is what is said.
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (caught) {
    throw explainedFolder(caught, folder);
  }
}

/**
 * Writes under a temporary name, syncs and renames, so that a kill leaves the old or the new file. Failures: read-only, disk; the old
 * file stays then.
 */
export function writeSettings(file: string, value: Remembered): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    makeFolder(dirname(file));
    const handle = openSync(temporary, 'w');
    try {
      // A short write is no error of the call; this one writes on until it is one.
      writeFileSync(handle, JSON.stringify(value, undefined, 2));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (caught) {
    removeLeft(temporary);
    const { kind, message } = failureOf(explained(caught, file));
    fail(
      kind,
      t('What was set is in force now, but will be forgotten at the next start. {reason}', { reason: message }),
      String(caught),
    );
  }
}
