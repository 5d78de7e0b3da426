// What is on the screen and how: page, tool, zoom, open dialog. Nothing of it is undone or kept in the project.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ProblemEntry, RelinkChoice } from '../../common/records.ts';
import type { AnnotationId, CategoryId, ImageId } from '../../common/annotation/types.ts';
import type { ShowRejected } from '../../common/annotation/visible.ts';
import type { Box } from '../../common/geometry/box.ts';
import type { ScreenPoint } from '../../common/geometry/viewport.ts';
import { unadjusted, type Adjustments } from '../canvas/adjust/adjustments.ts';
import type { Depth } from '../canvas/adjust/adjuster.ts';
import type { PointedAt, ToolName, ViewportRequest } from '../canvas/props.ts';

/** CSS pixels a panel has when it is opened again. */
export const usualWidths = { list: 260, inspector: 300 } as const;

export type Page = 'label' | 'grid' | 'train' | 'data' | 'insight' | 'progress' | 'models' | 'settings';

/** What waits for the name of who works here. */
export type AfterName = 'nothing' | 'review' | 'return';

export type OpenDialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'problems' }
  | { readonly kind: 'job-problems'; readonly job: number }
  | { readonly kind: 'provider' }
  | { readonly kind: 'accept-all' }
  | { readonly kind: 'review' }
  | { readonly kind: 'export' }
  | { readonly kind: 'label-import' }
  | { readonly kind: 'snapshot' }
  | { readonly kind: 'new-snapshot' }
  | { readonly kind: 'attributes' }
  | { readonly kind: 'split' }
  | { readonly kind: 'name'; readonly then: AfterName }
  | { readonly kind: 'return' }
  | { readonly kind: 'model-import' }
  | { readonly kind: 'relink'; readonly folder: number; readonly choice: RelinkChoice }
  | { readonly kind: 'model-classes'; readonly model: string }
  | {
      readonly kind: 'report';
      readonly title: string;
      readonly said: string;
      readonly problems: readonly ProblemEntry[];
    }
  | { readonly kind: 'leave'; readonly edits: number };

export interface ViewState {
  readonly page: Page;
  readonly tool: ToolName;
  /** The hand pans, whatever the tool, while its key is held. */
  readonly hand: 'tool' | 'pan';
  readonly activeCategory: CategoryId | undefined;
  readonly hidden: 'none' | 'all';
  readonly showRejected: ShowRejected;
  readonly viewportRequest: ViewportRequest | undefined;
  /** How the picture is shown, for looking only: the model, the export and the files know nothing of it. */
  readonly adjustments: Adjustments;
  /** What is known of the file's own numbers of the picture on screen. */
  readonly depth: Depth;
  /** The panel with all that concerns how the picture is shown. */
  readonly lookOpen: boolean;
  /** The panel with the scores that proposals are shown with. */
  readonly scoresOpen: boolean;
  readonly magnifier: 'off' | 'on';
  readonly dialog: OpenDialog | undefined;
  readonly jobsOpen: boolean;
  /** The steps of the picture stand below the list of pictures. */
  readonly historyOpen: boolean;
  /** The field for a new class is open. */
  readonly addingClass: boolean;
  /** Pictures marked in the list, for what is done with many at once; the current one need not be among them. */
  readonly marked: ReadonlySet<ImageId>;
  /** Box under the pointer in the box list. */
  readonly hovered: AnnotationId | undefined;
}

export type ViewStore = StoreApi<ViewState>;

/** What changes with every move of the hand; apart, so that nothing else is asked again. */
export interface HandState {
  /** Screen pixels for one picture pixel. */
  readonly scale: number;
  /** Picture pixels under the pointer. */
  readonly pointer: PointedAt | undefined;
  /** The colour of that pixel as the picture has it, whatever it is shown like. */
  readonly pixel: Pixel | undefined;
  /** Where the pointer lay when keys last went from box to box: as long as it rests there, they go on in the list's order. */
  readonly resting: ScreenPoint | undefined;
}

export interface Pixel {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  /** The file's own numbers where it has 16 bits a channel and they were read. */
  readonly samples: readonly number[];
}

export type HandStore = StoreApi<HandState>;

const first: ViewState = {
  page: 'label',
  tool: 'select',
  hand: 'tool',
  activeCategory: undefined,
  hidden: 'none',
  showRejected: 'hidden',
  viewportRequest: undefined,
  adjustments: unadjusted,
  depth: { state: 'unknown' },
  lookOpen: false,
  scoresOpen: false,
  magnifier: 'off',
  dialog: undefined,
  jobsOpen: false,
  historyOpen: false,
  addingClass: false,
  marked: new Set(),
  hovered: undefined,
};

export function createView(): ViewStore {
  return createStore<ViewState>(() => first);
}

export function createHand(): HandStore {
  return createStore<HandState>(() => ({ scale: 1, pointer: undefined, pixel: undefined, resting: undefined }));
}

/** Asks the canvas for a zoom; the nonce makes the same request twice two requests. */
export function requestViewport(view: ViewStore, kind: ViewportRequest['kind'], box?: Box): void {
  view.setState(({ viewportRequest }) => ({
    viewportRequest: { kind, nonce: (viewportRequest?.nonce ?? 0) + 1, ...(box && { box }) },
  }));
}

export function openDialog(view: ViewStore, dialog: OpenDialog | undefined): void {
  view.setState({ dialog });
}
