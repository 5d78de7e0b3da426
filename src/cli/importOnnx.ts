// boxwright model import of an ONNX file: what it was taken for, what it finds on a picture, and the model that is made of it.
import path from 'node:path';
import { cocoClasses } from '../common/coco/cocoClasses.ts';
import { kindWords, specOf, usualClasses } from '../common/foreign/guess.ts';
import { presets, fitWords } from '../common/foreign/presets.ts';
import type { ForeignChoices } from '../common/foreign/guess.ts';
import type { ForeignSpec } from '../common/foreign/spec.ts';
import { defaultPixelLimit } from '../common/protocol.ts';
import type { OnnxInspection } from '../common/modelImport.ts';
import { FailureError, fail } from '../common/result.ts';
import { ask } from '../main/project/detectorCaller.ts';
import { proposedName } from '../main/project/models.ts';
import { makeModel } from './makeModel.ts';
import type { ImportModelOptions } from './importModel.ts';
import type { Session } from './session.ts';
import { printLine, say } from './terminal.ts';

export async function importOnnx(
  session: Session,
  file: string,
  inspection: OnnxInspection,
  options: ImportModelOptions,
  classes: readonly string[] | 'coco' | undefined,
): Promise<void> {
  const { report } = inspection;
  const index = (options.as ?? 1) - 1;
  const guess =
    report.likely[index] ??
    fail('invalid', `--as goes from 1 to ${report.likely.length}; --dry-run lists the readings.`);
  const given = classes ?? report.names;
  const { kind } = guess.reading;
  const count = guess.classes ?? (given === 'coco' || given === undefined ? usualClasses(guess.reading) : given.length);
  const names = given === 'coco' ? cocoClasses(count) : given;
  const foreign = specOf(report.facts, guess, choicesOf(options), count);
  if (options.dryRun === true) for (const line of reportLines(inspection, index)) printLine(line);
  if (options.picture !== undefined) await tryOut(session, path.resolve(file), options.picture, foreign, names);
  if (options.dryRun === true) return;
  say(`note: read as ${kindWords[kind]} (${guess.because}); --dry-run says more`);
  await makeModel(session, options, {
    file: path.resolve(file),
    name: options.name ?? proposedName(file),
    ...(names !== undefined && { classes: names }),
    foreign,
  });
}

function choicesOf({ input, fit, side, threshold, firstLabel }: ImportModelOptions): ForeignChoices {
  return {
    ...(input !== undefined && { preset: input }),
    ...(fit !== undefined && { fit }),
    ...(side !== undefined && { width: side, height: side }),
    ...(threshold !== undefined && { scoreThreshold: threshold }),
    ...(firstLabel !== undefined && { firstLabel }),
  };
}

function reportLines({ report, sha256 }: OnnxInspection, chosen: number): string[] {
  const { likely, names, producer, opset, parameters, inputs, outputs } = report;
  const row = (name: string, value: string): string => `${name.padEnd(12)} ${value}`;
  return [
    row('made by', `${producer === '' ? 'not said' : producer}, opset ${opset}`),
    row('parameters', parameters.toLocaleString('en')),
    ...inputs.map((line) => row('input', line)),
    ...outputs.map((line) => row('output', line)),
    row('class names', names === undefined ? 'none' : names.join(', ')),
    ...likely.map(({ reading, because, preset, fit, sureness }, index) =>
      row(
        `${index === chosen ? '→' : ' '} --as ${index + 1}`,
        `${kindWords[reading.kind]}: ${because} (${presets[preset].words}; ${fitWords[fit]}; ${sureness >= 0.8 ? 'sure' : 'unsure'})`,
      ),
    ),
    row('SHA-256', sha256),
  ];
}

async function tryOut(
  session: Session,
  file: string,
  picture: string,
  foreign: ForeignSpec,
  names: readonly string[] | undefined,
): Promise<void> {
  const request = { file, foreign, picture: { id: 0, path: path.resolve(picture) }, pixelLimit: defaultPixelLimit };
  const { result } = await ask(session.lane('detector'), 'previewModel', request, session);
  if (!result.ok) throw new FailureError(result.failure);
  for (const { box, label, score } of result.value) {
    const corners = [box.x1, box.y1, box.x2, box.y2].map((side) => side.toFixed(1)).join(' ');
    printLine(`${score.toFixed(3)}  ${names?.[label] ?? label}  ${corners}`);
  }
  say(`${result.value.length} found on ${path.basename(picture)}`);
}
