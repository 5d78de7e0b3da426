// The grammar of the command line: commands, arguments, options. Each command's work lies in its own file.
import { Command, InvalidArgumentError, Option } from 'commander';
import type { CreateOptions } from './create.ts';
import type { RelinkOptions } from './relink.ts';
import { addExportOptions, exportMisuse, type ExportOptions } from './exportOptions.ts';
import type { ImportOptions } from './import.ts';
import type { DownloadModelOptions } from './catalogue.ts';
import type { ImportModelOptions } from './importModel.ts';
import type { JsonOption } from './model.ts';
import type { PrelabelOptions } from './prelabel.ts';
import { addQueueCommands, addSharingOptions, sharingMisuse } from './queue/grammar.ts';
import type { SharingOptions } from './queue/grammar.ts';
import { addRemoteCommands, addUseRemote } from './remoteGrammar.ts';
import type { ProjectDoctorOptions } from './projectDoctor.ts';
import type { Session } from './session.ts';
import { addSnapshotCommands } from './snapshotGrammar.ts';
import { addTileOptions, tileMisuse } from './tiles.ts';
import { readers } from '../common/formats/readers.ts';
import { sizeNames } from '../common/fcos/sizes.ts';
import { fitWords, presets } from '../common/foreign/presets.ts';
import { modelWays } from '../common/fcos/checkpoint/ways.ts';
import { providerOrder } from '../common/protocol.ts';
import { snapshotNumber } from './snapshotGrammar.ts';
import type { TrainOptions } from './train.ts';

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

