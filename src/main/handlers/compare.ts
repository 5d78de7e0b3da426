// Answers what compares models on the picture on screen: one model's boxes at a time, given up when they are not looked for any more.
import type { Handlers } from '../../common/contract.ts';
import { findBoxes } from '../project/findBoxes.ts';
import type { Workspace } from '../workspace.ts';

type Names = Extract<keyof Handlers, `compare/${string}`>;

export function compareHandlers(workspace: Workspace): Pick<Handlers, Names> {
  let wanted = new AbortController();
  return {
    'compare/find': ({ image, model }) =>
      findBoxes(workspace.project, workspace.detector, {
        models: workspace.models,
        image,
        model,
        pixelLimit: workspace.settings.pixelLimit,
        tiles: { side: workspace.settings.tiles },
        signal: wanted.signal,
      }),
    'compare/stop': () => {
      wanted.abort();
      wanted = new AbortController();
      return {};
    },
  };
}
