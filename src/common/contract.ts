// The one file that says what the window may ask (Requests) and what it is told (Events).
// Ids cross from the window, never paths; a dialog that picks a path runs in main. Preload and main/ipc are built from it.
import type { ShownExport } from './exportLog.ts';
import type { CocoExportWish, CountWish, ExportCounts, FolderExportWish } from './exportWish.ts';
import type { AttributeDefinition } from './annotation/attributes.ts';
import type { Annotation, AnnotationId, Category, CategoryId, ImageId, ImageSummary } from './annotation/types.ts';
import type { Change } from './annotation/change.ts';
import type { BoxFilter, BoxOrder, BoxPage, BoxPlace, GridBox } from './grid.ts';
import type { FormatId } from './formats/format.ts';
import type { ChosenLabels, ImportChoices, ImportOutcome, ReadLabels } from './labelImport.ts';
import type { ReadKeyMap } from './keys/keyMap.ts';
import type { Finding, FindingName, FoundList } from './health/findings.ts';
import type { Statistics, StatisticsFilter } from './insight/statistics.ts';
import type { ForeignSpec } from './foreign/spec.ts';
import type { PictureDetections } from './protocol.ts';
import type { ModelImportReport, ModelInspection } from './modelImport.ts';
import type { Language, LanguageChoice } from './messages/languages.ts';
import type { Progress } from './progress/progress.ts';
import type { Result } from './result.ts';
import type { Backup, RestoredSnapshot, Snapshot, SnapshotDifference } from './snapshots.ts';
import type { ClassCount, ReviewList, ReviewWish, ScoreWish } from './review.ts';
import type {
  RunComparison,
  RunDetail,
  RunSummary,
  TrainingEstimate,
  TrainingEvent,
  TrainingWish,
} from './training.ts';
import type {
  Settings,
  RecentProject,
  AppInfo,
  ProjectInfo,
  ProjectFolder,
  RelinkChoice,
  IdBlock,
  ProblemEntry,
  JobProgress,
  DetectorStatus,
  CategoryEdit,
  CategoriesReply,
  BoxChanger,
  ProposalCount,
  Saying,
  StoredVerdict,
  WholeEdit,
} from './records.ts';
import type { AskedBoxes, PlaceWish, FoundBoxes, ReplacedBoxes } from './askedBoxes.ts';
import type { ModelsReply, CatalogueItem, ChosenModelFile, ModelImportWish, ClassRule } from './modelRecords.ts';

interface Ask<Request, Reply> {
  readonly request: Request;
  readonly reply: Reply;
}
type Nothing = Record<never, never>;

export interface Requests {
  readonly 'app/info': Ask<Nothing, AppInfo>;
  readonly 'settings/set': Ask<Partial<Settings>, Settings>;
  /** Dialog for a file; writes the key map of the settings there. Replies where it is; null: the dialog was cancelled. */
  readonly 'keys/export': Ask<Nothing, { readonly location: string } | null>;
  /** Dialog for a file with a key map; the settings are left as they are. */
  readonly 'keys/import': Ask<Nothing, ReadKeyMap | null>;

