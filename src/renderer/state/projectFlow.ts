// Into a project, around it and out again: what is asked of main in which order, and what the stores get of it.
import { noMarks } from '../../common/annotation/marks.ts';
import type { ProjectInfo, RelinkChoice } from '../../common/records.ts';
import type { Desk } from './desk.ts';
import { createFolderFlow } from './folderFlow.ts';
import { openImage } from './openImage.ts';
import type { OpenRequest } from './project.ts';

export interface ProjectFlow {
  /** First words with main; opens what is open there already. */
  start(): Promise<void>;
  open(name: Exclude<OpenRequest, 'project/open-recent'>): Promise<void>;
  openRecent(id: string): Promise<void>;
  forgetRecent(id: string): Promise<void>;
  close(): Promise<void>;
  reloadList(): Promise<void>;
  loadProblems(): Promise<void>;
  useModel(model: string): Promise<void>;
  addFolder(): Promise<void>;
  rescan(): Promise<void>;
  /** Where a picture folder is now: asks for the place and shows what is there. */
  lookAtRelink(folder: number): Promise<void>;
  relink(folder: number, choice: RelinkChoice): Promise<void>;
  relinkBack(folder: number): Promise<void>;
  /** Takes a project that could only be read for writing. */
  openForWriting(): Promise<void>;
  /** Reads everything of the open project again: main changed all of it. */
  readAnew(project: ProjectInfo): Promise<void>;
  projectChanged(project: ProjectInfo | null): Promise<void>;
  /** Resolves to false (and tells) when edits are left that could not be saved. */
  readonly settle: () => Promise<boolean>;
}

type Parts = Omit<Desk, 'flow' | 'clipboard' | 'review'>;

export function createProjectFlow(parts: Parts, settle: () => Promise<boolean>): ProjectFlow {
  const {
    studio,
    notices,
    project: store,
    images,
    document,
    categories,
    attributes,
    jobs,
    models,
    training,
    ids,
    settings,
    view,
  } = parts;

  async function enter(project: ProjectInfo): Promise<void> {
    document.close();
    parts.marks.setState(noMarks);
    images.clear();
    categories.clear();
    attributes.clear();
    parts.grid.clear();
    parts.insight.clear();
    parts.exporting.clear();
    parts.snapshots.clear();
    jobs.clear();
    training.clear();
    ids.reset(project.ids);
    view.setState({ page: 'label', tool: 'select', marked: new Set(), activeCategory: undefined, dialog: undefined });
    store.setState({ phase: 'open', project, problems: project.problems, problemList: undefined, free: false });
    images.setPhase('loading');
    const [list] = await Promise.all([
      studio.ask('categories/list', {}),
      attributes.load(),
      jobs.load(),
      models.load(),
      reloadList(),
      training.load(),
    ]);
    if (list.ok) categories.setList(list.value);
    else notices.report(list.failure);
    await categories.loadLast();
  }

  async function leave(): Promise<void> {
    document.close();
    images.clear();
    categories.clear();
    attributes.clear();
    parts.grid.clear();
    parts.insight.clear();
    parts.exporting.clear();
    parts.snapshots.clear();
    training.clear();
    store.setState({ phase: 'none', project: undefined, problems: 0, problemList: undefined, free: false });
    const info = await studio.ask('app/info', {});
    if (info.ok) store.setState({ app: info.value, recent: info.value.recent });
  }

  async function reloadList(): Promise<void> {
    const result = await studio.ask('images/list', {});
    if (!result.ok) {
      notices.report(result.failure);
      images.setPhase('ready');
      return;
    }
    images.setList(result.value);
    const { project } = store.getState();
    const { current, images: all } = images.store.getState();
    if (current !== undefined) return;
    const last = project?.lastImage !== undefined && images.get(project.lastImage) ? project.lastImage : all[0]?.id;
    if (last !== undefined) openImage(parts, last);
    else document.close();
  }

  /** A project that was restored from a backup has the id of the one that was backed up. */
  function isOpen({ id, location }: ProjectInfo): boolean {
    const { project } = store.getState();
    return project?.id === id && project.location === location;
  }

  async function openBy(
    ask: () => Promise<
      { ok: true; value: ProjectInfo | null } | { ok: false; failure: Parameters<typeof notices.report>[0] }
    >,
  ) {
    if (!(await settle())) return;
    const before = store.getState().phase;
    if (before === 'opening') return;
    if (before === 'none') store.setState({ phase: 'opening' });
    const result = await ask();
    if (result.ok && result.value) {
      if (isOpen(result.value)) store.setState({ phase: 'open', project: result.value });
      else await enter(result.value);
      return;
    }
    if (store.getState().phase === 'opening') store.setState({ phase: 'none' });
    if (!result.ok && result.failure.kind !== 'cancelled') notices.report(result.failure);
  }

  const open: ProjectFlow['open'] = (name) => openBy(() => studio.ask(name, {}));

  return {
    settle,
    reloadList,
    readAnew: enter,
    async start() {
      const info = await studio.ask('app/info', {});
      if (!info.ok) {
        store.setState({ phase: 'none' });
        notices.report(info.failure);
        return;
      }
      settings.load(info.value.settings);
      store.setState({ app: info.value, recent: info.value.recent, phase: 'none' });
      if (info.value.project) await enter(info.value.project);
      else await models.load();
      if (info.value.given === true) await open('project/open-given');
    },
    open,
    openRecent: (id) => openBy(() => studio.ask('project/open-recent', { id })),
    async forgetRecent(id) {
      const result = await studio.ask('project/forget-recent', { id });
      if (result.ok) store.setState({ recent: result.value });
      else notices.report(result.failure);
    },
    async close() {
      if (!(await settle())) return;
      const result = await studio.ask('project/close', {});
      if (result.ok) await leave();
      else notices.report(result.failure);
    },
    async loadProblems() {
      const result = await studio.ask('project/problems', {});
      if (result.ok) store.setState({ problemList: result.value, problems: result.value.length });
      else notices.report(result.failure);
    },
    async useModel(model) {
      const result = await studio.ask('models/use', { model });
      if (!result.ok) notices.report(result.failure);
      else store.setState({ project: result.value });
    },
    async addFolder() {
      const result = await studio.ask('project/add-folder', {});
      if (!result.ok) notices.report(result.failure);
      else if (result.value) store.setState({ project: result.value });
    },
    async rescan() {
      const result = await studio.ask('project/rescan', {});
      if (!result.ok) notices.report(result.failure);
    },
    ...createFolderFlow({ ...parts, enter }),
    async projectChanged(project) {
      const open = store.getState().project;
      if (project === null) {
        if (open) await leave();
      } else if (isOpen(project) && open?.readOnly === project.readOnly)
        store.setState({ project, problems: project.problems });
      else await enter(project);
    },
  };
}
