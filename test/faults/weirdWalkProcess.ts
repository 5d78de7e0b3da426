// Imports label files into a project, one after the other, as the command line does, and says of each what came of it and what it cost.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { failureOf } from '../../src/common/result.ts';
import { readForImport } from '../../src/main/project/importRead.ts';
import { dropStages } from '../../src/main/project/importStage.ts';
import { takeImport } from '../../src/main/project/importTake.ts';
import { openProject } from '../../src/main/project/project.ts';

const [folder = '', list = ''] = process.argv.slice(2);
const project = await openProject(folder, { access: 'write' });
const files = JSON.parse(fs.readFileSync(list, 'utf8')) as readonly { file: string; location: string }[];
const say = (told: unknown): void => {
  process.stdout.write(`${JSON.stringify(told)}\n`);
};

const isOurs = (file: string): boolean =>
  !file.startsWith('/proc/') && !file.startsWith(path.dirname(import.meta.dirname));

/** MB; the kernel's own mark, set back before each file. */
function peak(): number {
  return Number(/VmHWM:\s*(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
}

/** Paths that were opened since the last look. */
let opened: string[] = [];
watchOpening((file) => opened.push(file));

async function importOne(file: string, location: string): Promise<unknown> {
  try {
    return await read(location);
  } catch (caught) {
    // A file that says no format by itself is read as what it is called, as the refusal advises.
    const format = (['coco', 'voc', 'yolo'] as const).find((id) => file.startsWith(`${id}/`));
    const isUntold = failureOf(caught).message.includes('is in no format');
    if (!isUntold) return { refused: failureOf(caught) };
    return read(location, format).catch((again: unknown) => ({ refused: failureOf(again) }));
  } finally {
    dropStages(folder);
  }
}

async function read(location: string, format?: 'coco' | 'voc' | 'yolo'): Promise<unknown> {
  const { stage, preview } = await readForImport(project, { location, ...(format !== undefined && { format }) }, {});
  const report = await takeImport(project, stage, { merge: 'keep-both', classes: [] }, {});
  return { preview, report: { ...report, problems: report.problems.slice(0, 5) } };
}

/** The functions by which the program opens files; SQLite's own opening is of the project alone. */
function watchOpening(note: (file: string) => void): void {
  const watch = (owner: Record<string, unknown>, name: string): void => {
    const real = owner[name] as (...args: unknown[]) => unknown;
    owner[name] = (...args: unknown[]) => {
      if (typeof args[0] === 'string') note(args[0]);
      return real.apply(owner, args);
    };
  };
  for (const name of ['open', 'openSync', 'readFile', 'readFileSync', 'createReadStream'])
    watch(fs as unknown as Record<string, unknown>, name);
  for (const name of ['open', 'readFile', 'copyFile']) watch(fs.promises as unknown as Record<string, unknown>, name);
  syncBuiltinESMExports();
}

for (const { file, location } of files) {
  say({ begin: file });
  fs.writeFileSync('/proc/self/clear_refs', '5');
  const before = process.cpuUsage();
  opened = [];
  const outcome = await importOne(file, location);
  const { user, system } = process.cpuUsage(before);
  say({
    file,
    ...(outcome as object),
    opened: [...new Set(opened)].filter(isOurs),
    seconds: (user + system) / 1e6,
    megabytes: peak(),
  });
}
if (({} as { polluted?: unknown }).polluted !== undefined) throw new Error('a file changed every object');
process.exit(0);