  /** Dialog for a folder of pictures; makes (or reopens) a project for it. null: the dialog was cancelled. */
  readonly 'project/open-pictures': Ask<Nothing, ProjectInfo | null>;
  /** Dialog for a project file. */
  readonly 'project/open': Ask<Nothing, ProjectInfo | null>;
  readonly 'project/open-recent': Ask<{ readonly id: string }, ProjectInfo>;
  readonly 'project/forget-recent': Ask<{ readonly id: string }, readonly RecentProject[]>;
  /** Opens what was given to the program from outside (a double click, a second start); null: nothing was. */
  readonly 'project/open-given': Ask<Nothing, ProjectInfo | null>;
  /** Draws the sample pictures and opens a project over them. */
  readonly 'project/sample': Ask<Nothing, ProjectInfo>;
  readonly 'project/add-folder': Ask<Nothing, ProjectInfo | null>;
  readonly 'project/rescan': Ask<Nothing, { readonly job: number }>;
  /** Dialog for where a picture folder is now; nothing is changed. null: the dialog was cancelled. */
  readonly 'project/relink-look': Ask<{ readonly folder: number }, RelinkChoice | null>;
  /** The folder of a choice is there from now on; a look through it follows. */
  readonly 'project/relink': Ask<{ readonly token: string }, ProjectInfo>;
  /** Takes the last relink of a folder back. */
  readonly 'project/relink-back': Ask<{ readonly folder: number }, ProjectInfo>;
  /** Opens the project that is open for reading once more, for writing: whoever had it may have left it. Fails with busy. */
  readonly 'project/write': Ask<Nothing, ProjectInfo>;
  readonly 'project/close': Ask<Nothing, Nothing>;
  readonly 'project/problems': Ask<Nothing, readonly ProblemEntry[]>;
  readonly 'project/show-in-folder': Ask<Nothing, Nothing>;

  readonly 'images/list': Ask<Nothing, readonly ImageSummary[]>;
  readonly 'image/annotations': Ask<{ readonly image: ImageId }, readonly Annotation[]>;
  /** Replies after the change is durable; only then may the window say "saved". */
  readonly 'image/apply': Ask<{ readonly image: ImageId; readonly change: Change }, ImageSummary>;
  /** A verdict on a picture, or the newest one taken back, so that the one before it stands again. */
  readonly 'image/say': Ask<{ readonly image: ImageId } & Saying, ImageSummary>;
  /** All that stand, oldest first. */
  readonly 'image/verdicts': Ask<{ readonly image: ImageId }, readonly StoredVerdict[]>;
  /** What its proposals took the place of; null: no other model proposed on it before. */
  readonly 'image/replaced': Ask<{ readonly image: ImageId }, ReplacedBoxes | null>;
  readonly 'image/opened': Ask<{ readonly image: ImageId }, Nothing>;
  readonly 'ids/reserve': Ask<Nothing, IdBlock>;

  readonly 'categories/list': Ask<Nothing, readonly Category[]>;
  readonly 'categories/edit': Ask<CategoryEdit, CategoriesReply>;
  /** The last step on all pictures (rename, merge, delete, accept all) that was not taken back; null: there is none. */
  readonly 'categories/last-edit': Ask<Nothing, WholeEdit | null>;
  /** How many proposals of how many pictures have this score or more. */
  readonly 'proposals/count': Ask<{ readonly from: number }, ProposalCount>;

  /** How many proposals of all pictures each class has with such scores; classes without one are left out. */
  readonly 'review/counts': Ask<{ readonly scores: ScoreWish }, readonly ClassCount[]>;
  /** Which proposals of all pictures a pass goes through, in its order; the first ten thousand. */
  readonly 'review/list': Ask<ReviewWish, ReviewList>;
  /** The boxes of all pictures that match, in their order, a page at a time; `after` is where the last page ended. */
  readonly 'boxes/list': Ask<
    { readonly filter: BoxFilter; readonly order: BoxOrder; readonly after?: BoxPlace },
    BoxPage
  >;
  /** These boxes with their pictures; those that are gone are left out. */
  readonly 'boxes/facts': Ask<{ readonly boxes: readonly AnnotationId[] }, readonly GridBox[]>;
  /** The crops that are in sight now: what waits to be made for others is given up. */
  readonly 'crops/want': Ask<{ readonly boxes: readonly AnnotationId[] }, Nothing>;
  /** How far the project is and how fast it goes. */
  readonly 'progress/read': Ask<Nothing, Progress>;
  /** Dialog for a file; writes the same as CSV. null: the dialog was cancelled. */
  readonly 'progress/export': Ask<Nothing, { readonly location: string } | null>;
  /** The pictures that have a box of this class, proposed or a human's. */
  readonly 'images/with-class': Ask<{ readonly category: CategoryId }, readonly ImageId[]>;

