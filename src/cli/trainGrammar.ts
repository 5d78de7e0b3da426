// The grammar of boxwright train.
import { InvalidArgumentError, Option, type Command } from 'commander';
import { sizeNames } from '../common/fcos/sizes.ts';
import { providerOrder } from '../common/protocol.ts';
import type { Run } from './commands.ts';
import { json, whole } from './optionChecks.ts';
import { snapshotNumber } from './snapshotGrammar.ts';
import type { TrainOptions } from './train.ts';

interface Given extends TrainOptions {
  readonly splits?: NonNullable<TrainOptions['parts']>;
}

export function addTrain(program: Command, run: Run): void {
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
      new Option('--splits <use>', 'whether the splits of a project (train, val, test) say what is held out').choices([
        'used',
        'ignored',
      ]),
    )
    // As it was called first.
    .addOption(new Option('--parts <use>').choices(['used', 'ignored']).hideHelp())
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
  command.action((project: string | undefined, { splits, ...given }: Given) => {
    const options = splits === undefined ? given : { ...given, parts: splits };
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
