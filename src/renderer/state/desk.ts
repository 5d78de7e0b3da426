// Everything the window works with, made once and wired to main's events. Commands and components are handed this record.
import { t } from '../../common/messages/t.ts';
import type { StudioApi } from '../../common/contract.ts';
import { connectStudio } from '../studio.ts';
import { createCatalogue, type Catalogue } from './catalogue.ts';
import { createAsking, dropStale, type Asking } from './asking.ts';
import { createAttributes, type AttributesOfProject } from './attributes.ts';
import { createCategories, type Categories } from './categories.ts';
import { createClipboard, type Clipboard } from './clipboard.ts';
import { createComparing, type Comparing } from './comparing.ts';
import { createDocument, type Document } from './document.ts';
import { followFolders } from './folderNews.ts';
import { createGrid, type Grid } from './grid.ts';
import { createIds, type Ids } from './ids.ts';
import { createImages, type Images } from './images.ts';
import { createInsight, type Insight } from './insight.ts';
import { createJobs, type Jobs } from './jobs.ts';
import { createMarks, guardEdit, type MarksStore } from './marks.ts';
import { createModels, type Models } from './models.ts';
import { createExporting, type Exporting } from './exportRun.ts';
import { createLabelImport, type LabelImport } from './labelImport.ts';
import { createModelImport, type ModelImport } from './modelImport.ts';
import { createNotices, type Notices } from './notices.ts';
import { createProject, type ProjectStore } from './project.ts';
import { createProjectFlow, type ProjectFlow } from './projectFlow.ts';
import { createReview, type Review } from './review.ts';
import { createSnapshots, type Snapshots } from './snapshots.ts';
import { createSettings, type SettingsStore } from './settings.ts';
import { followRenames } from './threshold.ts';
import { createTraining, type Training } from './training.ts';
import { usualStart } from './trainingWish.ts';
import { tellEnd } from './trainingEnd.ts';
import { createHand, createView, openDialog, type HandStore, type ViewStore } from './view.ts';
import { deed } from '../../common/annotation/deed.ts';

export interface Desk {
  readonly studio: StudioApi;
  readonly notices: Notices;
  readonly view: ViewStore;
  readonly hand: HandStore;
  readonly marks: MarksStore;
  readonly settings: SettingsStore;
  readonly project: ProjectStore;
  readonly images: Images;
  readonly document: Document;
  readonly categories: Categories;
  readonly attributes: AttributesOfProject;
  readonly grid: Grid;
  readonly insight: Insight;
  readonly asking: Asking;
  readonly comparing: Comparing;
  readonly jobs: Jobs;
  readonly models: Models;
  readonly modelImport: ModelImport;
  readonly labelImport: LabelImport;
  readonly exporting: Exporting;
  readonly snapshots: Snapshots;
  readonly catalogue: Catalogue;
  readonly training: Training;
  readonly ids: Ids;
  readonly clipboard: Clipboard;
  readonly review: Review;
  readonly flow: ProjectFlow;
}

export interface DeskOptions {
  /** Milliseconds before the n-th retry of a failed save. */
  readonly retryAfter?: (attempt: number) => number;
}