function json(): Option {
  return new Option('--json', 'print one JSON document on stdout');
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

function addTrain(program: Command, run: Run): void {
  const command = program
    .command('train')
    .description('learn from a project, or from COCO files; model.onnx and model.json come out')
    .argument('[project]')
    .option('--data <file>', 'a COCO file to learn from')
    .option('--images <folder>', 'where its pictures are')
    .option('--val <file>', 'a COCO file to measure on (default: a part of the others is held out)')
    .option('--val-images <folder>', 'where those pictures are (default: --images)')
    .addOption(
      new Option('--pictures <which>', 'which pictures of a project')
        .choices(['done', 'labelled', 'reviewed'])
        .default('done'),
    )
    .addOption(
      new Option('--parts <use>', 'whether the parts of a project (train, val, test) say what is held out').choices([
        'used',
        'ignored',
      ]),
    )
    .addOption(new Option('--snapshot <number>', 'learn from this snapshot of a project').argParser(snapshotNumber))
    .option('--from <model>', 'starter, a model, or none: random weights (default: starter; with --size: none)')
    .addOption(new Option('--size <size>', 'the network, from nothing (default: nano)').choices(sizeNames))
    .addOption(new Option('--pixels <pixels>', 'long side of its input').argParser(trainedPixels).default(320))
    .addOption(new Option('--minutes <minutes>', 'how long to learn (default: 30)').argParser(positive))
    .addOption(new Option('--epochs <passes>', 'or: passes over the pictures').argParser(positive).conflicts('minutes'))
    .addOption(new Option('--patience <times>', 'stop after so many validations that are no better').argParser(whole))
    .addOption(new Option('--seed <seed>', 'of everything random').argParser(whole).default(1))
    .addOption(new Option('--provider <provider>', 'what computes (default: cpu)').choices(providerOrder))
    .option('--name <name>', 'what to call the model (default: the name of --out)')
    .requiredOption('--out <folder>', 'where model.onnx and model.json go')
    .option('--restart', 'forget an unfinished run in that folder; without it, the same command goes on with one')
    .addOption(json());
  command.action((project: string | undefined, options: TrainOptions) => {
    if ((project === undefined) === (options.data === undefined)) {
      command.error('error: give either a project or --data with --images');
    }
    if ((options.data === undefined) !== (options.images === undefined)) {
      command.error('error: --data and --images go together');
    }
    if (options.size !== undefined && (options.from ?? 'none') !== 'none') {
      command.error('error: --size is for random weights; a model to start from brings its own network');
    }
    return run(async (session) => (await import('./train.ts')).trainCommand(session, project, options));
  });
}

function addModelCommands(program: Command, run: Run): void {
  const model = program.command('model').description('the models on this machine');
  addUseRemote(model, run);
  model
    .command('list')
    .description('list them')
    .addOption(json())
    .action((options: JsonOption) =>
      run(async (session) => (await import('./model.ts')).listModelsCommand(session, options)),
    );
  model
    .command('info')
    .description('say what a model is made of, finds, and was measured at')
    .argument('<model>')
    .addOption(json())
    .action((wanted: string, options: JsonOption) =>
      run(async (session) => (await import('./model.ts')).modelInfoCommand(session, wanted, options)),
    );
  model
    .command('import')
    .description(
      'import an FCOS checkpoint (.pth or .safetensors) of torchvision, tianzhi0549/FCOS, rosinality, AdelaiDet or mmdetection, of which nothing is executed, or another detector as ONNX',
    )
    .argument('<file>')
    .option('--name <name>', "what to call it (default: the file's name)")
    .option('--classes <file>', 'class names, one a line, in the order of the labels; or the word coco')
    .addOption(new Option('--short-side <pixels>', 'short side of its input (default: 800)').argParser(pixels))
    .addOption(new Option('--long-side <pixels>', 'longest long side of its input (default: 1333)').argParser(pixels))
    .addOption(new Option('--distances <how>', 'what its box branch gives').choices(modelWays.distances))
    .addOption(new Option('--score <how>', 'of class and centre-ness').choices(modelWays.score))
    .addOption(new Option('--centreness <tower>', 'which tower gives it').choices(modelWays.centreness))
    .addOption(
      new Option('--stride-on <convolution>', "which of a bottleneck's convolutions").choices(modelWays.strideOn),
    )
    .addOption(new Option('--colours <order>', 'order of the colours in its pictures').choices(modelWays.colours))
    .option('--picture <file>', 'of an ONNX file: list what it finds on this picture')
    .option('--as <number>', 'of an ONNX file: which of the readings that --dry-run lists', whole)
    .addOption(new Option('--input <numbers>', 'how an ONNX file takes colours').choices(Object.keys(presets)))
    .addOption(new Option('--fit <way>', 'how an ONNX file takes pictures').choices(Object.keys(fitWords)))
    .option('--side <pixels>', "an ONNX file's input, where it is free", pixels)
    .option('--threshold <score>', 'from which score an ONNX file calls something found', score)
    .addOption(
      new Option('--first-label <number>', '1 where label 0 of an ONNX file is the background').argParser(whole),
    )
    .option('--dry-run', 'only say what the file is, what it does not say, and what is missing')
    .addOption(json())
    .action((file: string, options: ImportModelOptions) =>
      run(async (session) => (await import('./importModel.ts')).importModelCommand(session, file, options)),
    );
  addCatalogueCommands(model, run);
}

function addCatalogueCommands(model: Command, run: Run): void {
  model
    .command('catalogue')
    .description('list the official weights that can be downloaded; asks nothing of the network')
    .addOption(json())
    .action((options: JsonOption) =>
      run(async (session) => (await import('./catalogue.ts')).catalogueCommand(session, options)),
    );
  model
    .command('download')
    .description('download official weights, check them, and import them; goes on with a download that broke off')
    .argument('<id>', 'as the catalogue lists them')
    .option('--proxy <address>', 'such as http://host:3128, or none (default: HTTPS_PROXY and NO_PROXY)')
    .option('--from <address>', 'another place that has the same file, such as a mirror; it is checked all the same')
    .option('--name <name>', 'what to call the model')
    .option('--keep', 'keep the downloaded file')
    .addOption(json())
    .action((id: string, options: DownloadModelOptions) =>
      run(async (session) => (await import('./catalogue.ts')).downloadModelCommand(session, id, options)),
    );
}

function score(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('It has to be a number from 0 to 1.');
  return value;
}

function pixels(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 32 || value > 16_384)
    throw new InvalidArgumentError('It has to be a whole number from 32 to 16384.');
  return value;
}

function trainedPixels(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 64 || value > 4096 || value % 32 !== 0)
    throw new InvalidArgumentError('It has to be a multiple of 32 from 64 to 4096.');
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1e6)) throw new InvalidArgumentError('It has to be a number over 0.');
  return value;
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('It has to be a whole number.');
  return value;
}
