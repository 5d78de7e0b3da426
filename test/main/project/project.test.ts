import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { annotationsOf, applyChange } from '../../../src/main/database/annotations.ts';
import { addFolder, hasFolder } from '../../../src/main/project/folders.ts';
import {
  closeProject,
  createProject,
  isProject,
  listFolders,
  openProject,
  projectInfo,
  type Project,
} from '../../../src/main/project/project.ts';
import { buildEntries } from '../../detector/builtDetector.ts';
import { adding, box, fillProject } from '../database/projectFixture.ts';

let folder = '';
const open: Project[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'boxwright-project-'));
});
afterEach(() => {
  for (const project of open.splice(0)) closeProject(project);
  rmSync(folder, { recursive: true, force: true });
});

function keep(project: Project): Project {
  open.push(project);
  return project;
}
async function created(name = 'cells'): Promise<Project> {
  return keep(await createProject(path.join(folder, name), { model: 'm' }));
}

describe('a project', () => {
  it('is made in a folder, found by folder or file, and is the same when it is opened again', async () => {
    const made = await created();
    const { id } = made;
    closeProject(made);
    expect(isProject(made.folder)).toBe(true);
    expect(isProject(folder)).toBe(false);
    const again = keep(await openProject(path.join(made.folder, 'project.boxwright'), { access: 'write' }));
    expect(projectInfo(again)).toMatchObject({
      id,
      name: 'cells',
      location: made.folder,
      readOnly: false,
      model: 'm',
      folders: [],
      problems: 0,
    });
    const { ids } = projectInfo(again);
    expect(ids.last - ids.first).toBe(9999);
    expect(projectInfo(again).ids.first).toBe(ids.last + 1);
  });

  it('is not made over another, and not found where there is none', async () => {
    const made = await created();
    await expect(createProject(made.folder, { model: 'm' })).rejects.toMatchObject({ failure: { kind: 'invalid' } });
    await expect(openProject(folder, { access: 'write' })).rejects.toMatchObject({ failure: { kind: 'not-found' } });
    writeFileSync(path.join(folder, 'file'), '');
    await expect(createProject(path.join(folder, 'file', 'x'), { model: 'm' })).rejects.toMatchObject({
      failure: { kind: 'read-only' },
    });
  });

  it('that is damaged or of a newer program is refused and stays as it was', async () => {
    const made = await created();
    made.database.exec('PRAGMA user_version = 99');
    closeProject(made);
    const file = path.join(made.folder, 'project.boxwright');
    const bytes = readFileSync(file);
    await expect(openProject(made.folder, { access: 'write' })).rejects.toMatchObject({
      failure: { kind: 'unsupported' },
    });
    await expect(openProject(made.folder, { access: 'prefer-write' })).rejects.toMatchObject({
      failure: { kind: 'unsupported' },
    });
    expect(readFileSync(file).equals(bytes)).toBe(true);
    writeFileSync(file, 'no database');
    await expect(openProject(made.folder, { access: 'write' })).rejects.toMatchObject({
      failure: { kind: 'unreadable' },
    });
    expect(readFileSync(file, 'utf8')).toBe('no database');
    writeFileSync(file, '');
    await expect(openProject(made.folder, { access: 'read' })).rejects.toMatchObject({
      failure: { kind: 'unsupported' },
    });
  });

  it('leaves only its file, and no log, when it is closed', async () => {
    const made = await created();
    fillProject(made.database, folder, 2);
    closeProject(made);
    closeProject(made);
    expect(readdirSync(made.folder).sort()).toEqual(['project.boxwright', 'project.lock']);
  });
});

