// A training run from its folder: what it starts from, the loop, and the model that comes out, with its card. The loop is trainer.ts.
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import type { FcosSpec } from '../../common/fcos/spec.ts';
import { runFiles } from '../../common/training.ts';
import type { TrainingEvent, TrainingOutcome } from '../../common/training.ts';
import { fail } from '../../common/result.ts';
import { writeWhole } from '../wholeFile.ts';
import type { Control } from './control.ts';
import { writeModel } from './exportModel.ts';
import { recipeOf } from './recipe.ts';
import { readRunInput } from './runInput.ts';
import { startingPoint } from './startingPoint.ts';
import { train } from './trainer.ts';

export interface RunOptions {
  readonly folder: string;
  readonly entry: string;
  readonly control: Control;
  tell(event: TrainingEvent): void;
}

/** Fails with kind `cancelled` when it was left; the last checkpoint is there then. */
export async function run({ folder, entry, control, tell }: RunOptions): Promise<TrainingOutcome> {
  const { plan, data } = await readRunInput(folder);
  const remember = (event: TrainingEvent): void => {
    keep(path.join(folder, runFiles.history), event);
    tell(event);
  };
  const start = await startingPoint(plan, data);
  for (const message of start.notes) remember({ kind: 'warning', message });
  const spec: FcosSpec = start.spec;
  const trained = await train({
    plan,
    data,
    folder,
    entry,
    recipe: recipeOf(),
    spec,
    initial: start.values,
    control,
    tell: remember,
  });
  if (trained.end === 'left') fail('cancelled', 'The run was left; it can be continued.');
  remember({ kind: 'phase', phase: 'exporting' });
  const model = await writeModel({ folder, plan, data, spec, trained });
  const { end, steps, epochs, seconds, figures } = trained;
  const outcome: TrainingOutcome = { end, model, steps, epochs, seconds, ...(figures !== undefined && { figures }) };
  await writeWhole(path.join(folder, runFiles.outcome), Buffer.from(`${JSON.stringify(outcome)}\n`), 'lasting');
  return outcome;
}

/** Small and rare; written at once, so that a killed process has told what it did. */
function keep(history: string, event: TrainingEvent): void {
  try {
    appendFileSync(history, `${JSON.stringify(event)}\n`);
  } catch {
    // The disk is full, which the next checkpoint says; a hole in the story is no reason to lose the run.
  }
}
