// What is open right now: the project with its training runs, the two detector lanes, the jobs. One for the life of the program; `close` it.
import { setTimeout as delay } from 'node:timers/promises';
import type { ImageSummary } from '../common/annotation/types.ts';
import type { EventName, Events } from '../common/contract.ts';
import type { LanguageChoice } from '../common/messages/languages.ts';
import { t } from '../common/messages/t.ts';
import type { ProblemEntry, ProjectInfo, Settings } from '../common/records.ts';
import { fail, failureOf } from '../common/result.ts';
import { runTask } from './clerk/runTask.ts';
import { DetectorClient } from './detector/client.ts';
import { forkUtility } from './detectorFork.ts';
import { detectorEntry } from './detector/fork.ts';
import type { FolderFollow } from './folderFollow.ts';
import { Jobs } from './jobs.ts';
import { log } from './log.ts';
import { countImages, listImages } from './database/images.ts';
import { Crops } from './project/crops.ts';
import type { ModelStore } from './project/models.ts';
import { closeProject, openProject, projectInfo, type Project } from './project/project.ts';
import { waitForLock, type LockWait } from './project/lockWait.ts';
import { PictureCache } from './project/thumbnails.ts';
import { TrainingCosts } from './project/trainingCosts.ts';
import { TrainingRuns } from './project/trainingRuns.ts';
import type { Places } from './places.ts';
import { readSettings, writeSettings, type RecentEntry, type Remembered } from './settings.ts';

export type Tell = <Name extends EventName>(name: Name, event: Events[Name]) => void;

export interface WorkspaceOptions {
  readonly places: Places;
  readonly models: ModelStore;
  readonly tell: Tell;
  /** Called with the language of the settings before anything is said. */
  readonly onLanguage: (choice: LanguageChoice) => void;
  /** Called after the settings changed. */
  readonly onSettings: (settings: Settings) => void;
}

const recentKept = 12;

/** So long a scan waits for the window to read the list, milliseconds: there may be no window, or one that asks for nothing. */
const listPatience = 2000;
/** And so long for each thousand pictures of it until it is drawn, milliseconds: the window's work, on processors that may be two. */
const drawnPerThousand = 15;

/** Of the time that closing the program may take; an update of a large network does not listen for seconds. */
const trainerGrace = 3500; // milliseconds

export class Workspace {
  readonly places: Places;
  readonly models: ModelStore;
  readonly tell: Tell;
  readonly jobs: Jobs;
  /** Inference. */
  readonly detector: DetectorClient;
  /** Reading and drawing picture files. */
  readonly pictures: DetectorClient;
  /** Given to the program from outside (a double click) and not opened yet; the window asks for it when its edits are saved. */
  given: string | undefined;
  /** Looks through the picture folders of the open project when they change; made by the first look. */
  following: FolderFollow | undefined;
  /** Waits until whoever keeps the open project from being written has left it. */
  #waiting: LockWait | undefined;
  #project: Project | undefined;
  #cache: PictureCache | undefined;
  #crops: Crops | undefined;
  #training: TrainingRuns | undefined;
  /** Of the open project; a scan, the only one that could make it old before the window asks, waits for that. */
  #listAhead: Promise<ImageSummary[]> | undefined;
  #listRead = new AbortController();
  #listLength = 0;
  readonly #costs: TrainingCosts;
  #remembered: Remembered;
  /** What of the settings file was not taken as it was written. */
  readonly settingsProblems: readonly ProblemEntry[];
  readonly #onSettings: WorkspaceOptions['onSettings'];

  constructor({ places, models, tell, onLanguage, onSettings }: WorkspaceOptions) {
    this.places = places;
    this.models = models;
    this.tell = tell;
    this.jobs = new Jobs((progress) => {
      tell('job/progress', progress);
    });
    const entry = detectorEntry();
    this.detector = new DetectorClient({ fork: forkUtility, entry, lane: 'detector' });
    this.pictures = new DetectorClient({ fork: forkUtility, entry, lane: 'pictures' });
    this.detector.onStatus((status) => {
      tell('detector/changed', status);
    });
    this.#costs = new TrainingCosts(makeTrainer);
    this.#onSettings = onSettings;
    const { remembered, problems } = readSettings(places.settings, onLanguage);
    this.#remembered = remembered;
    this.settingsProblems = problems;
  }

  /** The open project; fails when there is none. */
  get project(): Project {
    return this.#project ?? fail('not-found', t('No project is open. Open a folder of pictures first.'));
  }

  get hasProject(): boolean {
    return this.#project !== undefined;
  }

  /** The open project, refused when it can only be read. */
  get writable(): Project {
    const project = this.project;
    if (project.readOnly) fail('read-only', project.readOnlyReason ?? t('This project can only be read.'));
    return project;
  }

  /** Thumbnails and upright copies of the open project. */
  get cache(): PictureCache {
    return this.#cache ?? fail('not-found', t('No project is open. Open a folder of pictures first.'));
  }

  /** Boxes of the open project, cut out. */
  get crops(): Crops {
    return this.#crops ?? fail('not-found', t('No project is open. Open a folder of pictures first.'));
  }

  /** The training runs of the open project. */
  get training(): TrainingRuns {
    return this.#training ?? fail('not-found', t('No project is open. Open a folder of pictures first.'));
  }

  get settings(): Settings {
    return this.#remembered.settings;
  }