describe('the folders of a project', () => {
  it('are referred to, found when the project is moved with them, and said when they are away', async () => {
    const made = await created();
    const inside = path.join(made.folder, 'pictures');
    const outside = path.join(folder, 'outside');
    mkdirSync(inside);
    mkdirSync(outside);
    expect([addFolder(made, inside), addFolder(made, outside), addFolder(made, inside)]).toEqual([1, 2, 1]);
    expect(hasFolder(made, path.join(inside, 'deeper'))).toBe(true);
    expect(hasFolder(made, folder)).toBe(false);
    closeProject(made);
    const moved = path.join(folder, 'moved');
    renameSync(made.folder, moved);
    renameSync(outside, `${outside}-gone`);
    const again = keep(await openProject(moved, { access: 'write' }));
    expect(listFolders(again)).toEqual([
      { id: 1, location: path.join(moved, 'pictures'), missing: false },
      { id: 2, location: outside, missing: true },
    ]);
    expect(projectInfo(again).folders[1]?.missing).toBe(true);
  });

  it('do not overlap, and have to be there', async () => {
    const made = await created();
    mkdirSync(path.join(folder, 'a', 'b'), { recursive: true });
    addFolder(made, path.join(folder, 'a'));
    expect(() => addFolder(made, path.join(folder, 'a', 'b'))).toThrow(/overlaps/);
    expect(() => addFolder(made, folder)).toThrow(/overlaps/);
    expect(() => addFolder(made, path.join(folder, 'nowhere'))).toThrow(/no folder/);
  });
});

describe('a second opener', () => {
  it('in the same program gets the project for reading, told who has it, and sees what the first one writes', async () => {
    const first = await created();
    fillProject(first.database, folder, 2);
    await expect(openProject(first.folder, { access: 'write' })).rejects.toMatchObject({
      failure: { kind: 'busy', message: expect.stringContaining(`process ${process.pid} on this computer`) as string },
    });
    const second = keep(await openProject(first.folder, { access: 'prefer-write' }));
    expect([second.readOnly, second.readOnlyReason]).toEqual([true, expect.stringContaining('only be looked at')]);
    expect(projectInfo(second)).toMatchObject({ readOnly: true, ids: { first: 1, last: 0 } });
    const { ids } = projectInfo(first);
    applyChange(first.database, 1, adding(box(ids.first, 0, 0)));
    expect(annotationsOf(second.database, 1)).toHaveLength(1);
    expect(() => applyChange(second.database, 1, adding(box(ids.first + 1, 0, 0)))).toThrow(/cannot be written/);
    closeProject(first);
    const third = keep(await openProject(first.folder, { access: 'write' }));
    expect(third.readOnly).toBe(false);
  });
});

describe('another process', () => {
  let built: Awaited<ReturnType<typeof buildEntries>>;
  beforeAll(async () => {
    built = await buildEntries({ editor: 'test/main/database/editorProcess.ts' });
  });
  afterAll(() => built.remove());

  it('that has the project is named, and when it is killed nothing has to be cleaned up', async () => {
    const made = await created();
    fillProject(made.database, folder, 3);
    closeProject(made);
    const child = spawn(process.execPath, [path.join(built.folder, 'editor.js'), made.folder, '1'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdout.resume();
    await expect(openProject(made.folder, { access: 'write' })).rejects.toMatchObject({
      failure: { kind: 'busy', message: expect.stringContaining(`process ${child.pid}`) as string },
    });
    const gone = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await gone;
    expect(keep(await openProject(made.folder, { access: 'write' })).readOnly).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('that may not write gets the project for reading', async () => {
    const reader = await buildEntries({ reader: 'test/main/project/readerProcess.ts' });
    const made = await created();
    fillProject(made.database, folder, 3);
    closeProject(made);
    const copy = path.join(folder, 'copy');
    cpSync(made.folder, copy, { recursive: true });
    for (const name of readdirSync(copy)) chmodSync(path.join(copy, name), 0o444);
    chmodSync(folder, 0o755);
    chmodSync(copy, 0o555);
    const child = spawn(
      process.execPath,
      [path.join(reader.folder, 'reader.js'), copy, path.join(folder, 'scratch.db')],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    await new Promise((resolve) => child.once('close', resolve));
    chmodSync(copy, 0o755);
    await reader.remove();
    expect(JSON.parse(text)).toEqual({
      write: 'read-only',
      preferWrite: {
        readOnly: true,
        reason: 'Its folder cannot be written, so it can only be looked at.',
        pictures: 3,
      },
      read: { readOnly: true, pictures: 3 },
    });
  });
});
