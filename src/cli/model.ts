// boxwright model: the models on this machine; import one from a checkpoint.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cocoClasses } from '../common/coco/cocoClasses.ts';
import { decodeText } from '../common/coco/decodeText.ts';
import type { ModelWays } from '../common/protocol.ts';
import { FailureError, fail } from '../common/result.ts';
import { findModel, freeModelId, listModels, modelSummary } from '../main/project/models.ts';
import type { ModelEntry } from '../main/project/models.ts';
import { isUnnamed } from './labels.ts';
import { valueOf } from './readInput.ts';
import type { Session } from './session.ts';
import { printJson, printLine, say } from './terminal.ts';

export interface JsonOption {
  readonly json?: true;
}

export async function listModelsCommand(session: Session, options: JsonOption): Promise<void> {
  const { models, broken } = await listModels(session.models);
  if (options.json === true) {
    printJson({
      models: models.map((entry) => ({
        ...modelSummary(entry),
        onnx: entry.files.onnxPath,
        card: entry.files.cardPath,
      })),
      broken: broken.map(({ location, failure }) => ({ location, message: failure.message })),
    });
    return;
  }
  for (const { location, failure } of broken) say(`warning: ${location}: ${failure.message}`);
  for (const entry of models) {
    const { id, name, origin, classes, AP50, remote } = modelSummary(entry);
    const measured = AP50 === undefined ? '' : `, AP50 ${AP50}`;
    const place = remote === undefined ? '' : `, runs at ${remote.address}`;
    printLine(`${id}  ${name} (${origin}, ${classes.length} classes${measured}${place})`);
  }
}

export async function modelInfoCommand(session: Session, wanted: string, options: JsonOption): Promise<void> {
  const entry = await findModel(session.models, wanted);
  if (options.json === true) {
    printJson({ ...entry.card, origin: entry.origin, files: entry.files });
    return;
  }
  for (const [name, value] of infoLines(entry)) printLine(`${name.padEnd(12)} ${value}`);
}

function infoLines({ card, origin, files }: ModelEntry): [string, string][] {
  const { input, detection } = card.spec;
  const lines: [string, string][] = [
    ['id', card.id],
    ['name', card.name],
    ['origin', origin],
    ['classes', isUnnamed(card) ? `${card.classes.length}, without names` : card.classes.join(', ')],
    ['parameters', `${card.parameters.toLocaleString('en')}, stored as ${card.precision}`],
    [
      'input',
      `short side ${input.shortSide}, long side ${input.longSide}, ${input.order.toUpperCase()}, resized ${input.filter}`,
    ],
    [
      'detection',
      `score over ${detection.scoreThreshold}, IoU ${detection.iouThreshold}, at most ${detection.detectionsPerImage} a picture`,
    ],
    ['made', card.howMade],
    ['created', card.created],
    card.remote === undefined
      ? ['file', files.onnxPath]
      : ['runs at', `${card.remote.address} as ${card.remote.model}`],
  ];
  if (card.metrics !== undefined) {
    const values = Object.entries(card.metrics.values).map(([name, value]) => `${name} ${value}`);
    lines.push(['measured', `${values.join(', ')} on ${card.metrics.set}`]);
  }
  if (card.dataLicence !== undefined) lines.push(['licence', card.dataLicence]);
  return lines;
}

export interface ImportModelOptions extends JsonOption {
  readonly name?: string;
  readonly classes?: string;
  readonly shortSide?: number;
  readonly longSide?: number;
  readonly distances?: ModelWays['distances'];
  readonly score?: ModelWays['score'];
  readonly centreness?: ModelWays['centreness'];
  readonly strideOn?: ModelWays['strideOn'];
}

export async function importModelCommand(session: Session, file: string, options: ImportModelOptions): Promise<void> {
  const name = options.name ?? path.basename(file).replace(/\.(pth|pt|safetensors)$/i, '');
  const classes = options.classes === undefined ? undefined : await classNames(options.classes);
  const reply = await session.lane('detector').call(
    'importModel',
    {
      file: path.resolve(file),
      folder: session.models.own,
      id: await freeModelId(session.models, name),
      name,
      ...(classes !== undefined && { classes }),
      ...(options.shortSide !== undefined && { shortSide: options.shortSide }),
      ...(options.longSide !== undefined && { longSide: options.longSide }),
      ways: waysOf(options),
    },
    { signal: session.signal },
  );
  if (!reply.ok) throw new FailureError(reply.failure);
  const { model, dialect, parameters, missing, unexpected, wrongShape, assumed } = reply.value;
  if (options.json === true) {
    printJson(reply.value);
    return;
  }
  for (const taken of assumed) say(`note: the file does not say it, so: ${taken}`);
  for (const unknown of unexpected.slice(0, 10)) say(`note: ${unknown} is not used by the network`);
  if (unexpected.length > 10) say(`and ${unexpected.length - 10} more names that are not used`);
  if (isUnnamed(reply.value) && cocoClasses(reply.value.classes.length) !== undefined)
    say('note: as many classes as COCO has; --classes coco gives them its names');
  for (const problem of [...missing, ...wrongShape]) say(`warning: ${problem}`);
  say(
    `Imported as ${model.id}: ${dialect}, ${parameters.toLocaleString('en')} parameters, ${reply.value.classes.length} classes.`,
  );
  printLine(model.id);
}

function waysOf({ distances, score, centreness, strideOn }: ImportModelOptions): ModelWays {
  return {
    ...(distances !== undefined && { distances }),
    ...(score !== undefined && { score }),
    ...(centreness !== undefined && { centreness }),
    ...(strideOn !== undefined && { strideOn }),
  };
}

/** A file's; or COCO's, for the word alone. */
async function classNames(given: string): Promise<readonly string[] | 'coco'> {
  return given === 'coco' ? given : readClassNames(given);
}

/** One name a line, in the order of the model's labels; empty lines at the end do not count. */
async function readClassNames(file: string): Promise<string[]> {
  const bytes = await readFile(file).catch(() => fail('not-found', `There is no file ${file} with class names.`));
  const lines = valueOf(decodeText(bytes), file)
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split(/\r?\n/);
  const names = lines.map((line) => line.trim());
  const empty = names.indexOf('');
  if (empty !== -1) fail('invalid', `${file}: line ${empty + 1} is empty; every class needs a name.`);
  return names;
}
