// The grammar of boxwright model.
import { InvalidArgumentError, Option, type Command } from 'commander';
import { modelWays } from '../common/fcos/checkpoint/ways.ts';
import { fitWords, presets } from '../common/foreign/presets.ts';
import type { DownloadModelOptions } from './catalogue.ts';
import type { Run } from './commands.ts';
import type { ImportModelOptions } from './importModel.ts';
import type { JsonOption } from './model.ts';
import { json, score, whole } from './optionChecks.ts';
import { addUseRemote } from './remoteGrammar.ts';

export function addModelCommands(program: Command, run: Run): void {
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

function pixels(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 32 || value > 16_384)
    throw new InvalidArgumentError('It has to be a whole number from 32 to 16384.');
  return value;
}
