// Commands that go from picture to picture. What is said of them is verdicts.ts.
import { t } from '../../common/messages/t.ts';
import type { Desk } from '../state/desk.ts';
import { neighbour, nextOf } from '../state/imageOrder.ts';
import { openDialog } from '../state/view.ts';
import { openImage, whenRead } from '../state/openImage.ts';
import { command, hasSelection, onLabelPage, sceneOf, type Command } from './command.ts';
import { selectByKey } from './walk.ts';

export function goBy(desk: Desk, step: number): void {
  const { images, shown, current } = desk.images.store.getState();
  const next = neighbour(images, shown, current, step);
  if (next !== undefined) openImage(desk, next);
  else desk.notices.announce(step > 0 ? t('This is the last picture.') : t('This is the first picture.'));
}

/** Goes there with the first proposal selected, so that the next key judges it. */
export async function goNextUnfinished(desk: Desk): Promise<void> {
  const { images, shown, current } = desk.images.store.getState();
  const next = nextOf('unfinished', images, shown, current);
  if (next !== undefined) {
    openImage(desk, next);
    if (!(await whenRead(desk.document, next)) || hasSelection(desk)) return;
    const [first] = sceneOf(desk)?.groups.proposals ?? [];
    if (first) selectByKey(desk, first.id);
  } else desk.notices.say(t('All pictures of this list are labelled.'), { tone: 'good' });
}

function goTo(desk: Desk, place: 'first' | 'last'): void {
  const { images, shown } = desk.images.store.getState();
  const image = images[shown[place === 'first' ? 0 : shown.length - 1] ?? -1];
  if (image) openImage(desk, image.id);
}

/** Pictures that can be put into a split, and a project that takes it. */
const canSplit = (desk: Desk) =>
  onLabelPage(desk) &&
  desk.project.getState().project?.readOnly === false &&
  desk.images.store.getState().images.length > 0;

export const pictureCommands: readonly Command[] = [
  command('pictures.next', 'Next picture', 'Pictures', ['d', 'ArrowRight'], (desk) => goBy(desk, 1), {
    when: onLabelPage,
    during: 'after selection',
  }),
  command('pictures.previous', 'Previous picture', 'Pictures', ['a', 'ArrowLeft'], (desk) => goBy(desk, -1), {
    when: onLabelPage,
    during: 'after selection',
  }),
  command('pictures.next-unfinished', 'Next unfinished picture', 'Pictures', ['Shift+d'], goNextUnfinished, {
    when: onLabelPage,
  }),
  command('pictures.first', 'First picture', 'Pictures', ['Home'], (desk) => goTo(desk, 'first'), {
    scope: 'canvas',
    when: onLabelPage,
  }),
  command('pictures.last', 'Last picture', 'Pictures', ['End'], (desk) => goTo(desk, 'last'), {
    scope: 'canvas',
    when: onLabelPage,
  }),
  command(
    'pictures.find',
    'Find a picture by name',
    'Pictures',
    ['$mod+f'],
    (desk) => {
      const { listWidth } = desk.settings.store.getState();
      if (listWidth === 0) desk.settings.set({ listWidth: 260 });
      requestAnimationFrame(() => document.querySelector<HTMLInputElement>('[data-region="list"] input')?.focus());
    },
    { scope: 'everywhere', when: onLabelPage },
  ),
  command(
    'pictures.split',
    'Put pictures into a split…',
    'Pictures',
    [],
    (desk) => openDialog(desk.view, { kind: 'split' }),
    {
      when: canSplit,
    },
  ),
];
