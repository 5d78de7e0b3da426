// The hand: pulls the picture about. Also at work while Space or the middle button is held in another tool.
import { pan } from '../../../common/geometry/viewport.ts';
import type { Scene } from '../scene.ts';
import { idle, type Step, type ToolEvent, type ToolState } from './tool.ts';

export function step(state: ToolState, event: ToolEvent, scene: Scene): Step {
  if (event.kind === 'down') return { state: { name: 'panning', last: event.at }, cursor: 'grabbing' };
  if (state.name !== 'panning' || !('at' in event)) return { state: idle, cursor: 'grab' };
  const viewport = pan(scene.viewport, event.at.x - state.last.x, event.at.y - state.last.y, scene.image, scene.view);
  if (event.kind === 'up') return { state: idle, viewport, cursor: 'grab' };
  return { state: { name: 'panning', last: event.at }, viewport, cursor: 'grabbing' };
}