export function createDesk(api: StudioApi, options: DeskOptions = {}): Desk {
  const studio = connectStudio(api);
  const notices = createNotices();
  const view = createView();
  const hand = createHand();
  const marks = createMarks();
  const images = createImages();
  const settings = createSettings(studio, notices.report);
  const project = createProject();
  const models = createModels(studio, notices);
  const jobs = createJobs(studio, notices, (job) => openDialog(view, { kind: 'job-problems', job }));
  const ids = createIds(async () => {
    const result = await studio.ask('ids/reserve', {});
    if (!result.ok) notices.report(result.failure);
    return result.ok ? result.value : undefined;
  });
  // Classes ask for the boxes to be saved, and boxes ask for the classes of now: tied by the late binding of `settle`.
  const attributes = createAttributes(studio, notices);
  const categories = createCategories(studio, notices, () => settle());
  const document = createDocument({
    studio,
    notices,
    onSaved: (summary) => images.update([summary]),
    standingFor: categories.standingFor,
    nameOf: (id) => categories.store.getState().byId.get(id)?.name,
    guard: (change) => guardEdit(marks, notices, change),
    annotator: () => settings.store.getState().annotator ?? '',
    ...options,
  });

  async function settle(): Promise<boolean> {
    const { pending, failure } = await document.settled();
    if (pending === 0) return true;
    notices.say(
      failure === undefined
        ? t('{count, plural, one {# edit} other {# edits}} could not be saved yet. Save them first.', {
            count: pending,
          })
        : t('{count, plural, one {# edit} other {# edits}} could not be saved yet. {why} Save them first.', {
            count: pending,
            why: failure.message,
          }),
      {
        tone: 'bad',
        action: { label: t('Try again'), run: document.retrySave },
      },
    );
    return false;
  }

  const training = createTraining({
    studio,
    notices,
    settle,
    usualStart: () => usualStart(models.store.getState().models, project.getState().project?.model),
    onEnd(run) {
      tellEnd({ notices, view, training }, run);
      if (run.state === 'done') void models.load();
    },
  });
  const modelImport = createModelImport({
    studio,
    notices,
    view,
    jobs,
    onModel: async () => {
      await Promise.all([models.load(), catalogue.load()]);
    },
    onUse: (model) => void flow.useModel(model),
    openImage: () => images.store.getState().current,
  });
  const catalogue = createCatalogue({ studio, notices, view, jobs, modelImport });
  const labelImport = createLabelImport({
    studio,
    notices,
    view,
    jobs,
    settle,
    undo: async (edit) => (await categories.edit({ kind: 'undo', edit })) !== undefined,
    onTaken: categories.loadLast,
  });
  const isShown = () => view.getState().page === 'grid';
  const grid = createGrid({ studio, notices, categories, settings, settle, isShown });
  const insight = createInsight({ studio, settled: document.settled, notices });
  const asking = createAsking(studio, document);
  const comparing = createComparing({ studio, document, categories, settings, models, project, view });
  const exporting = createExporting({ studio, notices, view, jobs, settled: document.settled });
  const readAnew: ProjectFlow['readAnew'] = (of) => flow.readAnew(of);
  const snapshots = createSnapshots({ studio, notices, view, settle, readAnew });
  const lists = {
    categories,
    attributes,
    grid,
    insight,
    asking,
    comparing,
    labelImport,
    exporting,
    snapshots,
  };
  const stores = { settings, project, images, document, ...lists, jobs, models, modelImport, catalogue, training };
  const parts = { studio, notices, view, hand, marks, ids, ...stores };
  const flow: ProjectFlow = createProjectFlow(parts, settle);
  const clipboard = createClipboard();
  return { ...parts, clipboard, review: createReview({ ...parts, clipboard, settle }), flow };
}

/** Subscribes to main; returns the function that ends it. `runCommand` gets what the menu chose. */
export function listen(desk: Desk, runCommand: (id: string) => void): () => void {
  const { studio, images, document, categories, jobs, models, training, flow, project } = desk;
  const ends = [
    dropStale(desk),
    followRenames(desk),
    desk.comparing.follow(),
    studio.on('job/progress', jobs.update),
    studio.on('images/changed', ({ images: changed }) => images.update(changed)),
    studio.on('annotations/changed', ({ images: changed, by }) => {
      document.markJob(changed, deed(by, changed.length));
      desk.grid.changed(by === 'grid' ? 'grid' : 'others');
      desk.comparing.changed(changed);
      const current = document.store.getState().image;
      if (current !== undefined && changed.includes(current)) void document.reload();
    }),
    studio.on('images/listed', () => void flow.reloadList()),
    studio.on('pictures/changed', ({ images: changed }) => images.redrawn(changed)),
    ...followFolders(desk),
    studio.on('categories/changed', ({ categories: list }) => categories.setList(list)),
    studio.on('problems/changed', ({ count: problems }) => project.setState({ problems, problemList: undefined })),
    studio.on('detector/changed', models.setDetector),
    studio.on('training/changed', training.changed),
    studio.on('training/event', training.heard),
    studio.on('command', ({ id }) => runCommand(id)),
    studio.on('project/given', () => void flow.open('project/open-given')),
    studio.on('project/changed', ({ project: changed }) => void flow.projectChanged(changed)),
  ];
  return () => {
    for (const end of ends) end();
  };
}
