// What a run's trainer said, read from its history.jsonl: checked line by line, without what was lost with a process, thinned
// for a chart. Only the trainer writes that file.
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { runFiles, type Losses, type TrainingEvent } from '../../common/training.ts';
import { eventSchema } from './trainingSchemas.ts';

type Progress = Extract<TrainingEvent, { kind: 'progress' }>;

/** More than a wide screen has columns for. */
export const mostPoints = 2000;

/**
 * Every event of a run, with at most `mostPoints` of progress. A line that is torn or none is passed over; a run without a
 * history has an empty one.
 */
export async function readHistory(folder: string): Promise<TrainingEvent[]> {
  const stream = createReadStream(path.join(folder, runFiles.history), 'utf8');
  const events: TrainingEvent[] = [];
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      const event = eventIn(line);
      if (event !== undefined) append(events, event);
    }
  } catch (caught) {
    if ((caught as NodeJS.ErrnoException).code !== 'ENOENT') throw caught;
  } finally {
    stream.destroy();
  }
  return thinned(events, mostPoints);
}

function eventIn(line: string): TrainingEvent | undefined {
  try {
    const parsed = eventSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** A run that goes on from a checkpoint says its last steps anew; what was said of them before was lost with its process. */
function append(events: TrainingEvent[], event: TrainingEvent): void {
  if (event.kind === 'progress' || event.kind === 'validation') {
    for (let index = events.length - 1; index >= 0; index -= 1) {
      const said = events[index];
      if (said?.kind !== 'progress' && said?.kind !== 'validation') continue;
      // An update is validated after its progress was said.
      const isBefore = said.kind === 'progress' && event.kind === 'validation';
      const isLost = isBefore ? said.step > event.step : said.step >= event.step;
      if (isLost) events.splice(index, 1);
      else break;
    }
  }
  events.push(event);
}

/** Neighbouring points of progress become one, at the place of the last, with the mean of their losses. */
function thinned(events: readonly TrainingEvent[], most: number): TrainingEvent[] {
  const points = events.filter(({ kind }) => kind === 'progress').length;
  const together = Math.ceil(points / most);
  if (together <= 1) return [...events];
  let waiting: Progress[] = [];
  let left = points;
  return events.flatMap((event): TrainingEvent[] => {
    if (event.kind !== 'progress') return [event];
    waiting.push(event);
    left -= 1;
    if (waiting.length < together && left > 0) return [];
    const point = { ...event, losses: meanLosses(waiting) };
    waiting = [];
    return [point];
  });
}

function meanLosses(points: readonly Progress[]): Losses {
  const mean = (of: (losses: Losses) => number): number =>
    points.reduce((sum, { losses }) => sum + of(losses), 0) / points.length;
  return {
    classification: mean(({ classification }) => classification),
    box: mean(({ box }) => box),
    centreness: mean(({ centreness }) => centreness),
  };
}

/** Where a run stood at the end of its history. */
export function standOf(events: readonly TrainingEvent[]): {
  readonly progress?: Progress;
  readonly best?: Extract<TrainingEvent, { kind: 'validation' }>['figures'];
} {
  const progress = events.findLast((event) => event.kind === 'progress');
  const best = events.findLast((event) => event.kind === 'validation' && event.isBest);
  return {
    ...(progress?.kind === 'progress' && { progress }),
    ...(best?.kind === 'validation' && { best: best.figures }),
  };
}
