// Pictures that are renamed and moved, folders that lie elsewhere, drives that vanish: with the real reader of pictures.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';
import { annotationsOf, applyChange } from '../../../src/main/database/annotations.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { insertCategory } from '../../../src/main/database/categories.ts';
import { listImages } from '../../../src/main/database/images.ts';
import { fillContents } from '../../../src/main/project/fillContents.ts';
import { matchPictures } from '../../../src/main/project/matchPictures.ts';
import { locatePicture } from '../../../src/main/project/pictures.ts';
import { closeProject, listFolders, openProject, type Project } from '../../../src/main/project/project.ts';
import { lookAtRelink, relinkBack, relinkFolder } from '../../../src/main/project/relink.ts';
import { scanProject, type ScanReport } from '../../../src/main/project/scan.ts';
import { adding, box } from '../database/projectFixture.ts';
import { makePlace, openLanes, type Lanes, type Place } from './lanes.ts';

let lanes: Lanes;
let place: Place;
let folder: string;
let said: string[];
beforeAll(async () => {
  lanes = await openLanes();
});
afterAll(() => lanes.close());
beforeEach(() => {
  place = makePlace();
  folder = path.join(place.folder, 'pictures');
  mkdirSync(folder);
  said = [];
});
afterEach(() => {
  place.remove();
});

function scan(project: Project): Promise<ScanReport> {
  return scanProject(project, lanes.pictures, {
    pixelLimit: defaultPixelLimit,
    onMoved: ({ where, message }) => said.push(`${where}: ${message}`),
  });
}

/** A small picture of a grey of its own, so that no two have the same bytes. */
async function draw(name: string, grey: number, below = folder): Promise<void> {
  const file = path.join(below, name);
  mkdirSync(path.dirname(file), { recursive: true });
  const create = { width: 40, height: 30, channels: 3 as const, background: { r: grey, g: grey, b: grey } };
  writeFileSync(file, await sharp({ create }).png().toBuffer());
}

const at = (name: string): string => path.join(folder, name);

/** A project over `a.png`, `b.png`, `c.png`, with a box on the first. */
async function labelled(): Promise<Project> {
  for (const [index, name] of ['a.png', 'b.png', 'c.png'].entries()) await draw(name, 40 * index);
  const project = await place.project(folder);
  await scan(project);
  insertCategory(project.database, { name: 'cell' });
  drawBox(project, 1);
  return project;
}

function drawBox(project: Project, image: number): void {
  const { first } = reserveIds(project.database, 1);
  applyChange(project.database, image, adding(box(first, 1, 1, 5)));
}

async function namesAndBoxes(project: Project): Promise<(readonly [number, string, number])[]> {
  return (await listImages(project.database)).map(({ id, name, boxes }) => [id, name, boxes] as const);
}

describe('a picture that is renamed or moved', () => {
  it('keeps its number and its boxes under the new name, also in a sub-folder and in another folder of the project', async () => {
    const project = await labelled();
    mkdirSync(at('sub'));
    renameSync(at('a.png'), at('sub/z.png'));
    renameSync(at('b.png'), at('bb.png'));
    expect(await scan(project)).toMatchObject({ added: 0, moved: 2, vanished: 0, unchanged: 1, list: 'changed' });
    expect(await namesAndBoxes(project)).toEqual([
      [2, 'bb.png', 0],
      [3, 'c.png', 0],
      [1, 'sub/z.png', 1],
    ]);
    expect(said).toContain('sub/z.png: It was a.png before; its boxes came with it.');
    expect(await scan(project)).toMatchObject({ added: 0, moved: 0, unchanged: 3, list: 'same' });
    expect((await locatePicture(project, 1)).path).toBe(at('sub/z.png'));
  });

  it('is told apart by its last name among many with the same bytes', async () => {
    await draw('many/1.png', 9);
    for (let index = 2; index <= 20; index += 1) copyFileSync(at('many/1.png'), at(`many/${index}.png`));
    const project = await place.project(folder);
    await scan(project);
    insertCategory(project.database, { name: 'cell' });
    drawBox(project, 7);
    renameSync(at('many'), at('more'));
    expect(await scan(project)).toMatchObject({ added: 0, moved: 20, vanished: 0 });
    expect((await namesAndBoxes(project)).filter(([, , boxes]) => boxes > 0)).toEqual([[7, 'more/7.png', 1]]);
  });

  it('stays as it was, and says so, where two files could be it', async () => {
    const project = await labelled();
    copyFileSync(at('a.png'), at('x.png'));
    renameSync(at('a.png'), at('y.png'));
    expect(await scan(project)).toMatchObject({ added: 2, moved: 0, vanished: 1 });
    expect(said).toEqual([expect.stringMatching(/^a\.png: It is gone, and 2 other files hold the same picture/)]);
    expect((await namesAndBoxes(project))[0]).toEqual([1, 'a.png', 1]);
    said = [];
    await scan(project);
    expect(said).toEqual([]);
  });

  it('does not take the place of a picture that was known beside it, nor of one that is labelled', async () => {
    const project = await labelled();
    copyFileSync(at('a.png'), at('copy.png'));
    await scan(project);
    unlinkSync(at('a.png'));
    expect(await scan(project)).toMatchObject({ moved: 0, vanished: 1 });
    expect(await namesAndBoxes(project)).toHaveLength(4);
  });

  it('is not taken for a file of the same size with other bytes', async () => {
    await draw('one.png', 10);
    const project = await place.project(folder);
    await scan(project);
    unlinkSync(at('one.png'));
    await draw('two.png', 11);
    expect(await scan(project)).toMatchObject({ added: 1, moved: 0, vanished: 1 });
  });

  it('is known again in a project that was made before bytes were read', async () => {
    const project = await labelled();
    project.database.run('UPDATE images SET content = NULL');
    await fillContents(project, lanes.pictures, {
      pixelLimit: defaultPixelLimit,
      signal: new AbortController().signal,
    });
    renameSync(at('a.png'), at('z.png'));
    expect(await scan(project)).toMatchObject({ moved: 1 });
  });
});

