// Answers what the page that looks at the data asks. The counting itself is the clerk's; what it found is kept for the lists.
import type { Handlers } from '../../common/contract.ts';
import { findingsOf, type FoundLists } from '../../common/health/findings.ts';
import { runTask } from '../clerk/runTask.ts';
import type { Workspace } from '../workspace.ts';

type Names = 'insight/statistics' | 'insight/findings' | 'insight/list';

export function insightHandlers(workspace: Workspace): Pick<Handlers, Names> {
  const counting = latest();
  const checking = latest();
  /** Of the project in this folder. */
  let checked: { readonly folder: string; readonly lists: FoundLists } | undefined;

  async function check(): Promise<FoundLists> {
    const { folder } = workspace.project;
    const lists = await checking((signal) => runTask('data/health', { project: folder }, { signal }));
    checked = { folder, lists };
    return lists;
  }

  return {
    'insight/statistics': ({ filter }) => {
      const { folder } = workspace.project;
      return counting((signal) => runTask('data/statistics', { project: folder, filter }, { signal }));
    },
    'insight/findings': async () => findingsOf(await check()),
    'insight/list': async ({ name }) => {
      const { folder } = workspace.project;
      return (checked?.folder === folder ? checked.lists : await check())[name];
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
