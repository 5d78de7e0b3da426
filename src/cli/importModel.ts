// boxwright model import: what a checkpoint is, then the model that is made of it.
import path from 'node:path';
import { cocoClasses } from '../common/coco/cocoClasses.ts';
import type { Fit, PresetName } from '../common/foreign/probe.ts';
import type { ModelWays } from '../common/fcos/checkpoint/ways.ts';
import type { CheckpointInspection } from '../common/modelImport.ts';
import { ask } from '../main/project/detectorCaller.ts';
import { proposedName } from '../main/project/models.ts';
import { importOnnx } from './importOnnx.ts';
import { classNames, makeModel } from './makeModel.ts';
import type { JsonOption } from './model.ts';
import type { Session } from './session.ts';
import { printJson, printLine } from './terminal.ts';

export interface ImportModelOptions extends JsonOption {
  readonly name?: string;
  readonly classes?: string;
  readonly shortSide?: number;
  readonly longSide?: number;
  readonly distances?: ModelWays['distances'];
  readonly score?: ModelWays['score'];
  readonly centreness?: ModelWays['centreness'];
  readonly strideOn?: ModelWays['strideOn'];
  readonly colours?: ModelWays['colours'];
  /** For ONNX: a picture to try it on. */
  readonly picture?: string;
  readonly as?: number;
  readonly input?: PresetName;
  readonly fit?: Fit;
  readonly side?: number;
  readonly threshold?: number;
  readonly firstLabel?: number;
  /** Only say what the file is. */
  readonly dryRun?: true;
}

export async function importModelCommand(session: Session, file: string, options: ImportModelOptions): Promise<void> {
  const located = path.resolve(file);
  const ways = waysOf(options);
  const classes = options.classes === undefined ? undefined : await classNames(options.classes);
  const picture = options.picture === undefined ? undefined : path.resolve(options.picture);
  const request = { file: located, ways, ...(picture !== undefined && { picture }) };
  const inspection = await ask(session.lane('detector'), 'inspectModel', request, session);
  if (options.dryRun === true && options.json === true) {
    printJson(inspection);
    return;
  }
  if (inspection.kind === 'onnx') {
    await importOnnx(session, file, inspection, options, classes);
    return;
  }
  if (options.dryRun === true) {
    for (const line of reportLines(inspection)) printLine(line);
    return;
  }
  await makeModel(session, options, {
    file: located,
    name: options.name ?? proposedName(file),
    ...(classes !== undefined && { classes }),
    ...(options.shortSide !== undefined && { shortSide: options.shortSide }),
    ...(options.longSide !== undefined && { longSide: options.longSide }),
    ways,
  });
}

const optionNames: Readonly<Record<keyof ModelWays, string>> = {
  distances: '--distances',
  score: '--score',
  centreness: '--centreness',
  strideOn: '--stride-on',
  colours: '--colours',
};

function reportLines(inspection: CheckpointInspection): string[] {
  const { dialect, network, parameters, outputs, classes, inputWords, ways, sha256 } = inspection;
  const pairs: [string, string][] = [
    ['names as in', dialect],
    ['network', `${network.trunk}; ${network.pyramid}; ${network.head}`],
    ['parameters', parameters.toLocaleString('en')],
    ['classes', classes === undefined ? unnamedWords(outputs) : `${outputs}: ${classes.join(', ')}`],
    ['pictures', inputWords],
    ['SHA-256', sha256],
  ];
  const lines = pairs.map(([name, value]) => `${name.padEnd(12)} ${value}`);
  for (const { way, taken, from, choices } of ways) {
    const words = choices.find(({ value }) => value === taken)?.words ?? taken;
    const why = { usual: 'not said in the file, taken', file: 'the file says', given: 'given' }[from];
    const others = choices.filter(({ value }) => value !== taken).map(({ value }) => value);
    lines.push(`${why}: ${words}${from === 'file' ? '' : ` (${optionNames[way]} ${others.join(' or ')} changes it)`}`);
  }
  const { missing, wrongShape, unexpected, passedOver } = inspection;
  lines.push(...missing.map((name) => `missing: ${name}`), ...wrongShape.map((words) => `wrong shape: ${words}`));
  lines.push(...unexpected.map((name) => `not used: ${name}`), ...passedOver.map((name) => `passed over: ${name}`));
  const whole = missing.length + wrongShape.length === 0;
  return [...lines, whole ? 'It can be imported.' : 'It cannot be imported: the network would not be whole.'];
}

function unnamedWords(outputs: number): string {
  const coco = cocoClasses(outputs) === undefined ? '' : '; as many as COCO has (--classes coco)';
  return `${outputs}, without names${coco}`;
}

function waysOf({ distances, score, centreness, strideOn, colours }: ImportModelOptions): ModelWays {
  return {
    ...(distances !== undefined && { distances }),
    ...(score !== undefined && { score }),
    ...(centreness !== undefined && { centreness }),
    ...(strideOn !== undefined && { strideOn }),
    ...(colours !== undefined && { colours }),
  };
}