const isCaseSensitive = !existsSync(path.join(import.meta.dirname, path.basename(import.meta.filename).toUpperCase()));

describe('a name in another spelling', () => {
  it('is the same picture: composed or not, whatever its bytes', async () => {
    await draw('Äé.png'.normalize('NFD'), 5);
    const project = await place.project(folder);
    await scan(project);
    insertCategory(project.database, { name: 'cell' });
    drawBox(project, 1);
    unlinkSync(at('Äé.png'.normalize('NFD')));
    await draw('Äé.png'.normalize('NFC'), 6);
    expect(await scan(project)).toMatchObject({ added: 0, changed: 1, vanished: 0 });
    expect(await namesAndBoxes(project)).toEqual([[1, 'Äé.png'.normalize('NFC'), 1]]);
  });

  it.skipIf(!isCaseSensitive)(
    'is the same picture in other letter case, and two that are there at once are two',
    async () => {
      const project = await labelled();
      renameSync(at('a.png'), at('A.PNG'));
      expect(await scan(project)).toMatchObject({ added: 0, moved: 0, unchanged: 3, vanished: 0, list: 'changed' });
      expect((await namesAndBoxes(project))[0]).toEqual([1, 'A.PNG', 1]);
      await draw('a.png', 200);
      expect(await scan(project)).toMatchObject({ added: 1, unchanged: 3, vanished: 0 });
      expect(await namesAndBoxes(project)).toHaveLength(4);
    },
  );

  it('is found for a label file: exactly first, then composed, then without letter case where that is one picture', async () => {
    for (const [index, name] of ['é.png'.normalize('NFD'), 'one.PNG', 'sub/Two.png'].entries()) await draw(name, index);
    if (isCaseSensitive) for (const [index, name] of ['X.png', 'x.png'].entries()) await draw(name, 10 + index);
    const project = await place.project(folder);
    await scan(project);
    const names = [
      'é.png'.normalize('NFC'),
      'ONE.png',
      'two.PNG',
      'one.PNG',
      ...(isCaseSensitive ? ['x.png', 'x.PNG'] : []),
    ];
    const images = names.map((fileName, index) => ({ id: index + 1, fileName, width: 40, height: 30, extra: {} }));
    const { imageByCocoId, problems } = matchPictures(project.database, listFolders(project), images);
    const idOf = new Map((await listImages(project.database)).map(({ id, name }) => [id, name.normalize('NFC')]));
    expect([...imageByCocoId].map(([coco, image]) => [names[coco - 1], idOf.get(image)])).toEqual([
      ['é.png'.normalize('NFC'), 'é.png'.normalize('NFC')],
      ['ONE.png', 'one.PNG'],
      ['two.PNG', 'sub/Two.png'],
      ['one.PNG', 'one.PNG'],
      ...(isCaseSensitive ? [['x.png', 'x.png']] : []),
    ]);
    const spelled = problems.filter(({ message }) => message.includes('spelled otherwise'));
    expect(spelled.map(({ where }) => where)).toEqual(['é.png'.normalize('NFC'), 'ONE.png', 'two.PNG']);
    if (isCaseSensitive)
      expect(problems.find(({ where }) => where === 'x.PNG')?.message).toMatch(
        /2 pictures of the project have this name/,
      );
  });
});