  get remembered(): Remembered {
    return this.#remembered;
  }

  /** Failures, only of settings: those of writeSettings; what was set is in force all the same. */
  remember(change: Partial<Remembered>): void {
    this.#remembered = { ...this.#remembered, ...change };
    if (change.settings !== undefined) this.#onSettings(change.settings);
    try {
      writeSettings(this.places.settings, this.#remembered);
    } catch (caught) {
      log('warning', failureOf(caught).message);
      // Whoever set something hears it; where the window stood is not worth a word.
      if (change.settings !== undefined) throw caught;
    }
  }

  /** Takes over a project that `open` opens or makes; the one before is closed first, and is back when `open` fails. */
  async adopt(open: () => Promise<Project>): Promise<ProjectInfo> {
    const before = this.#project?.folder;
    await this.leaveProject();
    let project: Project;
    try {
      project = await open();
    } catch (caught) {
      if (before !== undefined) await this.#takeBack(before);
      throw caught;
    }
    this.#take(project);
    const info = projectInfo(project);
    this.noteRecent(info);
    this.tell('project/changed', { project: info });
    return info;
  }

  /** Starts to read the list before the window asks for it: while that loads, main has little else to do. */
  readListAhead(): void {
    this.#listAhead = listImages(this.project.database);
    // Who asks for it hears of it; a project that is left meanwhile is nothing to tell.
    this.#listAhead.catch(() => undefined);
  }

  /** Every picture of the open project, for the window. */
  async readList(): Promise<ImageSummary[]> {
    const ahead = this.#listAhead;
    this.#listAhead = undefined;
    const list = await (ahead ?? listImages(this.project.database));
    this.#listLength = list.length;
    this.#listRead.abort();
    return list;
  }

  /** Settles when the window has had the list of the open project's pictures and drawn it, or could have, or on the signal. */
  async untilListRead(stop?: AbortSignal): Promise<void> {
    const read = this.#listRead.signal;
    const signal = stop === undefined ? read : AbortSignal.any([stop, read]);
    await delay(listPatience, undefined, { signal }).catch(() => undefined);
    await delay((this.#listLength / 1000) * drawnPerThousand, undefined, stop && { signal: stop }).catch(
      () => undefined,
    );
  }

  #take(project: Project): void {
    this.#project = project;
    this.#waiting = project.readOnly ? waitForLock(project.folder, () => this.tell('project/free', {})) : undefined;
    this.#listAhead = undefined;
    this.#listRead = new AbortController();
    this.#listLength = 0;
    this.#cache = new PictureCache(project, this.pictures, () => this.settings.pixelLimit);
    this.#crops = new Crops(project, this.pictures, () => this.settings.pixelLimit);
    this.#training = new TrainingRuns({
      project,
      models: this.models,
      costs: this.#costs,
      makeTrainer,
      detector: this.detector,
      pixelLimit: () => this.settings.pixelLimit,
      onChanged: (summary) => {
        this.tell('training/changed', summary);
      },
      onEvent: (run, event) => {
        this.tell('training/event', { run, event });
      },
      onNote: (text) => {
        log('warning', text);
      },
      hashOf: (snapshot, signal) =>
        runTask('snapshots/hash', { project: project.folder, snapshot }, signal && { signal }),
    });
  }

  /** The window still shows this project; it hears only when it cannot be had again. */
  async #takeBack(folder: string): Promise<void> {
    try {
      this.#take(await openProject(folder, { access: 'prefer-write' }));
    } catch (caught) {
      log('warning', `${folder} could not be opened again: ${String(caught)}`);
      this.tell('project/changed', { project: null });
    }
  }

  async leaveProject(): Promise<void> {
    this.following?.close();
    this.following = undefined;
    this.#waiting?.stop();
    this.#waiting = undefined;
    // Before its job is cancelled, which would end the run with the model that it has so far.
    await this.#training?.close();
    this.#training = undefined;
    await this.jobs.cancelAll();
    const project = this.#project;
    const cache = this.#cache;
    this.#project = undefined;
    this.#cache = undefined;
    this.#crops?.close();
    this.#crops = undefined;
    await cache?.close();
    if (project !== undefined) closeProject(project);
  }

  /** Moves the project to the top of the recent list. */
  noteRecent(info: ProjectInfo): void {
    const others = this.#remembered.recent.filter(({ folder }) => folder !== info.location);
    const entry: RecentEntry = {
      id: freeRecentId(info.id, others),
      name: info.name,
      folder: info.location,
      pictures: this.#project === undefined ? 0 : countImages(this.#project.database),
      openedAt: new Date().toISOString(),
    };
    this.remember({ recent: [entry, ...others].slice(0, recentKept) });
  }

  async close(): Promise<void> {
    await this.leaveProject();
    await Promise.all([this.detector.close(), this.pictures.close()]);
  }
}

/** A project that was restored from a backup has the id of the one that was backed up. */
function freeRecentId(id: string, others: readonly RecentEntry[]): string {
  for (let number = 1; ; number += 1) {
    const wanted = number === 1 ? id : `${id}-${number}`;
    if (others.every((other) => other.id !== wanted)) return wanted;
  }
}

/** A trainer process of its own; `close` it. */
export function makeTrainer(): DetectorClient {
  const entry = detectorEntry();
  return new DetectorClient({ fork: forkUtility, entry, lane: 'trainer', graceMilliseconds: trainerGrace });
}
