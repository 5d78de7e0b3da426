// Answers what the grid of crops asks: which boxes, what they are, and which are in sight. What it does goes by `categories/edit`.
import type { Handlers } from '../../common/contract.ts';
import { annotationsById } from '../database/annotations.ts';
import { listBoxes } from '../database/boxList.ts';
import type { Workspace } from '../workspace.ts';

export function gridHandlers(workspace: Workspace): Pick<Handlers, 'boxes/list' | 'boxes/facts' | 'crops/want'> {
  return {
    'boxes/list': ({ filter, order, after }) => listBoxes(workspace.project.database, filter, order, after),
    'boxes/facts': ({ boxes }) => annotationsById(workspace.project.database, boxes),
    'crops/want': ({ boxes }) => {
      workspace.crops.want(boxes);
      return {};
    },
  };
}