describe('a folder that lies elsewhere', () => {
  it('is looked at first, taken in one step, and taken back', async () => {
    const project = await labelled();
    const there = path.join(place.folder, 'there');
    mkdirSync(there);
    copyFileSync(at('a.png'), path.join(there, 'a.png'));
    await draw('b.png', 77, there);
    writeFileSync(
      path.join(there, 'b.png'),
      Buffer.concat([await sharp(path.join(there, 'b.png')).png().toBuffer(), Buffer.from('tail')]),
    );
    await draw('new.png', 78, there);
    renameSync(folder, `${folder} gone`);
    const facts = await lookAtRelink(project, 1, there);
    expect(facts).toEqual({
      from: folder,
      to: there,
      same: 1,
      changed: 1,
      absent: 1,
      fresh: 1,
      absentNames: ['c.png'],
    });
    expect(listFolders(project)).toEqual([{ id: 1, location: folder, missing: true }]);
    relinkFolder(project, 1, there);
    expect(listFolders(project)).toEqual([{ id: 1, location: there, missing: false, movedFrom: folder }]);
    expect(await scan(project)).toMatchObject({ added: 1, changed: 2, unchanged: 0, vanished: 1 });
    expect((await namesAndBoxes(project))[0]).toEqual([1, 'a.png', 1]);

    closeProject(project);
    const again = await openProject(project.folder, { access: 'write' });
    relinkBack(again, 1);
    expect(listFolders(again)).toEqual([{ id: 1, location: folder, missing: true }]);
    expect(() => {
      relinkBack(again, 1);
    }).toThrow(/where it always was/);
    closeProject(again);
  });

  it('is refused where there is none, or where the pictures of another folder are', async () => {
    await draw('one/1.png', 1);
    await draw('two/2.png', 2);
    const project = await place.project(at('one'), at('two'));
    await scan(project);
    await expect(lookAtRelink(project, 1, at('none'))).rejects.toMatchObject({ failure: { kind: 'not-found' } });
    await expect(lookAtRelink(project, 1, at('two'))).rejects.toMatchObject({ failure: { kind: 'invalid' } });
    await expect(lookAtRelink(project, 9, at('one'))).rejects.toMatchObject({ failure: { kind: 'not-found' } });
    expect(() => {
      relinkFolder(project, 1, folder);
    }).toThrow(/overlaps/);
    expect(listFolders(project).map(({ location }) => location)).toEqual([at('one'), at('two')]);
  });
});

describe('a drive that vanishes', () => {
  it('leaves boxes where they are, says why a picture is not shown, and is found again', async ({ skip }) => {
    const drive = path.join(place.folder, 'drive');
    mkdirSync(drive);
    const mount = (): void => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'boxwright', drive], { stdio: 'ignore' });
    };
    try {
      mount();
    } catch {
      console.log('No file system can be mounted here (it takes root): the drive that vanishes is not tested.');
      return skip();
    }
    try {
      await draw('set/a.png', 1, drive);
      const project = await place.project(path.join(drive, 'set'));
      await scan(project);
      insertCategory(project.database, { name: 'cell' });
      drawBox(project, 1);
      execFileSync('umount', [drive]);
      await expect(locatePicture(project, 1)).rejects.toThrow(/Its folder is not there: .*drive\/set\. Connect it/);
      expect(await scan(project)).toMatchObject({ vanished: 1, moved: 0 });
      drawBox(project, 1);
      expect(annotationsOf(project.database, 1)).toHaveLength(2);
      mount();
      await draw('set/a.png', 1, drive);
      expect(await scan(project)).toMatchObject({ vanished: 0, added: 0 });
      expect((await listImages(project.database))[0]).toMatchObject({ id: 1, boxes: 2 });
      expect((await locatePicture(project, 1)).path).toBe(path.join(drive, 'set', 'a.png'));
    } finally {
      execFileSync('umount', [drive]);
      rmSync(drive, { recursive: true });
    }
  });
});
