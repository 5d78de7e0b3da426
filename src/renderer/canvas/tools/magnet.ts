// The magnet in the hand: pulls moving edges to the picture's border, and where it is wished to the boxes beside. Ctrl lets go of it.
import type { AnnotationId } from '../../../common/annotation/types.ts';
import { touches, type Box } from '../../../common/geometry/box.ts';
import {
  attract,
  borderGuides,
  neighbourGuides,
  noAttraction,
  type Attraction,
  type Edges,
  type Guide,
} from '../../../common/geometry/magnet.ts';
import { shownPart } from '../../../common/geometry/viewport.ts';
import type { Scene } from '../scene.ts';
import type { PointerInput } from './tool.ts';

/** From so far an edge goes to a line, CSS pixels. */
const reach = 6;
/** Boxes count as beside what moves when they are no further away than this, CSS pixels. */
const besideReach = 96;

/** `edges` are where the hand wants them, `near` is the moving box; `moving` names the boxes that must not draw themselves. */
export function magnet(
  edges: Edges,
  near: Box,
  event: PointerInput,
  scene: Scene,
  moving: ReadonlySet<AnnotationId> = new Set(),
): Attraction {
  if (event.control) return noAttraction;
  const { scale } = scene.viewport;
  const beside = scene.snapToBoxes ? neighbours(near, scene, moving) : [];
  const found = attract(edges, [...borderGuides(scene.image), ...beside], reach / scale);
  // The border is its own line; only a neighbour's has to be shown.
  return { ...found, guides: found.guides.filter((guide) => beside.includes(guide)) };
}

/** Only of what is in view: an edge that nobody sees must not hold the hand. */
function neighbours(near: Box, scene: Scene, moving: ReadonlySet<AnnotationId>): Guide[] {
  const seen = shownPart(scene.viewport, scene.view);
  const boxes = scene.shown.filter(({ id, box }) => !moving.has(id) && touches(box, seen)).map(({ box }) => box);
  return neighbourGuides(boxes, near, besideReach / scene.viewport.scale);
}
