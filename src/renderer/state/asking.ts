// The question to the detector that is open on the picture on screen, and its answer. What is done with the answer is the commands'.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { t } from '../../common/messages/t.ts';
import type { StudioApi } from '../../common/contract.ts';
import type { CategoryId, ImageId } from '../../common/annotation/types.ts';
import { isHuman } from '../../common/annotation/types.ts';
import { iou, type Box } from '../../common/geometry/box.ts';
import type { ImagePoint } from '../../common/geometry/viewport.ts';
import type { AskedBox, AskedBoxes } from '../../common/askedBoxes.ts';
import { success, type Result } from '../../common/result.ts';
import type { Desk } from './desk.ts';
import type { Document } from './document.ts';

export type AskingState =
  | { readonly phase: 'none' }
  /** `slow`: it takes long enough to say so. */
  | { readonly phase: 'asking'; readonly at: ImagePoint; readonly pace: 'quick' | 'slow' }
  | {
      readonly phase: 'offered';
      readonly image: ImageId;
      readonly model: string;
      /** At least one, best first. */
      readonly boxes: readonly AskedBox[];
      readonly chosen: number;
      readonly knows: AskedBoxes['knows'];
    }
  | { readonly phase: 'refused'; readonly at: ImagePoint; readonly said: string }
  /** A box that was drawn took these edges. */
  | { readonly phase: 'snapped'; readonly box: Box };

export interface KeepWish {
  readonly category: CategoryId | undefined;
}

export interface Asking {
  readonly store: StoreApi<AskingState>;
  /**
   * For the best box at this point of the picture on screen; the answer is in the store. Resolves with what was wished meanwhile:
   * to keep it, in its own class or another.
   */
  ask(at: ImagePoint, category?: CategoryId): Promise<KeepWish | undefined>;
  /** The answer that is on its way is to be kept when it is there. */
  keepWhenThere(wish: KeepWish): void;
  /** Has the picture looked at, so that a question to come need not wait. */
  lookAhead(image: ImageId): void;
  /** The box of the model that a drawn one means; undefined: none, or not in this time (milliseconds). */
  meant(image: ImageId, box: Box, within: number): Promise<AskedBox | undefined>;
  step(direction: 1 | -1): void;
  showSnapped(box: Box): void;
  clear(): void;
}

/** An answer that is there within the blink of an eye needs no word before it. Milliseconds. */
const slowFrom = 150;
const refusalStays = 4000;
const snapStays = 2500;

/** A box over this IoU with one that a human stands behind is that box. */
const sameFrom = 0.8;

export function createAsking(studio: StudioApi, document: Document): Asking {
  const store = createStore<AskingState>(() => ({ phase: 'none' }));
  let wish: KeepWish | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(state: AskingState, then?: { readonly after: number; readonly state: AskingState }): void {
    clearTimeout(timer);
    store.setState(state, true);
    if (then) timer = setTimeout(() => show(then.state), then.after);
  }

  const refuse = (at: ImagePoint, said: string) =>
    show({ phase: 'refused', at, said }, { after: refusalStays, state: { phase: 'none' } });

  function take(at: ImagePoint, image: ImageId, { boxes, model, knows }: AskedBoxes): void {
    const humans = [...document.store.getState().annotations.values()].filter(isHuman);
    const missing = boxes.filter(({ box }) => !humans.some((one) => iou(one.box, box) >= sameFrom));
    if (missing.length > 0) return show({ phase: 'offered', image, model, boxes: missing, chosen: 0, knows });
    if (boxes.length > 0) return refuse(at, t('The box that the detector sees here is there already.'));
    refuse(at, knows === 'final' ? t('This model only knows its final boxes, and none is here.') : nothingSeen);
  }

  return {
    store,
    async ask(at, category) {
      const { image } = document.store.getState();
      if (image === undefined) return undefined;
      wish = undefined;
      const asked: AskingState = { phase: 'asking', at, pace: 'quick' };
      show(asked, { after: slowFrom, state: { ...asked, pace: 'slow' } });
      const place = { kind: 'point', x: at.x, y: at.y, ...(category !== undefined && { category }) } as const;
      const result = await studio.ask('detector/at', { image, place });
      // Dropped, or another question or picture came meanwhile.
      const now = store.getState();
      if (now.phase !== 'asking' || now.at !== at) return undefined;
      if (result.ok) take(at, image, result.value);
      else refuse(at, result.failure.message);
      return wish;
    },
    keepWhenThere(wanted) {
      wish = wanted;
    },
    lookAhead(image) {
      // What fails here fails again when something is asked, and is told then.
      void studio.ask('detector/at', { image });
    },
    async meant(image, box, within) {
      const late = new Promise<Result<undefined>>((resolve) => setTimeout(() => resolve(success(undefined)), within));
      const result = await Promise.race([studio.ask('detector/at', { image, place: { kind: 'box', box } }), late]);
      return result.ok ? result.value?.boxes[0] : undefined;
    },
    step(direction) {
      const now = store.getState();
      if (now.phase !== 'offered') return;
      const { length } = now.boxes;
      show({ ...now, chosen: (now.chosen + direction + length) % length });
    },
    showSnapped: (box) => show({ phase: 'snapped', box }, { after: snapStays, state: { phase: 'none' } }),
    clear: () => show({ phase: 'none' }),
  };
}

const nothingSeen = t('The detector sees nothing here.');

/** An answer belongs to the picture, the tool and the model that were there when it was asked for. */
export function dropStale({ asking, document, view, project }: Pick<Desk, 'asking' | 'document' | 'view' | 'project'>) {
  const ends = [
    document.store.subscribe((now, before) => {
      if (now.image !== before.image) asking.clear();
    }),
    view.subscribe((now, before) => {
      if (now.tool !== before.tool || now.page !== before.page) asking.clear();
    }),
    project.subscribe((now, before) => {
      if (now.project?.model !== before.project?.model) asking.clear();
    }),
  ];
  return () => ends.forEach((end) => end());
}
