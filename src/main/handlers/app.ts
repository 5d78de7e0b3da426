// Answers what concerns the program itself: facts, settings, recent projects.
import { app } from 'electron';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { longestName } from '../../common/annotation/stamps.ts';
import type { Handlers } from '../../common/contract.ts';
import type { AppInfo, RecentProject } from '../../common/records.ts';
import { projectInfo } from '../project/project.ts';
import type { Workspace } from '../workspace.ts';

export function recentProjects(workspace: Workspace): readonly RecentProject[] {
  return workspace.remembered.recent.map(({ id, name, folder, pictures, openedAt }) => ({
    id,
    name,
    location: folder,
    pictures,
    openedAt,
    missing: !existsSync(folder),
  }));
}

/** '' where the system knows no name. */
function systemUser(): string {
  try {
    return userInfo().username.slice(0, longestName);
  } catch {
    return '';
  }
}

export function appHandlers(
  workspace: Workspace,
): Pick<Handlers, 'app/info' | 'settings/set' | 'project/forget-recent'> {
  return {
    'app/info': (): AppInfo => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      platform: process.platform,
      systemUser: systemUser(),
      settings: workspace.settings,
      settingsProblems: workspace.settingsProblems,
      recent: recentProjects(workspace),
      ...(workspace.hasProject ? { project: projectInfo(workspace.project) } : {}),
      given: workspace.given !== undefined,
    }),
    'settings/set': (change) => {
      const settings = { ...workspace.settings, ...change };
      workspace.remember({ settings });
      return settings;
    },
    'project/forget-recent': ({ id }) => {
      workspace.remember({ recent: workspace.remembered.recent.filter((entry) => entry.id !== id) });
      return recentProjects(workspace);
    },
  };
}