  /** What pictures and boxes are like, added up beside main. A newer question takes the place of one that is still counted. */
  readonly 'insight/statistics': Ask<{ readonly filter: StatisticsFilter }, Statistics>;
  /** What should be looked at before an export or a training, checked anew beside main. Its lists are kept for `insight/list`. */
  readonly 'insight/findings': Ask<Nothing, readonly Finding[]>;
  /**
   * A job of kind `fingerprint`, which can be cancelled: what pictures look like, so that near-duplicates are found. Replies when it
   * has ended, with how many pictures were looked at; null: it was cancelled.
   */
  readonly 'insight/compare': Ask<Nothing, { readonly made: number; readonly failed: number } | null>;
  /** Dialog for a file; writes a plot there, as a picture (base64 of a PNG) or a table (CSV). null: the dialog was cancelled. */
  readonly 'insight/save': Ask<
    { readonly name: string; readonly kind: 'png' | 'csv'; readonly content: string },
    { readonly location: string } | null
  >;
  /** The list of a finding as it was checked last. */
  readonly 'insight/list': Ask<{ readonly name: FindingName }, FoundList>;

  /** What the project asks of its boxes beyond the class. */
  readonly 'attributes/list': Ask<Nothing, readonly AttributeDefinition[]>;
  /** Takes the place of all of them; what boxes say already stays with them. */
  readonly 'attributes/set': Ask<
    { readonly attributes: readonly AttributeDefinition[] },
    readonly AttributeDefinition[]
  >;
  /** Empty words take the note away. */
  readonly 'image/set-note': Ask<{ readonly image: ImageId; readonly words: string }, ImageSummary>;

  readonly 'models/list': Ask<Nothing, ModelsReply>;
  readonly 'models/use': Ask<{ readonly model: string }, ProjectInfo>;
  /** What the project does with the classes of a model; those that are left out are taken as they come. */
  readonly 'models/class-rules': Ask<{ readonly model: string }, readonly ClassRule[]>;
  readonly 'models/set-class-rules': Ask<
    { readonly model: string; readonly rules: readonly ClassRule[] },
    readonly ClassRule[]
  >;
  /** Dialog for a model file; it is only chosen. null: the dialog was cancelled. */
  readonly 'models/choose-file': Ask<Nothing, ChosenModelFile | null>;
  /** What a chosen file is; nothing is written. */
  readonly 'models/inspect': Ask<{ readonly token: string; readonly image?: ImageId }, ModelInspection>;
  /** What a chosen ONNX file finds on a picture of the project when it is fed and read so. */
  readonly 'models/preview': Ask<
    { readonly token: string; readonly foreign: ForeignSpec; readonly image: ImageId },
    PictureDetections
  >;
  /** Dialog for a text file with a class name a line. */
  readonly 'models/class-names': Ask<Nothing, readonly string[] | null>;
  /** A job of kind `model`, which can be cancelled; replies when the model is there. */
  readonly 'models/import': Ask<ModelImportWish, ModelImportReport>;
  /** Official weights; nothing is asked of the network. */
  readonly 'catalogue/list': Ask<Nothing, readonly CatalogueItem[]>;
  /** A job of kind `download`, one at a time, which can be cancelled; replies when the file is there and checked. */
  readonly 'catalogue/download': Ask<{ readonly id: string }, ChosenModelFile>;
  /** The file of an entry that was downloaded before. */
  readonly 'catalogue/choose': Ask<{ readonly id: string }, ChosenModelFile>;
  /** Removes the downloaded file, or the part of it. */
  readonly 'catalogue/remove': Ask<{ readonly id: string }, readonly CatalogueItem[]>;
  readonly 'detector/status': Ask<Nothing, DetectorStatus>;
  /**
   * What the model in use would say about a place of a picture, whatever the score. The first question about a picture costs a run;
   * without `place` the picture is only looked at, so that the first question need not wait.
   */
  readonly 'detector/at': Ask<{ readonly image: ImageId; readonly place?: PlaceWish }, AskedBoxes>;
  /** What a model finds on a picture, for looking at beside another's; nothing is written. */
  readonly 'compare/find': Ask<{ readonly image: ImageId; readonly model: string }, FoundBoxes>;
  /** What `compare/find` still runs is of no use any more. */
  readonly 'compare/stop': Ask<Nothing, Nothing>;

