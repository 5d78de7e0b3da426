// What the window is shown of the program's state: settings, projects, models, jobs, reports. Plain records that cross between
// processes; what may be asked for lies in contract.ts.
import type { LanguageChoice } from './messages/languages.ts';
import type { AnnotationId, Category, CategoryId, ImageId, Stamp, Verdict, VerdictFacts } from './annotation/types.ts';
import type { BoxDeed } from './grid.ts';
import type { KeyMap } from './keys/keyMap.ts';
import type { TileWish } from './tiles/choose.ts';
import type { DetectorDescription, LoadedModel } from './protocol.ts';

export type Theme = 'dark' | 'light' | 'system';

/** How a box is drawn: by a drag, by its two corners, or by its four outermost points (extreme clicking). */
export type DrawingWay = 'drag' | 'two-clicks' | 'four-points';

/** What the colour of a box on the canvas tells. */
export const boxColourWays = ['class', 'confidence', 'origin'] as const;
export type BoxColours = (typeof boxColourWays)[number];

/** What the window remembers; main keeps it in one settings file. */
export interface Settings {
  readonly language: LanguageChoice;
  readonly theme: Theme;
  readonly crosshair: boolean;
  readonly drawing: DrawingWay;
  /** Edges under the hand go to the edges of boxes near by. */
  readonly snapToBoxes: boolean;
  /** With the draw tool a click, where boxes are drawn by a drag, asks the detector for the box there. */
  readonly clickAsks: boolean;
  /** The box that was asked for is kept at once, instead of being offered first. */
  readonly keepAtOnce: boolean;
  /** A box that was drawn takes the edges of the detector's box that it overlaps. */
  readonly snapToDetector: boolean;
  /** Boxes of one class that overlap by this IoU or more are duplicates, 0 … 1. */
  readonly duplicatesFrom: number;
  readonly filmstrip: boolean;
  /** How a picture is shown adjusted stays for the next one, instead of each being shown as it is. */
  readonly keepAdjustments: boolean;
  /** The next picture is shown with the zoom and at the place of this one, instead of whole. */
  readonly keepZoom: boolean;
  readonly minimap: boolean;
  readonly rulers: boolean;
  /** Of the magnifier, times the zoom. */
  readonly magnification: 4 | 8;
  /** Widths in CSS pixels; 0 when collapsed. */
  readonly listWidth: number;
  readonly inspectorWidth: number;
  /** Of a crop in the grid, CSS pixels. */
  readonly gridSide: number;
  /** What is shown around a box in the grid, in hundredths of its longer side. */
  readonly gridContext: number;
  /** Whether a crop that is decided stays in the grid, marked, until it is read anew. */
  readonly gridDecided: 'leave' | 'stay';
  /** By model id, what the annotator chose: its proposals below this score are not shown, 0 … 1. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** By model id: its proposals above this score are not shown, 0 … 1. */
  readonly highestScores: Readonly<Record<string, number>>;
  /** By model id and name of the class in the project: what stands in the place of the model's threshold, 0 … 1. */
  readonly classThresholds: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The view goes to each box that keys select, instead of only to one out of sight. */
  readonly followBoxes: boolean;
  readonly boxColours: BoxColours;
  /** Pictures over this many pixels are refused before decoding. */
  readonly pixelLimit: number;
  /** New, changed and removed pictures are taken up by themselves. */
  readonly watchFolders: boolean;
  /** What downloads go through: `system` (environment, then the system's settings), `none`, or an address. */
  readonly proxy: string;
  /** How large pictures are cut when they are pre-labelled: by themselves, not at all, or into tiles of this side in pixels. */
  readonly tiles: TileWish['side'];
  /** The keys of commands that have others than their own. */
  readonly keys: KeyMap;
  /** Who works here, as boxes and pictures say it; '' wants no name, null was not asked yet. */
  readonly annotator: string | null;
  /** Ids of the commands that were chosen in the palette last, newest first. */
  readonly recentCommands: readonly string[];
}

export interface RecentProject {
  readonly id: string;
  readonly name: string;
  /** For display only. */
  readonly location: string;
  readonly pictures: number;
  /** ISO 8601. */
  readonly openedAt: string;
  readonly missing: boolean;
}

export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  /** How the system calls who is logged in. */
  readonly systemUser: string;
  readonly platform: string;
  readonly settings: Settings;
  /** What of the settings file was not taken as it was written. */
  readonly settingsProblems: readonly ProblemEntry[];
  readonly recent: readonly RecentProject[];
  /** The project that is open already (a window that was reloaded), if any. */
  readonly project?: ProjectInfo;
  /** Something was given to the program from outside and waits for `project/open-given`. */
  readonly given?: boolean;
}

export interface ProjectInfo {
  readonly id: string;
  readonly name: string;
  /** For display only. */
  readonly location: string;
  readonly folders: readonly ProjectFolder[];
  readonly readOnly: boolean;
  /** Why it can only be read. */
  readonly readOnlyReason?: string;
  /** Model id in use for this project. */
  readonly model: string;
  /** The picture that was open last, if it is still there. */
  readonly lastImage?: ImageId;
  readonly problems: number;
  /** Annotation ids first … last that the window may give to new boxes; ask `ids/reserve` for more. */
  readonly ids: IdBlock;
}

export interface ProjectFolder {
  readonly id: number;
  readonly location: string;
  readonly missing: boolean;
  /** Where it was before somebody said where it is now; that can be taken back. */
  readonly movedFrom?: string;
}

