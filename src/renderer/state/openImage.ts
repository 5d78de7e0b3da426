// Puts a picture on screen: the list's mark, its boxes, and main's memory of where the user was.
import type { ImageId } from '../../common/annotation/types.ts';
import type { Desk } from './desk.ts';

export function openImage(desk: Pick<Desk, 'images' | 'document' | 'studio' | 'view' | 'hand'>, image: ImageId): void {
  if (desk.images.store.getState().current === image) return;
  desk.images.setCurrent(image);
  desk.view.setState({ hovered: undefined });
  desk.hand.setState({ pointer: undefined });
  void desk.document.open(image);
  // Where the user was is a comfort, not an edit: a failure here is nothing to tell.
  void desk.studio.ask('image/opened', { image });
}
