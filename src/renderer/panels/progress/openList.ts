// From a figure to the pictures behind it: the label page with its list filtered.
import { t } from '../../../common/messages/t.ts';
import type { CategoryId } from '../../../common/annotation/types.ts';
import type { Desk } from '../../state/desk.ts';
import { unfiltered, type StateFilter } from '../../state/imageOrder.ts';
import { openImage } from '../../state/openImage.ts';

export function openState(desk: Desk, state: StateFilter): void {
  desk.images.setQuery({ ...unfiltered, state });
  show(desk);
}

export async function openClass(desk: Desk, category: CategoryId, name: string): Promise<void> {
  const result = await desk.studio.ask('images/with-class', { category });
  if (!result.ok) return desk.notices.report(result.failure);
  const among = { words: t('Pictures with {name}', { name }), images: new Set(result.value) };
  desk.images.setQuery({ ...unfiltered, among });
  show(desk);
}

/** The first one, unless the one on screen is among them. */
function show(desk: Desk): void {
  desk.view.setState({ page: 'label' });
  const { images, shown, current } = desk.images.store.getState();
  const first = images[shown[0] ?? -1];
  if (first && !shown.some((index) => images[index]?.id === current)) openImage(desk, first.id);
}
