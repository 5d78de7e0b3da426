// The grammar of boxwright snapshot, backup and restore.
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Run } from './commands.ts';
import { addExportOptions, exportMisuse, type ExportOptions } from './exportOptions.ts';

interface Json {
  readonly json?: true;
}

const json = (): Option => new Option('--json', 'print one JSON document on stdout');
const work = () => import('./snapshot.ts');

export function snapshotNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw new InvalidArgumentError('Give the number of a snapshot, as "snapshot list" shows it.');
  return Number(text);
}

export function addSnapshotCommands(program: Command, run: Run): void {
  const snapshot = program
    .command('snapshot')
    .description('the states of a project that were pinned: every export and every training run pins one');
  snapshot
    .command('list')
    .argument('<project>')
    .description('say which there are, newest first, with their hashes')
    .addOption(json())
    .action((place: string, options: Json) =>
      run(async (session) => (await work()).listCommand(session, place, options)),
    );
  snapshot
    .command('make')
    .argument('<project>')
    .description('pin the project as it is; nothing is copied')
    .option('--name <name>', 'what it is called')
    .addOption(json())
    .action((place: string, options: Json & { name?: string }) =>
      run(async (session) => (await work()).makeCommand(session, place, options)),
    );
  snapshot
    .command('diff')
    .argument('<project>')
    .argument('<from>', 'the number of a snapshot', snapshotNumber)
    .argument('[to]', 'of another one (default: the project as it is)', snapshotNumber)
    .description('say what is different, in numbers and picture by picture')
    .addOption(json())
    .action((place: string, from: number, to: number | undefined, options: Json) =>
      run(async () => (await work()).diffCommand(place, from, to, options)),
    );
  snapshot
    .command('restore')
    .argument('<project>')
    .argument('<snapshot>', 'its number', snapshotNumber)
    .description('bring the labels back to it; a snapshot of now is made first, and restoring that takes it back')
    .addOption(json())
    .action((place: string, id: number, options: Json) =>
      run(async () => (await work()).restoreCommand(place, id, options)),
    );
  snapshot
    .command('forget')
    .argument('<project>')
    .argument('<snapshot>', 'its number', snapshotNumber)
    .description('remove it and what only it has; this cannot be taken back')
    .action((place: string, id: number) => run(async () => (await work()).forgetCommand(place, id)));
  addExport(snapshot, run);
  addBackup(program, run);
}

function addExport(snapshot: Command, run: Run): void {
  const exporting = snapshot
    .command('export')
    .argument('<project>')
    .argument('<snapshot>', 'its number', snapshotNumber)
    .description('write it as "boxwright export" writes the project: the labels are the same bytes whenever');
  addExportOptions(exporting).addOption(json());
  exporting.action((place: string, id: number, options: ExportOptions) => {
    const misuse = options.dryRun === true ? 'error: --dry-run is for the project as it is' : exportMisuse(options);
    if (misuse !== undefined) exporting.error(misuse);
    return run(async (session) => (await import('./export.ts')).exportCommand(session, place, options, id));
  });
}

function addBackup(program: Command, run: Run): void {
  program
    .command('backup')
    .argument('<project>')
    .argument('<file>', 'the file to write')
    .description('write a project as one file; its pictures stay where they are')
    .addOption(json())
    .action((place: string, file: string, options: Json) =>
      run(async (session) => (await work()).backupCommand(session, place, file, options)),
    );
  program
    .command('restore')
    .argument('<file>', 'a backup')
    .argument('<project>', 'the folder of the new project')
    .description('make a project out of a backup')
    .addOption(json())
    .action((file: string, place: string, options: Json) =>
      run(async () => (await work()).restoreBackupCommand(file, place, options)),
    );
}
