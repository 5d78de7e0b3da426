// Hands an event to the tool in hand. A drag stays with the tool that began it, whatever is chosen meanwhile.
import type { ToolName } from '../props.ts';
import type { Scene } from '../scene.ts';
import { step as ask } from './ask.ts';
import { step as draw } from './draw.ts';
import { step as pan } from './pan.ts';
import { step as select } from './select.ts';
import type { Step, ToolEvent, ToolState } from './tool.ts';

const steps: Record<ToolName, (state: ToolState, event: ToolEvent, scene: Scene) => Step> = { select, draw, ask, pan };

export function step(tool: ToolName, state: ToolState, event: ToolEvent, scene: Scene): Step {
  return steps[tool](state, event, scene);
}