  /** Replaces the proposals of these pictures (all when left out); never a human's boxes. */
  readonly 'prelabel/start': Ask<{ readonly images?: readonly ImageId[] }, { readonly job: number }>;
  readonly 'job/cancel': Ask<{ readonly job: number }, Nothing>;
  readonly 'jobs/list': Ask<Nothing, readonly JobProgress[]>;
  /** What a job could not do, picture by picture. */
  readonly 'job/problems': Ask<{ readonly job: number }, readonly ProblemEntry[]>;

  /** Dialog for the file. */
  readonly 'export/coco': Ask<CocoExportWish, ShownExport | null>;
  /** Dialog for a label file, or a folder with labels; it is only chosen. null: the dialog was cancelled. */
  readonly 'labels/choose': Ask<{ readonly what: 'file' | 'folder' }, ChosenLabels | null>;
  /** A job of kind `import` that reads the chosen one; nothing of it comes into the project. */
  readonly 'labels/read': Ask<{ readonly token: string; readonly format?: FormatId }, ReadLabels>;
  /** Adds the chosen folder to the project's picture folders and looks through it; a job of kind `scan`. */
  readonly 'labels/add-pictures': Ask<{ readonly token: string }, Nothing>;
  /** A job of kind `import`: takes what was read, whole or not at all. */
  readonly 'labels/take': Ask<{ readonly stage: string; readonly choices: ImportChoices }, ImportOutcome>;
  /** Forgets what was read. */
  readonly 'labels/drop': Ask<{ readonly stage: string }, Nothing>;
  /** Dialog for the folder: a new one, or an earlier export of the project, which is replaced. */
  readonly 'export/folder': Ask<FolderExportWish, ShownExport | null>;
  /** What an export would take, counted beside main. A newer question takes the place of one that is still counted. */
  readonly 'export/count': Ask<CountWish, ExportCounts>;
  /** The last exports of the project, newest first. */
  readonly 'exports/list': Ask<Nothing, readonly ShownExport[]>;
  /** Shows what an export wrote, in the system's file manager. */
  readonly 'exports/show': Ask<{ readonly id: number }, Nothing>;
  /** Copies the text that makes a training program read an export. */
  readonly 'exports/copy-snippet': Ask<{ readonly id: number }, Nothing>;

  /** Newest first. */
  readonly 'snapshots/list': Ask<Nothing, readonly Snapshot[]>;
  /** Pins the project as it is. Where nothing changed since the newest one, that one is given back. */
  readonly 'snapshots/make': Ask<{ readonly name?: string }, { readonly snapshot: Snapshot; readonly isNew: boolean }>;
  /** An empty name takes it away. */
  readonly 'snapshots/rename': Ask<{ readonly id: number; readonly name: string }, readonly Snapshot[]>;
  /** 64 hex digits; worked out and kept where it is not known yet. A quiet job of kind `snapshot`. */
  readonly 'snapshots/hash': Ask<{ readonly id: number }, string>;
  readonly 'snapshots/difference': Ask<{ readonly from: number; readonly to: number | 'now' }, SnapshotDifference>;
  /** A job of kind `snapshot`, whole or not at all. The window has to read everything anew. */
  readonly 'snapshots/restore': Ask<{ readonly id: number }, RestoredSnapshot>;
  /** Cannot be taken back. */
  readonly 'snapshots/forget': Ask<{ readonly id: number }, readonly Snapshot[]>;
  /** Dialog for the file; a job of kind `backup`. null: the dialog was cancelled. */
  readonly 'project/back-up': Ask<Nothing, Backup | null>;
  /** Dialogs for the backup and for the folder of a new project, which is opened then. null: a dialog was cancelled. */
  readonly 'project/from-backup': Ask<Nothing, ProjectInfo | null>;

