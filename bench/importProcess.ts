// The main process of a bench of imports, without a window: opens a project, has the clerk import a file, and meanwhile watches for
// how long it stands still. One process each, so that its peak of memory is the import's.
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { runTask } from '../src/main/clerk/runTask.ts';
import { whileWritersWait } from '../src/main/database/writeGate.ts';
import { closeProject, openProject } from '../src/main/project/project.ts';

const [folder = '', file = '', entry = ''] = process.argv.slice(2);

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const start = performance.now();
  const value = await work();
  return [value, (performance.now() - start) / 1000];
}

const peak = (): number => process.resourceUsage().maxRSS / 1024;
const project = await openProject(folder, { access: 'write' });
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const wish = { location: file };
const [{ stage, preview }, read] = await timed(() => runTask('import/read', { project: folder, wish }, { entry }));
const [report, taken] = await timed(() =>
  whileWritersWait(project.database, () =>
    runTask('import/take', { project: folder, stage, choices: { merge: 'keep-both', classes: [] } }, { entry }),
  ),
);
delay.disable();
const afterImport = peak();
const cpu = process.cpuUsage();
const undo = { kind: 'undo', edit: report.edit ?? 0 } as const;
const [, undone] =
  process.argv[5] === 'undo'
    ? await timed(() => runTask('categories/edit', { project: folder, edit: undo, by: '' }, { entry }))
    : [undefined, 0];
closeProject(project);
const { annotations, skipped, problems } = report;
console.log(
  JSON.stringify({
    ...{ read, taken, undone, annotations, skipped, problems: problems.length, peak: afterImport },
    ...{
      standstill: delay.max / 1e6,
      cpu: (cpu.user + cpu.system) / 1e6,
      boxes: preview.boxes.inFile,
      matched: preview.pictures.matched,
    },
  }),
);
