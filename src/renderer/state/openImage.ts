// Puts a picture on screen: the list's mark, its boxes, how it is shown, and main's memory of where the user was.
import type { ImageId } from '../../common/annotation/types.ts';
import { unadjusted } from '../canvas/adjust/adjustments.ts';
import type { Desk } from './desk.ts';
import type { Document } from './document.ts';

type Parts = Pick<Desk, 'images' | 'document' | 'studio' | 'view' | 'hand' | 'settings' | 'marks'>;

export function openImage(desk: Parts, image: ImageId): void {
  if (desk.images.store.getState().current === image) return;
  desk.images.setCurrent(image);
  const isKept = desk.settings.store.getState().keepAdjustments;
  desk.view.setState({ hovered: undefined, depth: { state: 'unknown' }, ...(!isKept && { adjustments: unadjusted }) });
  desk.hand.setState({ pointer: undefined, pixel: undefined });
  // Boxes looked at alone are boxes of the picture that is left.
  if (desk.marks.getState().alone?.kind === 'boxes') desk.marks.setState({ alone: undefined });
  void desk.document.open(image);
  // Where the user was is a comfort, not an edit: a failure here is nothing to tell.
  void desk.studio.ask('image/opened', { image });
}

/** True once the boxes of this picture are read; false when they could not be, or another picture was opened meanwhile. */
export function whenRead({ store }: Document, image: ImageId): Promise<boolean> {
  const answer = () => {
    const state = store.getState();
    if (state.image !== image || state.phase === 'failed') return false;
    return state.phase === 'ready' ? true : undefined;
  };
  return new Promise((resolve) => {
    const now = answer();
    if (now !== undefined) return resolve(now);
    const end = store.subscribe(() => {
      const then = answer();
      if (then === undefined) return;
      end();
      resolve(then);
    });
  });
}
