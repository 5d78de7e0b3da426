// Commands on how boxes are drawn: by a drag, two clicks or four points, and what edges snap to. One of them draws without a mouse.
import * as edits from '../../common/annotation/edits.ts';
import { settle } from '../../common/geometry/box.ts';
import type { Message } from '../../common/messages/catalogue.ts';
import { t } from '../../common/messages/t.ts';
import type { DrawingWay } from '../../common/records.ts';
import type { Desk } from '../state/desk.ts';
import { askForClass, drawingClass } from './classes.ts';
import { canEdit, command, enoughIds, sceneOf, type Command } from './command.ts';
import { deed } from '../../common/annotation/deed.ts';

/** In the order in which the key goes through them. */
export const drawingWays: readonly (readonly [way: DrawingWay, words: string])[] = [
  ['drag', t('By a drag')],
  ['two-clicks', t('By two corners')],
  ['four-points', t('By four outermost points')],
];

const titles: Readonly<Record<DrawingWay, Message>> = {
  drag: 'Draw boxes by a drag',
  'two-clicks': 'Draw boxes by two corners',
  'four-points': 'Draw boxes by four outermost points',
};

const chosen: Readonly<Record<DrawingWay, string>> = {
  drag: t('Drawing by a drag'),
  'two-clicks': t('Drawing by two corners'),
  'four-points': t('Drawing by four outermost points'),
};

/** Chooses the way and takes the tool up, for that is why one chooses. */
function drawBy(desk: Desk, way: DrawingWay): void {
  desk.settings.set({ drawing: way });
  desk.view.setState({ tool: 'draw' });
  desk.notices.announce(chosen[way]);
  if (desk.categories.store.getState().list.length === 0) askForClass(desk);
}

function drawByNext(desk: Desk): void {
  const { drawing } = desk.settings.store.getState();
  const place = drawingWays.findIndex(([way]) => way === drawing);
  drawBy(desk, drawingWays[(place + 1) % drawingWays.length]![0]);
}

/** A box without a mouse: a tenth of the picture about its middle, or under the pointer; the arrows do the rest. */
function addBox(desk: Desk): void {
  const scene = sceneOf(desk);
  const categoryId = drawingClass(desk);
  if (scene === undefined) return;
  if (categoryId === undefined) return askForClass(desk);
  if (!enoughIds(desk, 1)) return;
  const { width, height } = scene.image;
  const at = desk.hand.getState().pointer ?? { x: width / 2, y: height / 2 };
  const half = Math.max(4, Math.min(width, height) / 20);
  const box = settle({ x1: at.x - half, y1: at.y - half, x2: at.x + half, y2: at.y + half }, scene.image);
  const id = desk.ids.next();
  desk.document.edit(edits.draw(id, box, categoryId, scene.image), deed('draw'));
  desk.document.select([id]);
}

function toggleSnap(desk: Desk): void {
  const snapToBoxes = !desk.settings.store.getState().snapToBoxes;
  desk.settings.set({ snapToBoxes });
  desk.notices.announce(snapToBoxes ? t('Edges snap to boxes near by') : t('Edges snap to the picture alone'));
}

export const drawingCommands: readonly Command[] = [
  ...drawingWays.map(([way]) =>
    command(`draw.${way}`, titles[way], 'Boxes', [], (desk) => drawBy(desk, way), { when: canEdit }),
  ),
  command('draw.next-way', 'Draw boxes another way', 'Boxes', ['Shift+b'], drawByNext, { when: canEdit }),
  command('draw.add', 'Add a box in the middle or at the pointer', 'Boxes', ['Alt+b'], addBox, { when: canEdit }),
  command('draw.snap', 'Snap to boxes near by, or not', 'Boxes', ['s'], toggleSnap, { when: canEdit }),
];
