// The wheel with Alt: moves that edge of the selected box which is nearest to the pointer, pixel by pixel.
import { growSide } from '../../../common/annotation/edits.ts';
import type { Box } from '../../../common/geometry/box.ts';
import type { Side } from '../../../common/geometry/resize.ts';
import { toImage, type ScreenPoint } from '../../../common/geometry/viewport.ts';
import { t } from '../../../common/messages/t.ts';
import type { Scene } from '../scene.ts';
import { lockedMessage, readOnlyMessage, type Step } from './tool.ts';
import { deed } from '../../../common/annotation/deed.ts';

/** `pixels` of the image, outwards when positive. */
export function pullNearestEdge(at: ScreenPoint, pixels: number, scene: Scene): Pick<Step, 'change' | 'message'> {
  if (scene.access === 'read') return { message: readOnlyMessage };
  const selected = scene.shown.filter(({ id }) => scene.selection.has(id));
  const [only] = selected;
  if (only === undefined || selected.length > 1)
    return { message: t('Select one box; Alt and the wheel move its nearest edge.') };
  if (scene.locked.has(only.id)) return { message: lockedMessage };
  const side = nearestSide(only.box, toImage(at, scene.viewport));
  const change = growSide(scene.annotations, [only.id], side, pixels, scene.image);
  return { change: { change, done: deed('resize') } };
}

/** The side whose line the point is closest to. */
export function nearestSide(box: Box, point: { readonly x: number; readonly y: number }): Side {
  const beyondX = Math.max(box.x1 - point.x, 0, point.x - box.x2);
  const beyondY = Math.max(box.y1 - point.y, 0, point.y - box.y2);
  const distances: readonly (readonly [Side, number])[] = [
    ['left', Math.hypot(point.x - box.x1, beyondY)],
    ['right', Math.hypot(point.x - box.x2, beyondY)],
    ['up', Math.hypot(point.y - box.y1, beyondX)],
    ['down', Math.hypot(point.y - box.y2, beyondX)],
  ];
  return distances.reduce((best, one) => (one[1] < best[1] ? one : best))[0];
}
