// Asks the detector for the box at a click. A drag draws one by hand: what the detector does not see is drawn without another tool.
import type { Scene } from '../scene.ts';
import { step as draw } from './draw.ts';
import type { Step, ToolEvent, ToolState } from './tool.ts';

export function step(state: ToolState, event: ToolEvent, scene: Scene): Step {
  return draw(state, event, { ...scene, drawing: 'drag', clicks: 'ask' });
}