  /** What a run would have to work with and how far it would come; measures the network on this machine. */
  readonly 'training/estimate': Ask<TrainingWish, TrainingEstimate>;
  /** Pins the data and starts; one run at a time. */
  readonly 'training/start': Ask<TrainingWish, RunSummary>;
  /** `stop` ends with the best weights as a model; `continue` also takes up an interrupted run. */
  readonly 'training/steer': Ask<{ readonly run: string; readonly action: 'pause' | 'continue' | 'stop' }, RunSummary>;
  /** Newest first. */
  readonly 'training/runs': Ask<Nothing, readonly RunSummary[]>;
  readonly 'training/run': Ask<{ readonly run: string }, RunDetail>;
  /** The run's model against the model in use, on the run's validation pictures; kept, so that asking again is quick. */
  readonly 'training/compare': Ask<{ readonly run: string }, RunComparison>;
  /** Removes an ended run's folder; its model stays. */
  readonly 'training/forget': Ask<{ readonly run: string }, readonly RunSummary[]>;
}

export interface Events {
  readonly 'job/progress': JobProgress;
  /** At most ten times a second. */
  readonly 'images/changed': { readonly images: readonly ImageSummary[] };
  /** The boxes of these pictures changed in main (pre-labelling, import, merge): reload the one on screen. */
  readonly 'annotations/changed': { readonly images: readonly ImageId[]; readonly by: BoxChanger };
  /** Pictures were added or removed: read `images/list` again. */
  readonly 'images/listed': { readonly count: number };
  readonly 'categories/changed': { readonly categories: readonly Category[] };
  /** The files of these pictures hold something else than before: what is shown of them is old. */
  readonly 'pictures/changed': { readonly images: readonly ImageId[] };
  /** Where the picture folders are and whether they are there, after a look through them. */
  readonly 'folders/changed': { readonly folders: readonly ProjectFolder[] };
  /** Changes in the folders are not heard at once: the system's limit, or a network drive. */
  readonly 'folders/unheard': { readonly why: 'limit' | 'network' };
  /** The program that kept the open project from being written has left it: `project/write` may be asked. */
  readonly 'project/free': Nothing;
  readonly 'problems/changed': { readonly count: number };
  readonly 'detector/changed': DetectorStatus;
  /** A run started, changed its state or phase, or ended. */
  readonly 'training/changed': RunSummary;
  /** What a running run says, as it says it. */
  readonly 'training/event': { readonly run: string; readonly event: TrainingEvent };
  /** A menu item was chosen; the window runs the command of that id. */
  readonly command: { readonly id: string };
  /** main opened or closed a project (menu, file association). */
  readonly 'project/changed': { readonly project: ProjectInfo | null };
  /** Something was given to the program from outside: save, then ask `project/open-given`. */
  readonly 'project/given': Nothing;
}

export type RequestName = keyof Requests;
export type EventName = keyof Events;

/** What the window's parts are handed. */
export interface StudioApi {
  ask<Name extends RequestName>(
    name: Name,
    request: Requests[Name]['request'],
  ): Promise<Result<Requests[Name]['reply']>>;
  /** Returns the function that ends the subscription. */
  on<Name extends EventName>(name: Name, listener: (event: Events[Name]) => void): () => void;
}

/** What the window is to speak, known before its first line runs. */
export interface BridgeLanguage {
  readonly spoken: Language;
  /** The setting that it came from. */
  readonly choice: LanguageChoice;
}

/** What preload exposes as `window.studio`. */
export interface Bridge extends StudioApi {
  readonly language: BridgeLanguage;
  /** A `textRequests` request; the reply is a Result as JSON. */
  askText(name: RequestName, request: unknown): Promise<string>;
}

/** What main implements: one handler for each request; a thrown FailureError becomes a failed Result. */
export type Handlers = {
  readonly [Name in RequestName]: (
    request: Requests[Name]['request'],
  ) => Promise<Requests[Name]['reply']> | Requests[Name]['reply'];
};
