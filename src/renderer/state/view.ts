// What is on the screen and how: page, tool, zoom, open dialog. Nothing of it is undone or kept in the project.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ProblemEntry } from '../../common/records.ts';
import type { AnnotationId, CategoryId, ImageId } from '../../common/annotation/types.ts';
import type { ShowRejected } from '../../common/annotation/visible.ts';
import type { Box } from '../../common/geometry/box.ts';
import type { ToolName, ViewportRequest } from '../canvas/props.ts';

/** CSS pixels a panel has when it is opened again. */
export const usualWidths = { list: 260, inspector: 300 } as const;

export type Page = 'label' | 'train' | 'data' | 'models' | 'settings';

export type OpenDialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'problems' }
  | { readonly kind: 'job-problems'; readonly job: number }
  | { readonly kind: 'provider' }
  | { readonly kind: 'export' }
  | { readonly kind: 'attributes' }
  | { readonly kind: 'model-import' }
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
  readonly activeCategory: CategoryId | undefined;
  readonly hidden: 'none' | 'all';
  readonly showRejected: ShowRejected;
  readonly viewportRequest: ViewportRequest | undefined;
  readonly dialog: OpenDialog | undefined;
  readonly jobsOpen: boolean;
  /** The field for a new class is open. */
  readonly addingClass: boolean;
  /** Pictures marked in the list for pre-labelling; the current one need not be among them. */
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
  readonly pointer: { readonly x: number; readonly y: number } | undefined;
}

export type HandStore = StoreApi<HandState>;

const first: ViewState = {
  page: 'label',
  tool: 'select',
  activeCategory: undefined,
  hidden: 'none',
  showRejected: 'hidden',
  viewportRequest: undefined,
  dialog: undefined,
  jobsOpen: false,
  addingClass: false,
  marked: new Set(),
  hovered: undefined,
};

export function createView(): ViewStore {
  return createStore<ViewState>(() => first);
}

export function createHand(): HandStore {
  return createStore<HandState>(() => ({ scale: 1, pointer: undefined }));
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
