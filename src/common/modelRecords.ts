// What the window is shown of models: those that are here, official weights, a file that was chosen. Plain records, as records.ts.
import type { CategoryId } from './annotation/types.ts';
import type { CatalogueEntry } from './catalogue/catalogue.ts';
import type { ModelImportRequest } from './modelImport.ts';
import type { ProblemEntry } from './records.ts';
import type { ServedPlace } from './remote/served.ts';

export interface ModelSummary {
  readonly id: string;
  readonly name: string;
  readonly classes: readonly string[];
  readonly parameters: number;
  readonly origin: 'embedded' | 'imported' | 'trained';
  /** Whether training can start from it: an FCOS of ours. */
  readonly trainable: boolean;
  /** One line such as "short side 240, long side 320". */
  readonly input: string;
  /** The score from which on the model itself calls something a detection, 0 … 1. */
  readonly shownFrom: number;
  /** Proposals are kept from this lower score on, so that there is something to bring up with the slider. */
  readonly scoreFloor: number;
  readonly AP50?: number;
  readonly dataLicence?: string;
  /** Of a model that runs on a server. It has no weights here, so nothing can be trained from it. */
  readonly remote?: ServedPlace;
}

export interface ModelsReply {
  readonly models: readonly ModelSummary[];
  /** Model cards that are there and cannot be used, each with its reason. */
  readonly broken: readonly ProblemEntry[];
}

/** Official weights, and what of them is on this machine. */
export interface CatalogueItem extends CatalogueEntry {
  /** The whole file is there, checked. */
  readonly downloaded: boolean;
  /** Bytes of a download that did not end; 0: none. */
  readonly part: number;
}

/** A model file that was chosen and may be looked at and imported. Its path stays in main; the token stands for it. */
export interface ChosenModelFile {
  readonly token: string;
  /** Without its folders. */
  readonly name: string;
  readonly bytes: number;
  /** What a model of it would be called. */
  readonly proposedName: string;
}

/** What the window decided about a chosen file. */
export interface ModelImportWish extends Omit<ModelImportRequest, 'file' | 'folder' | 'id'> {
  readonly token: string;
}

/** What becomes of one class of a model in the project. */
export interface ClassRule {
  /** As the model names it. */
  readonly name: string;
  /** The project's class of that name, made when something of it is found; another class; or nothing. */
  readonly to: 'same-name' | 'ignore' | CategoryId;
  /** Only from this score on, 0 … 1; absent: as for every class. */
  readonly score?: number;
}
