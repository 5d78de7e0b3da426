// Answers what the page that looks at the data asks. The counting itself is the clerk's.
import type { Handlers } from '../../common/contract.ts';
import { runTask } from '../clerk/runTask.ts';
import type { Workspace } from '../workspace.ts';

type Names = 'insight/statistics';

export function insightHandlers(workspace: Workspace): Pick<Handlers, Names> {
  const counting = latest();
  return {
    'insight/statistics': ({ filter }) => {
      const { folder } = workspace.project;
      return counting((signal) => runTask('data/statistics', { project: folder, filter }, { signal }));
    },
  };
}

/** Does one thing at a time: what is still done when more is asked is given up. */
function latest(): <Value>(work: (signal: AbortSignal) => Promise<Value>) => Promise<Value> {
  let stop = new AbortController();
  return (work) => {
    stop.abort();
    stop = new AbortController();
    return work(stop.signal);
  };
}
