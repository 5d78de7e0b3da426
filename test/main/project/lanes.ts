// The two real lanes of the detector process, bundled for a test, and project folders in a temporary place.
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DetectorClient } from '../../../src/main/detector/client.ts';
import { forkDetector } from '../../../src/main/detector/fork.ts';
import { closeProject, createProject, type Project } from '../../../src/main/project/project.ts';
import { addFolder } from '../../../src/main/project/folders.ts';
import { buildEntries } from '../../detector/builtDetector.ts';

export interface Lanes {
  readonly pictures: DetectorClient;
  readonly detector: DetectorClient;
  close(): Promise<void>;
}

export async function openLanes(): Promise<Lanes> {
  const built = await buildEntries({ detector: 'src/detector/index.ts' });
  const entry = path.join(built.folder, 'detector.js');
  const client = (lane: 'pictures' | 'detector') => new DetectorClient({ fork: forkDetector, entry, lane });
  const pictures = client('pictures');
  const detector = client('detector');
  return {
    pictures,
    detector,
    close: async () => {
      await Promise.all([pictures.close(), detector.close()]);
      await built.remove();
    },
  };
}

export interface Place {
  readonly folder: string;
  /** A new project over these picture folders. */
  project(...pictureFolders: string[]): Promise<Project>;
  remove(): void;
}

export function makePlace(): Place {
  const folder = mkdtempSync(path.join(tmpdir(), 'boxwright-project-'));
  const projects: Project[] = [];
  return {
    folder,
    project: async (...pictureFolders) => {
      const project = await createProject(path.join(folder, `project-${projects.length + 1}`), {
        model: 'fcos_r10_bccd',
      });
      projects.push(project);
      for (const pictures of pictureFolders) addFolder(project, pictures);
      return project;
    },
    remove: () => {
      for (const project of projects) closeProject(project);
      unlock(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Folders that a test closed would keep their content from being deleted. */
function unlock(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory() && statSync(full, { throwIfNoEntry: false }) !== undefined) unlock(full);
  }
}

export const models = path.resolve(import.meta.dirname, '../../../models');
