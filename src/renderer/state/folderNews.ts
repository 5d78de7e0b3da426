// What main tells of the picture folders and of who may write the project, as the window says it.
import { t } from '../../common/messages/t.ts';
import type { Desk } from './desk.ts';

/** Returns what ends it. */
export function followFolders({ studio, project, notices, flow }: Desk): readonly (() => void)[] {
  return [
    studio.on('folders/changed', ({ folders }) => {
      const { project: open } = project.getState();
      if (open !== undefined) project.setState({ project: { ...open, folders } });
    }),
    studio.on('folders/unheard', ({ why }) => {
      notices.say(
        t(
          'Changes in the folders are not heard at once: {why, select, limit {the system allows no more folders to be watched} other {they lie on a network drive}}. They are looked through when this window comes to the front, and every five minutes.',
          { why },
        ),
      );
    }),
    studio.on('project/free', () => {
      project.setState({ free: true });
      notices.say(t('The other program has left this project.'), {
        stay: 0,
        action: { label: t('Open for writing'), run: () => void flow.openForWriting() },
      });
    }),
  ];
}
