// The grammar of the command line: commands, arguments, options. Each command's work lies in its own file.
import { Command, Option } from 'commander';
import type { CreateOptions } from './create.ts';
import type { RelinkOptions } from './relink.ts';
import { addExportOptions, exportMisuse, type ExportOptions } from './exportOptions.ts';
import type { ImportOptions } from './import.ts';
import type { JsonOption } from './model.ts';
import { addModelCommands } from './modelGrammar.ts';
import { json, score } from './optionChecks.ts';
import type { PrelabelOptions } from './prelabel.ts';
import { addQueueCommands, addSharingOptions, sharingMisuse } from './queue/grammar.ts';
import type { SharingOptions } from './queue/grammar.ts';
import { addRemoteCommands } from './remoteGrammar.ts';
import type { ProjectDoctorOptions } from './projectDoctor.ts';
import type { Session } from './session.ts';
import { addSnapshotCommands } from './snapshotGrammar.ts';
import { addTileOptions, tileMisuse } from './tiles.ts';
import { readers } from '../common/formats/readers.ts';
import { addTrain } from './trainGrammar.ts';

/** Runs a command's work with an open session. */
export type Run = (work: (session: Session) => Promise<unknown>) => Promise<void>;

const formatIds = readers.map(({ id }) => id);

/** Commands import their work when they run, so that `--help` does not load a database. */
export function boxwright(run: Run): Command {
  const program = new Command('boxwright')
    .description('Labels pictures with a detector: pre-label, import, export and evaluate without the window.')
    .showHelpAfterError('(boxwright help <command> says more)')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'boxwright: ')) });
  addPrelabel(program, run);
  addQueueCommands(program, run);
  addProjectCommands(program, run);
  addEvaluate(program, run);
  addTrain(program, run);
  addModelCommands(program, run);
  addRemoteCommands(program, run);
  addSnapshotCommands(program, run);
  addDoctor(program, run);
  return program;
}

function addDoctor(program: Command, run: Run): void {
  const command = program
    .command('doctor')
    .argument('[project]', 'look through this project instead')
    .description(
      'say what this machine has, what runs the model, and why nothing faster does; or whether a project is whole',
    )
    .option('--repair', 'put right what can be worked out from the rest of the project')
    .addOption(json());
  command.action((place: string | undefined, options: ProjectDoctorOptions) => {
    if (place === undefined && options.repair === true) command.error('error: --repair wants a project');
    return run(async (session) => {
      const isWell =
        place === undefined
          ? await (await import('./doctor.ts')).doctorCommand(session, options)
          : await (await import('./projectDoctor.ts')).projectDoctorCommand(session, place, options);
      if (!isWell) process.exitCode = 1;
    });
  });
}

function addPrelabel(program: Command, run: Run): void {
  const command = program
    .command('prelabel')
    .description(
      'run a model over a folder of pictures, or over a project (its proposals are replaced, never your boxes)',
    )
    .argument('<folder|project>')
    .option('--model <model>', "id, name or file of a model (default: the embedded one, or the project's)")
    .addOption(new Option('--score <score>', 'keep boxes from this score on').argParser(score).default(0.3))
    .option('--out <file>', 'the file to write; a --worker writes none')
    .addOption(new Option('--format <format>', 'what to write').choices(['coco', 'results']).default('coco'))
    .option('--truth <file>', 'take pictures, picture ids and class ids from this COCO file');
  addSharingOptions(addTileOptions(command)).addOption(json());
  command.action((place: string, options: Omit<PrelabelOptions, 'out'> & SharingOptions) => {
    const misuse = sharingMisuse(options) ?? tileMisuse(options);
    if (misuse !== undefined) command.error(misuse);
    const { queue = '', batch = '', out = '' } = options;
    if (options.worker === true) {
      const own = { ...options, queue, batch };
      return run(async (session) => (await import('./queue/worker.ts')).workerCommand(session, place, own));
    }
    return run(async (session) => (await import('./prelabel.ts')).prelabelCommand(session, place, { ...options, out }));
  });
}

function addProjectCommands(program: Command, run: Run): void {
  program
    .command('create')
    .description('make a project over folders of pictures; the pictures stay where and as they are')
    .argument('<project>', 'the folder of the new project')
    .requiredOption('--images <folder...>', 'folders of pictures')
    .option('--name <name>', 'what the project is called')
    .option('--model <model>', 'the model that it pre-labels with')
    .addOption(json())
    .action((place: string, options: CreateOptions) =>
      run(async (session) => (await import('./create.ts')).createCommand(session, place, options)),
    );
  program
    .command('relink')
    .description('say where a folder of pictures is now; boxes stay with the pictures')
    .argument('<project>')
    .argument('<old>', 'where the project looks for it')
    .argument('<new>', 'where it is')
    .option('--dry-run', 'only say how many of the pictures are there')
    .addOption(json())
    .action((place: string, old: string, now: string, options: RelinkOptions) =>
      run(async (session) => (await import('./relink.ts')).relinkCommand(session, place, old, now, options)),
    );
  program
    .command('import')
    .description('bring the boxes of label files into a project')
    .argument('<project>')
    .argument('<labels>', 'a file or a folder with labels')
    .addOption(new Option('--format <format>', 'which format; told by content without it').choices(formatIds))
    .option('--images <folder>', 'add this folder of pictures first')
    .addOption(
      new Option('--merge <choice>', 'what becomes of the boxes of a human on pictures that boxes come to')
        .choices(['replace', 'keep-both', 'keep-mine'])
        .default('keep-both'),
    )
    .option(
      '--map <old=new>',
      'which class of the project a class of the file becomes; "OLD=" leaves it out; may be given again',
      (value: string, before: readonly string[]) => [...before, value],
      [] as readonly string[],
    )
    .option('--dry-run', 'say what is in it, and change nothing')
    .addOption(json())
    .action((place: string, file: string, options: ImportOptions) =>
      run(async (session) => (await import('./import.ts')).importCommand(session, place, file, options)),
    );
  const exporting = program
    .command('export')
    .description('write the boxes that a human stands behind as a COCO file, or as a folder in another format')
    .argument('<project>');
  addExportOptions(exporting).addOption(json());
  exporting.action((place: string, options: ExportOptions) => {
    const misuse = exportMisuse(options);
    if (misuse !== undefined) exporting.error(misuse);
    return run(async (session) => (await import('./export.ts')).exportCommand(session, place, options));
  });
  program
    .command('check')
    .description(
      'say what should be looked at before the boxes are exported or learnt from; 1 where something is wrong',
    )
    .argument('<project>')
    .addOption(json())
    .action((place: string, options: JsonOption) =>
      run(async (session) => (await import('./check.ts')).checkCommand(session, place, options)),
    );
}

function addEvaluate(program: Command, run: Run): void {
  const command = program
    .command('evaluate')
    .description("COCO's twelve box figures, as pycocotools computes them")
    .requiredOption('--truth <file>', 'the COCO file with the true boxes')
    .option('--detections <file>', 'a COCO results file')
    .option('--model <model>', "or a model, run over the truth's pictures")
    .option('--images <folder>', 'where those pictures are')
    .addOption(json());
  command.action((options: { detections?: string; model?: string; images?: string; truth: string }) => {
    if ((options.detections === undefined) === (options.model === undefined)) {
      command.error('error: give either --detections or --model with --images');
    }
    if ((options.model === undefined) !== (options.images === undefined))
      command.error('error: --model and --images go together');
    return run(async (session) => (await import('./evaluate.ts')).evaluateCommand(session, options));
  });
}
