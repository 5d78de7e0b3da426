// From a line of the differences to its picture, with the boxes that changed selected, and back.
import type { PictureDifference } from '../../../common/snapshots.ts';
import type { Desk } from '../../state/desk.ts';
import { unfiltered } from '../../state/imageOrder.ts';
import { openImage, whenRead } from '../../state/openImage.ts';
import { openDialog } from '../../state/view.ts';
import { sinceWords } from './words.ts';

export async function openDifference(desk: Desk, { image, ...boxes }: PictureDifference): Promise<void> {
  const { compared } = desk.snapshots.store.getState();
  if (compared?.difference === undefined) return;
  const { from, difference } = compared;
  const images = new Set(difference.pictures.map((one) => one.image));
  desk.images.setQuery({ ...unfiltered, among: { words: sinceWords(from, difference), images } });
  desk.snapshots.setAway(true);
  openDialog(desk.view, undefined);
  desk.view.setState({ page: 'label' });
  openImage(desk, image);
  if (!(await whenRead(desk.document, image))) return;
  const { annotations } = desk.document.store.getState();
  const changed = [...boxes.added, ...boxes.moved, ...boxes.relabelled, ...boxes.otherwise, ...boxes.removed];
  desk.document.select(changed.filter((id) => annotations.has(id)));
}

/** The differences as they are now; the list of pictures shows all again. */
export function backToDifferences(desk: Desk): void {
  const { compared } = desk.snapshots.store.getState();
  desk.snapshots.setAway(false);
  desk.images.setQuery({ among: undefined });
  desk.view.setState({ page: 'data' });
  if (compared !== undefined) void desk.snapshots.compare(compared.from, compared.to);
}
