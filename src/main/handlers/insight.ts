// Answers what the page that looks at the data asks. The counting itself is the clerk's; what it found is kept for the lists.
import { join } from 'node:path';
import type { Handlers } from '../../common/contract.ts';
import { findingsOf, type FoundLists } from '../../common/health/findings.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';
import { makeFingerprints, type FingerprintReport } from '../project/fingerprints.ts';
import { runTask } from '../clerk/runTask.ts';
import { writeOne } from '../project/wholeFile.ts';
import type { Dialogs } from './dialogs.ts';
import { latest } from './latest.ts';
import type { Workspace } from '../workspace.ts';

type Names = 'insight/statistics' | 'insight/findings' | 'insight/compare' | 'insight/save' | 'insight/list';

export function insightHandlers(workspace: Workspace, dialogs: Dialogs): Pick<Handlers, Names> {
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
    'insight/compare': () => compareAsJob(workspace),
    'insight/save': async ({ name, kind, content }) => {
      const filters = [{ name: kind === 'png' ? t('Picture') : t('Table'), extensions: [kind] }];
      const location = await dialogs.save(
        t('Save the plot'),
        join(workspace.project.folder, `${name}.${kind}`),
        filters,
      );
      if (location === undefined) return null;
      const piece = kind === 'png' ? Buffer.from(content, 'base64') : content;
      if (typeof piece !== 'string' && !piece.subarray(0, pngStart.length).equals(pngStart))
        fail('invalid', t('The plot did not come as a picture.'));
      await writeOne(location, piece);
      return { location };
    },
    'insight/list': async ({ name }) => {
      const { folder } = workspace.project;
      return (checked?.folder === folder ? checked.lists : await check())[name];
    },
  };
}

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

async function compareAsJob(workspace: Workspace): Promise<FingerprintReport | null> {
  const project = workspace.writable;
  let report: FingerprintReport | undefined;
  const { ended } = workspace.jobs.start('fingerprint', async ({ progress, problem, signal }) => {
    const { pixelLimit } = workspace.settings;
    const options = { pixelLimit, signal, onProgress: progress, onProblem: problem };
    report = await makeFingerprints(project, workspace.pictures, options);
    return t(
      '{made, plural, one {# picture compared.} other {# pictures compared.}}{failed, plural, =0 {} one { # picture could not be read.} other { # pictures could not be read.}}',
      { ...report },
    );
  });
  const { state, message } = await ended;
  if (report !== undefined) return report;
  return state === 'cancelled' ? null : fail('detector', message ?? t('The pictures could not be compared.'));
}
