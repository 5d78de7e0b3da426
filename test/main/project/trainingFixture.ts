// A project with labelled pictures, and its training runs over a stand-in for the trainer process.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { success } from '../../../src/common/result.ts';
import type {
  RunSummary,
  TrainingData,
  TrainingEvent,
  TrainingPlan,
  TrainingWish,
} from '../../../src/common/training.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { applyChange } from '../../../src/main/database/annotations.ts';
import type { Fork } from '../../../src/main/detector/child.ts';
import { DetectorClient } from '../../../src/main/detector/client.ts';
import { forkDetector } from '../../../src/main/detector/fork.ts';
import type { DetectorCaller } from '../../../src/main/project/detectorCaller.ts';
import type { ModelStore } from '../../../src/main/project/models.ts';
import type { Project } from '../../../src/main/project/project.ts';
import { TrainingCosts } from '../../../src/main/project/trainingCosts.ts';
import { TrainingRuns } from '../../../src/main/project/trainingRuns.ts';
import { adding, box, fillProject, judge } from '../database/projectFixture.ts';
import { makePlace, models, type Place } from './lanes.ts';

export const wish: TrainingWish = {
  pictures: 'done',
  validationShare: 0.25,
  from: null,
  size: 'nano',
  pixels: 320,
  minutes: 10,
  seed: 7,
};

export interface Setting {
  readonly place: Place;
  readonly project: Project;
  readonly store: ModelStore;
  readonly told: { readonly summaries: RunSummary[]; readonly events: TrainingEvent[]; readonly notes: string[] };
  /** Every client that was made, and how many processes were started for them. */
  readonly trainers: DetectorClient[];
  readonly forks: () => number;
  open(project?: Project, detector?: DetectorCaller): TrainingRuns;
  close(): Promise<void>;
}

/** 12 pictures of 640 × 480; the first 8 done, each with a cell, every second one with a plate too. */
export async function makeSetting(): Promise<Setting> {
  const place = makePlace();
  const project = await place.project();
  fillProject(project.database, place.folder, 12);
  mkdirSync(path.join(place.folder, 'pictures'));
  for (let image = 1; image <= 8; image += 1) {
    label(project, image, 1);
    if (image % 2 === 0) label(project, image, 2);
    judge(project.database, image, 'done');
  }
  return settingOf(place, project);
}

function settingOf(place: Place, project: Project): Setting {
  const store = { embedded: models, own: path.join(place.folder, 'own models') };
  const told = { summaries: [] as RunSummary[], events: [] as TrainingEvent[], notes: [] as string[] };
  const trainers: DetectorClient[] = [];
  const opened: TrainingRuns[] = [];
  let forks = 0;
  const makeTrainer = (): DetectorClient => {
    const entry = path.join(import.meta.dirname, 'fakeTrainer.mjs');
    const fork: Fork = (...args) => {
      forks += 1;
      return forkDetector(...args);
    };
    const made = new DetectorClient({ fork, entry, lane: 'trainer', graceMilliseconds: 300 });
    trainers.push(made);
    return made;
  };
  const costs = new TrainingCosts(makeTrainer);
  return {
    place,
    project,
    store,
    told,
    trainers,
    forks: () => forks,
    open: (of = project, detector = noDetector) => {
      const runs = new TrainingRuns({
        project: of,
        models: store,
        costs,
        makeTrainer,
        detector,
        pixelLimit: () => 1_000_000,
        onChanged: (summary) => told.summaries.push(summary),
        onEvent: (_, event) => told.events.push(event),
        onNote: (text) => told.notes.push(text),
      });
      opened.push(runs);
      return runs;
    },
    close: async () => {
      for (const runs of opened) await runs.close();
      place.remove();
    },
  };
}

const noDetector: DetectorCaller = {
  call: () => Promise.resolve(success({} as never)),
};

export function label(project: Project, image: number, categoryId: number, more: object = {}): void {
  const { first } = reserveIds(project.database, 1);
  applyChange(project.database, image, adding(box(first, 10 * categoryId, 20, 30, { categoryId, ...more })));
}

export function runFolderOf(project: Project, run: string): string {
  return path.join(project.folder, 'runs', run);
}

export function readPlan(project: Project, run: string): TrainingPlan {
  return JSON.parse(readFileSync(path.join(runFolderOf(project, run), 'plan.json'), 'utf8')) as TrainingPlan;
}

export function readData(project: Project, run: string): TrainingData {
  return JSON.parse(readFileSync(path.join(runFolderOf(project, run), 'data.json'), 'utf8')) as TrainingData;
}

/** Names in runs/, also those that are not listed. */
export function inRuns(project: Project): string[] {
  return readdirSync(path.join(project.folder, 'runs')).sort();
}

/** Waits until `holds`, at most ten seconds. */
export async function until(holds: () => boolean): Promise<void> {
  const start = performance.now();
  while (!holds()) {
    if (performance.now() - start > 10_000) throw new Error('it never came');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
