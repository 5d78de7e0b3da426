// One run that goes on: its record on disk, what it said last, its end with the model published. Its process is cared for in
// trainingLife.ts; which runs there are in trainingRuns.ts.
import path from 'node:path';
import { t } from '../../common/messages/t.ts';
import { fail, failureOf } from '../../common/result.ts';
import type { RunSummary, TrainingEvent, TrainingOutcome } from '../../common/training.ts';
import { kept } from '../database/keptWords.ts';
import type { ModelStore } from './models.ts';
import { readOutcome, summaryOf, writeRecord } from './trainingFolder.ts';
import { TrainingLife, type SteeringAction, type Trainer } from './trainingLife.ts';
import { publishModel } from './trainingModel.ts';
import type { RunRecord } from './trainingSchemas.ts';

export interface TrainingRunOptions {
  readonly id: string;
  readonly folder: string;
  readonly record: RunRecord;
  readonly models: ModelStore;
  readonly trainer: Trainer;
  /** Its state or phase changed, or it ended. */
  readonly onChanged: (summary: RunSummary) => void;
  readonly onEvent: (run: string, event: TrainingEvent) => void;
  /** For the log. */
  readonly onNote: (text: string) => void;
  readonly restartMilliseconds?: number;
}

/** Begins at once; `close` it, or wait for `ended`. */
export class TrainingRun {
  readonly id: string;
  /** Never rejects: how it ended, told and written. */
  readonly ended: Promise<RunSummary>;
  readonly #options: TrainingRunOptions;
  readonly #life: TrainingLife;
  readonly #followers = new Set<(event: TrainingEvent) => void>();
  #summary: RunSummary;
  #record: RunRecord;
  #writing: Promise<void> = Promise.resolve();
  /** The trainer is done; what is left is to keep what it made. */
  #isOver = false;

  constructor(options: TrainingRunOptions) {
    const { id, folder, record, trainer, onNote, restartMilliseconds } = options;
    this.id = id;
    this.#options = options;
    const { message: _, ...going } = record;
    this.#record = { ...going, state: 'running' };
    this.#summary = { ...summaryOf(id, this.#record), phase: 'starting' };
    this.#life = new TrainingLife({
      folder,
      trainer,
      onNote,
      onEvent: (event) => this.#take(event),
      ...(restartMilliseconds !== undefined && { restartMilliseconds }),
    });
    this.ended = this.#go();
  }

  get summary(): RunSummary {
    return this.#summary;
  }

  /** Calls `listener` for each event until the run ends. */
  follow(listener: (event: TrainingEvent) => void): void {
    this.#followers.add(listener);
  }

  /** Failures: busy, invalid (it has ended), and what the trainer refuses. */
  async steer(action: SteeringAction): Promise<RunSummary> {
    if (this.#isOver) fail('invalid', t('This run has just ended.'));
    const steered = this.#life.steer(action);
    this.#showState();
    try {
      await steered;
    } finally {
      this.#showState();
    }
    return this.#summary;
  }

  /** Ends it with its last checkpoint kept. */
  async close(): Promise<void> {
    this.#life.cancel();
    await this.ended;
  }

  async #go(): Promise<RunSummary> {
    const { folder, trainer, onChanged } = this.#options;
    this.#keep(this.#record);
    onChanged(this.#summary);
    // A run that ended while nobody was there to publish its model has nothing more to learn.
    const outcome = await readOutcome(folder);
    const end = outcome === undefined ? await this.#life.live() : ({ kind: 'outcome', outcome } as const);
    this.#isOver = true;
    await trainer.close();
    const { message: _, ...record } = this.#stand();
    const last =
      end.kind === 'outcome' ? await this.#published(end.outcome) : { state: end.kind, message: end.message };
    this.#keep({ ...record, ...last });
    await this.#writing;
    this.#summary = summaryOf(this.id, this.#record);
    this.#followers.clear();
    onChanged(this.#summary);
    return this.#summary;
  }

  async #published(outcome: TrainingOutcome): Promise<Pick<RunRecord, 'state' | 'message' | 'outcome'>> {
    try {
      // The folder may have been moved since the trainer named its files.
      const cardPath = path.join(this.#options.folder, path.basename(outcome.model.cardPath));
      const model = await publishModel(this.#options.models, cardPath);
      return { state: 'done', outcome: { ...outcome, model } };
    } catch (caught) {
      const { kind, message, detail } = failureOf(caught);
      this.#options.onNote(`The model of run ${this.id} was not published: ${message} ${detail ?? ''}`);
      const passes = kind === 'disk' || kind === 'read-only';
      const values = { reason: message };
      if (!passes)
        return { state: 'failed', message: kept('The run ended, and its model cannot be used: {reason}', values) };
      const again = kept('The model is made, and could not be kept: {reason} Continue tries it again.', values);
      return { state: 'interrupted', message: again };
    }
  }

  #take(event: TrainingEvent): void {
    if (event.kind === 'progress') this.#summary = { ...this.#summary, progress: event };
    else if (event.kind === 'validation' && event.isBest) this.#summary = { ...this.#summary, best: event.figures };
    else if (event.kind === 'phase' && event.phase !== this.#summary.phase) {
      this.#summary = { ...this.#summary, phase: event.phase };
      this.#options.onChanged(this.#summary);
    }
    this.#options.onEvent(this.id, event);
    for (const follower of this.#followers) follower(event);
  }

  #showState(): void {
    const { state } = this.#life;
    if (state === this.#summary.state || this.#isOver) return;
    this.#summary = { ...this.#summary, state };
    this.#keep({ ...this.#stand(), state });
    this.#options.onChanged(this.#summary);
  }

  /** The record with what was said since it was written. */
  #stand(): RunRecord {
    const { progress, best } = this.#summary;
    return { ...this.#record, ...(progress !== undefined && { progress }), ...(best !== undefined && { best }) };
  }

  /** What cannot be written now is written with the next change; a record that is behind says that the run was cut off. */
  #keep(record: RunRecord): void {
    this.#record = record;
    this.#writing = this.#writing.then(async () => {
      try {
        await writeRecord(this.#options.folder, record);
      } catch (caught) {
        this.#options.onNote(`The state of run ${this.id} was not written: ${failureOf(caught).message}`);
      }
    });
  }
}
