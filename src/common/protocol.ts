// What main (or the command line) may ask a detector process, and what comes back. Messages only; no behaviour.
// The same entry file and protocol serve two long-lived lanes: "detector" (inference) and "pictures" (reading and
// drawing picture files), so that a thumbnail never waits for a model and a hostile file never brings main down; and
// "trainer", a process for each training run that ends with it.
import type { ForeignSpec } from './foreign/spec.ts';
import type {
  ModelImportProgress,
  ModelImportReport,
  ModelImportRequest,
  ModelInspectRequest,
  ModelInspection,
} from './modelImport.ts';
import type { Failure, Result } from './result.ts';
import type { Box } from './geometry/box.ts';
import type { CropWish, FingerprintedPicture, MadeCrop, ProbedPicture } from './pictureFacts.ts';
import type { Answer, AskedPlace } from './fcos/answer.ts';
import type { SizeName } from './fcos/sizes.ts';
import type { Knowledge } from './model/seen.ts';
import type { ServedModel, ServedPlace, ServerDescription } from './remote/served.ts';
import type { TileWish } from './tiles/choose.ts';
import type { Assessment, TrainingEvent, TrainingOutcome, TrainingPicture } from './training.ts';

export type Lane = 'detector' | 'pictures' | 'trainer';

/** ONNX Runtime's execution providers, in the order in which they are tried; TensorRT only where it is named. */
export const providerOrder = ['tensorrt', 'cuda', 'dml', 'coreml', 'webgpu', 'cpu'] as const;
/** `remote`: a model server runs it; never tried by itself, only where a model's card says so. */
export type ProviderName = (typeof providerOrder)[number] | 'remote';

/** One try to run a model on a provider; kept and shown, also when a later one worked. */
export interface ProviderAttempt {
  readonly provider: ProviderName;
  readonly ok: boolean;
  /** Why not, in one sentence; absent when ok. */
  readonly reason?: string;
  readonly milliseconds: number;
}

/** A model on disk: the ONNX file and the card that says how to feed and read it. */
export interface ModelFiles {
  readonly id: string;
  /** Not there where the card says that the model is served elsewhere. */
  readonly onnxPath: string;
  readonly cardPath: string;
  /** Then the file that says how its server is reached. Only the process that opens the session reads the token in it. */
  readonly access?: string;
}

export interface PictureFile {
  readonly id: number;
  readonly path: string;
}

/** A box that the model saw: image pixels of the upright picture, label an index into the card's classes. */
export interface Detection {
  readonly box: Box;
  readonly label: number;
  readonly score: number;
}

export interface PictureDetections {
  readonly id: number;
  /** Upright size of the decoded picture. */
  readonly width: number;
  readonly height: number;
  readonly result: Result<readonly Detection[]>;
  readonly milliseconds: { readonly prepare: number; readonly run: number; readonly finish: number };
  /** How many parts the model was shown, when it was not the whole alone. */
  readonly tiles?: number;
}

export interface PlaceAnswer {
  /** Best first, picture pixels. */
  readonly answers: readonly Answer[];
  readonly knows: Knowledge;
  /** Whether what the model gave was there already, or it had to run. */
  readonly from: 'kept' | 'run';
  /** Upright size of the picture. */
  readonly width: number;
  readonly height: number;
}

/** How far a picture has come that the model is shown in tiles; before its detections. */
export interface TileProgress {
  /** Its id. */
  readonly picture: number;
  /** Tiles that ran, of all; the whole picture counts as one where it is looked at too. */
  readonly done: number;
  readonly total: number;
}

export interface DetectorDescription {
  readonly lane: Lane;
  readonly pid: number;
  readonly versions: Readonly<Record<string, string>>;
  /** Providers that this build of ONNX Runtime brings. */
  readonly available: readonly ProviderName[];
  readonly loaded: readonly LoadedModel[];
}

export interface LoadedModel {
  readonly id: string;
  readonly provider: ProviderName;
  readonly attempts: readonly ProviderAttempt[];
  /** On this machine; with `remote`, requests under way at the same time. */
  readonly threads: number;
  /** Where it runs, when that is not this machine. */
  readonly remote?: ServedPlace;
}

export interface SamplePicture {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly truth: readonly { readonly label: number; readonly box: Box }[];
}

/** What one update costs, measured on this machine. */
export interface TrainingCost {
  readonly parameters: number;
  readonly secondsPerStep: number;
  readonly picturesPerStep: number;
  readonly memoryBytes: number;
}

interface Call<Request, Item, Reply> {
  readonly request: Request;
  /** Sent any number of times before the reply. */
  readonly item: Item;
  readonly reply: Reply;
}

