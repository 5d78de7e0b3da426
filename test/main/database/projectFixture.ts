// A project in a temporary folder with some picture rows, for tests of the database. No picture file exists.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Annotation, ImageSummary, Origin, Verdict } from '../../../src/common/annotation/types.ts';
import type { Change } from '../../../src/common/annotation/change.ts';
import { noChange } from '../../../src/common/annotation/change.ts';
import type { Database } from '../../../src/main/database/driver.ts';
import { insertCategory } from '../../../src/main/database/categories.ts';
import { putImage } from '../../../src/main/database/images.ts';
import { sayOf } from '../../../src/main/database/verdicts.ts';
import { closeProject, createProject, type Project } from '../../../src/main/project/project.ts';

export interface Fixture {
  readonly folder: string;
  readonly project: Project;
  readonly database: Database;
  remove(): void;
}

export const pictureWidth = 640;
export const pictureHeight = 480;

/** A project with `pictures` rows named 1.jpg, 2.jpg, … of 640 × 480, ids from 1, and the categories cell and plate. */
export async function makeFixture(pictures = 3): Promise<Fixture> {
  const folder = mkdtempSync(path.join(tmpdir(), 'boxwright-database-'));
  const project = await createProject(path.join(folder, 'project'), { name: 'Test', model: 'some-model' });
  const { database } = project;
  fillProject(database, folder, pictures);
  return {
    folder,
    project,
    database,
    remove: () => {
      closeProject(project);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function fillProject(database: Database, folder: string, pictures: number): void {
  database.transaction(() => {
    database.run("INSERT INTO folders (path, added) VALUES (:path, '2026-11-23')", {
      path: path.join(folder, 'pictures'),
    });
    for (let position = 0; position < pictures; position += 1) {
      const facts = {
        format: 'jpeg',
        width: pictureWidth,
        height: pictureHeight,
        orientation: 1,
        displayable: true,
      } as const;
      putImage(database, 1, { name: `${position + 1}.jpg`, position, bytes: 1000, mtime: 1.5 }, { facts });
    }
    insertCategory(database, { name: 'cell' });
    insertCategory(database, { name: 'plate' });
  });
}

export function box(id: number, x1: number, y1: number, size = 50, more: Partial<Annotation> = {}): Annotation {
  return {
    id,
    categoryId: 1,
    box: { x1, y1, x2: x1 + size, y2: y1 + size },
    origin: { kind: 'drawn' },
    crowd: false,
    ...more,
  };
}

export function by(kind: Exclude<Origin['kind'], 'drawn' | 'imported'>, score = 0.5): Origin {
  return { kind, model: 'some-model', score };
}

/** Says it of a picture, by nobody. */
export function judge(database: Database, image: number, verdict: Verdict | 'back'): ImageSummary {
  return sayOf(database, image, { verdict, at: 1 });
}

export function adding(...added: Annotation[]): Change {
  return { ...noChange, added };
}
