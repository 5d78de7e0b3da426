// Commands that go from picture to picture, and mark them done.
import type { Desk } from '../state/desk.ts';
import { neighbour, nextUnfinished } from '../state/imageOrder.ts';
import { openImage, whenRead } from '../state/openImage.ts';
import { canEdit, command, hasProject, hasSelection, sceneOf, type Command } from './command.ts';
import { selectByKey } from './walk.ts';

const onLabelPage = (desk: Desk) => hasProject(desk) && desk.view.getState().page === 'label';

export function goBy(desk: Desk, step: number): void {
  const { images, shown, current } = desk.images.store.getState();
  const next = neighbour(images, shown, current, step);
  if (next !== undefined) openImage(desk, next);
  else desk.notices.announce(step > 0 ? 'This is the last picture.' : 'This is the first picture.');
}

/** Goes there with the first proposal selected, so that the next key judges it. */
export async function goNextUnfinished(desk: Desk): Promise<void> {
  const { images, shown, current } = desk.images.store.getState();
  const next = nextUnfinished(images, shown, current);
  if (next !== undefined) {
    openImage(desk, next);
    if (!(await whenRead(desk.document, next)) || hasSelection(desk)) return;
    const [first] = sceneOf(desk)?.groups.proposals ?? [];
    if (first) selectByKey(desk, first.id);
  } else desk.notices.say('All pictures of this list are done.', { tone: 'good' });
}

function goTo(desk: Desk, place: 'first' | 'last'): void {
  const { images, shown } = desk.images.store.getState();
  const image = images[shown[place === 'first' ? 0 : shown.length - 1] ?? -1];
  if (image) openImage(desk, image.id);
}

function toggleDone(desk: Desk): void {
  const scene = sceneOf(desk);
  if (scene) desk.document.setDone(scene.image.state === 'done' ? 'open' : 'done');
}

function finishAndGoOn(desk: Desk): Promise<void> {
  desk.document.setDone('done');
  return goNextUnfinished(desk);
}

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
  command('pictures.toggle-done', 'Mark picture done, or not done', 'Pictures', ['$mod+Enter'], toggleDone, {
    during: 'labelling',
    when: canEdit,
  }),
  command(
    'pictures.done-next',
    'Mark picture done and go to the next unfinished one',
    'Pictures',
    ['e'],
    finishAndGoOn,
    {
      during: 'labelling',
      when: canEdit,
    },
  ),
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
];