/** What the pictures of a folder would be at another place. */
export interface RelinkFacts {
  readonly from: string;
  readonly to: string;
  /** Pictures of the project that are there by name, with as many bytes. */
  readonly same: number;
  /** There by name, with other bytes. */
  readonly changed: number;
  readonly absent: number;
  /** Pictures that the project does not have. */
  readonly fresh: number;
  /** The first of those that are absent. */
  readonly absentNames: readonly string[];
}

/** The same with what stands for the chosen place; its path stays in main. */
export interface RelinkChoice extends RelinkFacts {
  readonly token: string;
}

export interface IdBlock {
  readonly first: AnnotationId;
  readonly last: AnnotationId;
}

/** Something that was found on disk or in a file and was not taken as it is. */
export interface ProblemEntry {
  readonly where: string;
  readonly message: string;
  readonly severity: 'warning' | 'error';
}

export type JobKind =
  | 'scan'
  | 'prelabel'
  | 'import'
  | 'export'
  | 'sample'
  | 'train'
  | 'model'
  | 'download'
  | 'fingerprint'
  | 'snapshot'
  | 'backup';
export type JobState = 'running' | 'cancelling' | 'done' | 'cancelled' | 'failed';

export interface JobProgress {
  readonly id: number;
  /** Set for what nobody asked for (a look because a folder changed): no notice is due when it ends well. */
  readonly quiet?: true;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly done: number;
  /** 0 while unknown. */
  readonly total: number;
  /** Items a second over the last seconds; 0 while unknown. */
  readonly rate: number;
  readonly secondsLeft?: number;
  /** Of a large picture that is looked at in tiles. */
  readonly tiles?: { readonly done: number; readonly total: number };
  /** Said at the end or on failure: "118 pictures pre-labelled, 2 could not be read." */
  readonly message?: string;
  readonly problems: number;
}

export interface DetectorStatus {
  readonly state: 'starting' | 'ready' | 'busy' | 'restarting' | 'stopped';
  readonly description?: DetectorDescription;
  /** The model in use, with the provider it runs on and every attempt. */
  readonly model?: LoadedModel;
  readonly message?: string;
}

/** What a human says of a picture; `back` takes the newest verdict back. */
export interface Saying extends Stamp {
  readonly verdict: Verdict | 'back';
  /** Only with `returned`. */
  readonly note?: string;
}

export interface StoredVerdict extends VerdictFacts {
  readonly verdict: Verdict;
}

/** What changed boxes in main: a job, or an edit of all pictures. */
export type BoxChanger = 'prelabel' | 'import' | 'classes' | 'accept-all' | 'grid';

export type CategoryEdit =
  | { readonly kind: 'add'; readonly name: string; readonly colour?: string }
  | { readonly kind: 'rename'; readonly id: CategoryId; readonly name: string }
  | { readonly kind: 'recolour'; readonly id: CategoryId; readonly colour: string }
  | { readonly kind: 'move'; readonly id: CategoryId; readonly position: number }
  | { readonly kind: 'merge'; readonly from: CategoryId; readonly into: CategoryId }
  | { readonly kind: 'delete'; readonly id: CategoryId }
  /** Every proposal of every picture from this score on becomes an accepted box. */
  | { readonly kind: 'accept-all'; readonly from: number }
  /** Done with these boxes of any pictures, save those that were changed after `asOf` (milliseconds since 1970). */
  | { readonly kind: 'boxes'; readonly deed: BoxDeed; readonly boxes: readonly AnnotationId[]; readonly asOf: number }
  /** Puts pictures into a split of the data set; null: into none. */
  | { readonly kind: 'split'; readonly images: readonly ImageId[]; readonly to: string | null }
  /** Takes one earlier edit back, whole; `edit` came with its reply. */
  | { readonly kind: 'undo'; readonly edit: number };

export interface CategoriesReply {
  readonly categories: readonly Category[];
  /** Hand it to `undo` to take the edit back. */
  readonly edit: number;
  /** Pictures whose boxes changed class. */
  readonly images: number;
  /** Of a step over chosen boxes, and of its undo: how many it changed. */
  readonly boxes?: number;
}

export interface ProposalCount {
  readonly boxes: number;
  readonly images: number;
}

/** The last edit of all pictures that can still be taken back. */
export interface WholeEdit {
  /** Hand it to `undo`. */
  readonly edit: number;
  /** "Merged plate into cell". */
  readonly said: string;
}

export interface ExportReport {
  readonly location: string;
  readonly images: number;
  readonly annotations: number;
  readonly categories: number;
  readonly leftOut: readonly { readonly count: number; readonly reason: string }[];
  /** What of the pictures and boxes that went in the format has no place for, in words. */
  readonly losses: readonly { readonly count: number; readonly what: string }[];
  readonly problems: readonly ProblemEntry[];
  /** The snapshot that it was written from; absent for a project that could only be read. */
  readonly snapshot?: number;
  /** Of an export into a folder. */
  readonly folder?: ExportedFolder;
}

export interface ExportedFolder {
  readonly files: number;
  /** Pictures in each part, in the order of the files; empty where there are no parts. */
  readonly parts: readonly { readonly part: string; readonly images: number }[];
  readonly copied: number;
  readonly linked: number;
  /** Upright copies among the copied. */
  readonly turned: number;
  /** Text that makes a training program read the files; it lies beside them under this name. */
  readonly snippet?: { readonly fileName: string; readonly text: string };
}

export interface ImportReport {
  readonly images: number;
  readonly annotations: number;
  readonly categories: number;
  readonly problems: readonly ProblemEntry[];
}