/** Every call by name. */
export interface DetectorCalls {
  readonly describe: Call<Record<never, never>, never, DetectorDescription>;
  readonly load: Call<{ readonly model: ModelFiles; readonly providers?: readonly ProviderName[] }, never, LoadedModel>;
  readonly detect: Call<
    {
      readonly model: ModelFiles;
      readonly pictures: readonly PictureFile[];
      /** Floor of what comes back; the window filters above it. */
      readonly scoreThreshold: number;
      readonly pixelLimit: number;
      readonly priority: 'interactive' | 'background';
      /** How large pictures are cut; left out: every picture is looked at whole. */
      readonly tiles?: TileWish;
    },
    PictureDetections | TileProgress,
    {
      readonly pictures: number;
      readonly provider: ProviderName;
      /** What had to be done otherwise while it ran: fewer pictures at a time, or the processor instead of the provider. */
      readonly warnings?: readonly string[];
    }
  >;
  /**
   * What the model would say about a place in a picture, whatever the score. What it gave for the picture is kept, so only the first
   * question costs a run. Without `place` the picture is only looked at, so that the first question need not wait; where it
   * would be cut into tiles, that is left to the first question.
   */
  readonly askAt: Call<
    {
      readonly model: ModelFiles;
      readonly picture: PictureFile;
      readonly pixelLimit: number;
      readonly tiles?: TileWish;
      readonly place?: AskedPlace;
    },
    never,
    PlaceAnswer
  >;
  readonly probe: Call<
    { readonly files: readonly PictureFile[]; readonly pixelLimit: number },
    ProbedPicture,
    { readonly pictures: number }
  >;
  /** What pictures look like, for finding near-duplicates. */
  readonly fingerprint: Call<
    { readonly files: readonly PictureFile[]; readonly pixelLimit: number },
    FingerprintedPicture,
    { readonly pictures: number }
  >;
  /** Writes a WebP of at most `size` pixels a side, upright, to `output` (temporary name, then rename). */
  readonly thumbnail: Call<
    { readonly path: string; readonly size: number; readonly output: string; readonly pixelLimit: number },
    never,
    { readonly width: number; readonly height: number }
  >;
  /** Writes an upright 8-bit PNG of the whole picture to `output`, for what a window cannot show itself. */
  readonly upright: Call<
    { readonly path: string; readonly output: string; readonly pixelLimit: number },
    never,
    { readonly width: number; readonly height: number }
  >;
  /**
   * Writes the file's own numbers of a picture with 16 bits a channel to `output`, in the form that `imageAddress` describes.
   * Failure `invalid` for a picture with 8.
   */
  readonly samples: Call<
    { readonly path: string; readonly output: string; readonly pixelLimit: number },
    never,
    { readonly width: number; readonly height: number }
  >;
  /** Cuts parts out of one picture, which is decoded once; each is sent as it is made. */
  readonly crops: Call<
    { readonly path: string; readonly crops: readonly CropWish[]; readonly pixelLimit: number },
    MadeCrop,
    { readonly crops: number }
  >;
  readonly inspectModel: Call<ModelInspectRequest, never, ModelInspection>;
  /** What an ONNX file finds on a picture when it is fed and read so; nothing is written. */
  readonly previewModel: Call<
    {
      readonly file: string;
      readonly foreign: ForeignSpec;
      readonly picture: PictureFile;
      readonly pixelLimit: number;
    },
    never,
    PictureDetections
  >;
  readonly importModel: Call<ModelImportRequest, ModelImportProgress, ModelImportReport>;
  /** What a server says of itself and its models. `access` as in ModelFiles. */
  readonly describeServer: Call<{ readonly address: string; readonly access: string }, never, ServerDescription>;
  /** Inputs and outputs of one model there, by which a card for it is made. */
  readonly describeServed: Call<{ readonly place: ServedPlace; readonly access: string }, never, ServedModel>;
  /** Draws seeded sample pictures as PNG files into `folder`. */
  readonly drawSample: Call<
    { readonly folder: string; readonly count: number; readonly seed: number },
    SamplePicture,
    { readonly pictures: number }
  >;
  /**
   * Lane "trainer". Runs what `plan.json` and `data.json` in `folder` describe, from where `last.safetensors` stands if it is
   * there; replies when the run has ended and its model is written. Cancelling keeps the last checkpoint and writes no model.
   */
  readonly train: Call<{ readonly folder: string }, TrainingEvent, TrainingOutcome>;
  /** For the run of this process. `stop` ends it at the next update with the best weights written as its model. */
  readonly steerTraining: Call<{ readonly action: 'pause' | 'continue' | 'stop' }, never, Record<never, never>>;
  /** Lane "trainer". A few updates of the network on random pictures. */
  readonly measureTraining: Call<
    {
      readonly size: SizeName;
      /** The model that would be started from; its network is measured. */
      readonly from?: ModelFiles;
      readonly classes: number;
      readonly pixels: number;
      /** Absent: the processor. */
      readonly provider?: ProviderName;
    },
    never,
    TrainingCost
  >;
  /** How a model does on labelled pictures; labels of the truth are indices into `classes`, matched to the model's by name. */
  readonly assess: Call<
    {
      readonly model: ModelFiles;
      readonly classes: readonly string[];
      readonly truth: readonly TrainingPicture[];
      readonly pixelLimit: number;
    },
    { readonly done: number },
    Assessment
  >;
}

export type CallName = keyof DetectorCalls;

/** Main → detector. */
export type ToDetector =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly name: CallName;
      readonly request: DetectorCalls[CallName]['request'];
    }
  | { readonly kind: 'cancel'; readonly id: number };

/** Detector → main. */
export type FromDetector =
  | { readonly kind: 'ready'; readonly pid: number }
  | { readonly kind: 'items'; readonly id: number; readonly items: readonly unknown[] }
  | { readonly kind: 'reply'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'crash'; readonly failure: Failure };

/** A picture over this many pixels is refused before decoding, unless a setting says otherwise. */
export const defaultPixelLimit = 268_435_456;

/** In tiles a picture may have so many, because it is never held whole. */
export const tiledPixelLimit = 1_000_000_000;
