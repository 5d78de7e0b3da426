// Where the picture folders are, and taking a project for writing: what is asked of main and what is said of it.
import { t } from '../../common/messages/t.ts';
import type { ProjectInfo } from '../../common/records.ts';
import type { Result } from '../../common/result.ts';
import type { Desk } from './desk.ts';
import type { ProjectFlow } from './projectFlow.ts';
import { openDialog } from './view.ts';

type Parts = Pick<Desk, 'studio' | 'notices' | 'project' | 'view'> & {
  readonly enter: (project: ProjectInfo) => Promise<void>;
};

export function createFolderFlow({
  studio,
  notices,
  project,
  view,
  enter,
}: Parts): Pick<ProjectFlow, 'lookAtRelink' | 'relink' | 'relinkBack' | 'openForWriting'> {
  function take(result: Result<ProjectInfo>): boolean {
    if (result.ok) project.setState({ project: result.value });
    else notices.report(result.failure);
    return result.ok;
  }

  async function relinkBack(folder: number): Promise<void> {
    take(await studio.ask('project/relink-back', { folder }));
  }

  return {
    relinkBack,
    async lookAtRelink(folder) {
      const result = await studio.ask('project/relink-look', { folder });
      if (!result.ok) notices.report(result.failure);
      else if (result.value) openDialog(view, { kind: 'relink', folder, choice: result.value });
    },
    async relink(folder, { token, to }) {
      if (!take(await studio.ask('project/relink', { token }))) return;
      notices.say(t('The pictures are looked for in {folder} now.', { folder: to }), {
        tone: 'good',
        action: { label: t('Take it back'), run: () => void relinkBack(folder) },
      });
    },
    async openForWriting() {
      const result = await studio.ask('project/write', {});
      if (result.ok) await enter(result.value);
      else notices.report(result.failure);
    },
  };
}
