// From a row of a list to the picture behind it, with its box selected, and back.
import { findingWords } from '../../../common/health/words.ts';
import { ruleOf } from '../../../common/health/findings.ts';
import type { Desk } from '../../state/desk.ts';
import { unfiltered } from '../../state/imageOrder.ts';
import { openImage, whenRead } from '../../state/openImage.ts';
import { openClass } from '../progress/openList.ts';

/** `image`: of a group, the one that was chosen; else the row's first. */
export async function openRow(desk: Desk, row: number, image?: number): Promise<void> {
  const { list } = desk.insight.store.getState();
  const entry = list?.rows[row];
  if (list === undefined || entry === undefined) return;
  const { kind } = ruleOf(list.name);
  desk.insight.keepPlace({ row });
  desk.insight.setAway(true);
  if (kind === 'classes') {
    const category = entry[0] ?? 0;
    await openClass(desk, category, desk.categories.store.getState().byId.get(category)?.name ?? '');
    return;
  }
  const among = new Set(list.rows.flatMap((one) => (kind === 'groups' ? one : one.slice(0, 1))));
  desk.images.setQuery({
    ...unfiltered,
    among: { words: findingWords({ name: list.name, count: list.count }), images: among },
  });
  const wanted = image ?? entry[0] ?? 0;
  desk.view.setState({ page: 'label' });
  openImage(desk, wanted);
  const boxes = kind === 'boxes' || kind === 'pairs' ? entry.slice(1) : [];
  if (boxes.length > 0 && (await whenRead(desk.document, wanted))) desk.document.select(boxes);
}

/** The list as it was left; the list of pictures shows all again. */
export function backToList(desk: Desk): void {
  desk.insight.setAway(false);
  desk.insight.setTab('checks');
  desk.images.setQuery({ among: undefined });
  desk.view.setState({ page: 'insight' });
}
