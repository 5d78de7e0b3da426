// boxwright model list and info: the models on this machine.
import { kindWords } from '../common/foreign/guess.ts';
import { detectionOf, inputOf, isFcos } from '../common/model/card.ts';
import { findModel, listModels, modelSummary, sizeWords } from '../main/project/models.ts';
import type { ModelEntry } from '../main/project/models.ts';
import { isUnnamed } from './labels.ts';
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
  const input = inputOf(card);
  const detection = detectionOf(card);
  const lines: [string, string][] = [
    ['id', card.id],
    ['name', card.name],
    ['origin', origin],
    ['classes', isUnnamed(card) ? `${card.classes.length}, without names` : card.classes.join(', ')],
    ['parameters', `${card.parameters.toLocaleString('en')}, stored as ${card.precision}`],
    ['input', `${sizeWords(input.size)}, ${input.order.toUpperCase()}, resized ${input.filter}`],
    [
      'detection',
      `score over ${detection.scoreThreshold}, IoU ${detection.iouThreshold}, at most ${detection.detectionsPerImage} a picture`,
    ],
    ...(isFcos(card) ? [] : [['read as', kindWords[card.foreign.reading.kind]] as [string, string]]),
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
