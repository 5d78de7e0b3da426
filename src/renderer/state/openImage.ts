// Puts a picture on screen: the list's mark, its boxes, how it is shown, and main's memory of where the user was.
import type { ImageId } from '../../common/annotation/types.ts';
import { unadjusted } from '../canvas/adjust/adjustments.ts';
import type { Desk } from './desk.ts';

type Parts = Pick<Desk, 'images' | 'document' | 'studio' | 'view' | 'hand' | 'settings'>;

export function openImage(desk: Parts, image: ImageId): void {
  if (desk.images.store.getState().current === image) return;
  desk.images.setCurrent(image);
  const isKept = desk.settings.store.getState().keepAdjustments;
  desk.view.setState({ hovered: undefined, depth: { state: 'unknown' }, ...(!isKept && { adjustments: unadjusted }) });
  desk.hand.setState({ pointer: undefined, pixel: undefined });
  void desk.document.open(image);
  // Where the user was is a comfort, not an edit: a failure here is nothing to tell.
  void desk.studio.ask('image/opened', { image });
}
