// Every command that writes, on a disk that is full and on one that may only be read: it says what could not be written and where, ends
// with 1, leaves nothing half-written and everything else as it was, and goes through as soon as there is room.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../src/common/result.ts';
import { reserveWindowIds } from '../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange } from '../../src/main/database/annotations.ts';
import { openDatabase } from '../../src/main/database/driver.ts';
import { closeProject, openProject } from '../../src/main/project/project.ts';
import { readSettings, writeSettings, type RecentEntry } from '../../src/main/settings.ts';
import { adding, box } from '../main/database/projectFixture.ts';
import { amount } from '../support/nightly.ts';
import { makeOldProject } from '../support/oldProject.ts';
import { smallSpec, torchvisionFile } from '../support/checkpointFile.ts';
import { makeSmall } from './projects.ts';
import { buildProgram, filesBelow, type Ended, type Program } from './program.ts';
import { mountSmallDisk, type SmallDisk } from './smallDisk.ts';

const isNightly = amount(0, 1) === 1;
const place = mkdtempSync(path.join(tmpdir(), 'boxwright-disks-'));
const at = (...parts: string[]): string => path.join(place, ...parts);
const work = at('disk', 'work');
let program: Program;
let mounted: SmallDisk | undefined;
/** The mounted one; no test runs without. */
let disk: SmallDisk;

beforeAll(async () => {
  mounted = mountSmallDisk(at('disk'), 24);
  if (mounted === undefined) return;
  program = await buildProgram(at('home'));
  await makeSmall(program, at('small'), at('pictures'));
  await program.json('snapshot', 'make', at('small'));
  await program.json('backup', at('small'), at('kept.boxwright-backup'));
  mkdirSync(at('old'));
  await makeOldProject(at('old', 'project.boxwright'), 1, { pictures: 24, boxes: 7 });
  writeFileSync(at('model.pth'), torchvisionFile(smallSpec(3)));
});
beforeEach(({ skip }) => {
  if (mounted === undefined) return skip('a small disk is to be mounted for it, as only root on Linux may');
  disk = mounted;
});
afterEach(() => {
  mounted?.makeWritable();
  mounted?.empty();
  rmSync(work, { recursive: true, force: true });
});
afterAll(async () => {
  mounted?.remove();
  if (mounted !== undefined) await program.remove();
  rmSync(place, { recursive: true, force: true });
});

interface Write {
  readonly name: string;
  readonly args: readonly string[];
  /** The project that lies on the disk. */
  readonly from?: string;
  /** What is looked for in the message besides its cause. */
  readonly names: string;
  /** The exit code with room for it; default 0. */
  readonly ends?: number;
  /** That it goes through with room is seen nightly. */
  readonly isSlow?: true;
}

const project = path.join(work, 'project');
const own = at('small');
const writes: readonly Write[] = [
  {
    name: 'create',
    args: ['create', path.join(work, 'deep', 'new'), '--images', at('pictures')],
    names: path.join(work, 'deep', 'new'),
  },
  {
    name: 'import',
    from: 'small',
    args: ['import', project, at('pictures.json'), '--merge', 'replace'],
    names: project,
  },
  {
    name: 'export of a file',
    args: ['export', own, '--out', path.join(work, 'out.json')],
    names: path.join(work, 'out.json'),
  },
  {
    name: 'export of a folder',
    args: ['export', own, '--out', path.join(work, 'out'), '--profile', 'ultralytics', '--pictures-files', 'copy'],
    names: path.join(work, 'out'),
  },
  { name: 'snapshot make', from: 'small', args: ['snapshot', 'make', project], names: project },
  { name: 'snapshot restore', from: 'small', args: ['snapshot', 'restore', project, '1'], names: project },
  {
    name: 'snapshot export',
    args: ['snapshot', 'export', own, '1', '--out', path.join(work, 'out.json')],
    names: path.join(work, 'out.json'),
  },
  { name: 'snapshot forget', from: 'small', args: ['snapshot', 'forget', project, '1'], names: project },
  { name: 'backup', args: ['backup', own, path.join(work, 'kept')], names: path.join(work, 'kept') },
  {
    name: 'restore',
    args: ['restore', at('kept.boxwright-backup'), path.join(work, 'deep', 'again')],
    names: path.join(work, 'deep', 'again'),
  },
  { name: 'relink', from: 'small', args: ['relink', project, at('pictures'), at('pictures')], names: project },
  {
    name: 'the opening of an old project',
    from: 'old',
    ends: 1,
    args: ['doctor', project, '--repair'],
    names: project,
  },
  {
    name: 'model import',
    args: ['model', 'import', at('model.pth'), '--name', 'mine'],
    names: path.join(work, 'home'),
  },
  {
    name: 'prelabel',
    isSlow: true,
    args: ['prelabel', at('pictures'), '--out', path.join(work, 'found.json')],
    names: path.join(work, 'found.json'),
  },
  {
    name: 'prelabel of a project',
    from: 'small',
    args: ['prelabel', project, '--out', at('found.json')],
    names: project,
  },
  {
    name: 'train',
    isSlow: true,
    args: [
      'train',
      own,
      '--pictures',
      'labelled',
      '--size',
      'nano',
      '--pixels',
      '64',
      '--epochs',
      '1',
      '--out',
      path.join(work, 'out'),
    ],
    names: path.join(work, 'out'),
  },
];

/** Places of the disk that a project or a file has there; the lock file of a project says nothing of its content. */
const isContent = (line: string): boolean =>
  !/project\.lock|-(?:wal|shm) \d+$/.test(line) && !line.startsWith('project/');

async function contentOf(folder: string): Promise<unknown> {
  const files = filesBelow(folder).filter(isContent);
  if (!existsSync(path.join(project, 'project.boxwright'))) return files;
  const database = await openDatabase(path.join(project, 'project.boxwright'), { access: 'read', missing: 'refuse' });
  try {
    const tables = database.rows<readonly [string]>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    );
    const rows = tables.map(([name]) => [name, database.rows(`SELECT * FROM ${name}`)]);
    return [files, database.rows('PRAGMA user_version'), rows];
  } finally {
    database.close();
  }
}

async function expectSound(): Promise<void> {
  if (!existsSync(path.join(project, 'project.boxwright'))) return;
  const doctor = await program.run('doctor', project, '--repair', '--json');
  const { findings } = JSON.parse(doctor.out) as { findings: { check: string; fault?: string }[] };
  expect(findings.filter(({ fault, check }) => fault !== undefined && check !== 'picture folders')).toEqual([]);
}

const run = (write: Write): Promise<Ended> =>
  program.runAt(write.name === 'model import' ? path.join(work, 'home') : at('home'), ...write.args);

function setUp(write: Write): void {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  if (write.from !== undefined) cpSync(at(write.from), project, { recursive: true });
}

function expectRefused(write: Write, ended: Ended, said: RegExp): void {
  const last = ended.said.trimEnd().split('\n').at(-1) ?? '';
  expect([write.name, ended.code, last]).toEqual([write.name, 1, expect.stringMatching(said)]);
  expect(last).toContain(write.names);
  expect(ended.out).toBe('');
}

const fullWords = /^boxwright: .*\bis full\b/;
const readOnlyWords = /^boxwright: .*cannot be (?:written|made|opened)/;

describe('a disk that is full', () => {
  it.each(writes)('is said by $name, which changes nothing and goes through when there is room', async (write) => {
    setUp(write);
    const before = await contentOf(work);
    disk.fill(0);
    expectRefused(write, await run(write), fullWords);
    disk.empty();
    expect(await contentOf(work)).toEqual(before);
    await expectSound();
    if (write.isSlow === true && !isNightly) return;
    setUp(write);
    const again = await run(write);
    expect([again.code, again.code === (write.ends ?? 0) ? '' : again.said]).toEqual([write.ends ?? 0, '']);
  });

  /** KB; a write fails at another place for each. */
  it.skipIf(!isNightly).each([4, 16, 40, 80, 160, 320, 640, 1280])('but for %i KB is said, or enough', async (free) => {
    let refused = 0;
    for (const write of writes) {
      setUp(write);
      const before = await contentOf(work);
      disk.fill(free * 1024);
      const ended = await run(write);
      disk.empty();
      if (ended.code === (write.ends ?? 0)) continue;
      refused += 1;
      expectRefused(write, ended, fullWords);
      // What was proposed until then stays; a run may be long.
      if (write.name !== 'prelabel of a project')
        expect([write.name, await contentOf(work)]).toEqual([write.name, before]);
      await expectSound();
    }
    console.log(`${free} KB free: ${refused} of ${writes.length} commands refused`);
  });
});

describe('a disk that may only be read', () => {
  it.each(writes)('is said by $name, which changes nothing', async (write) => {
    setUp(write);
    const before = await contentOf(work);
    disk.makeReadOnly();
    const ended = await run(write);
    disk.makeWritable();
    expectRefused(write, ended, readOnlyWords);
    expect(await contentOf(work)).toEqual(before);
    await expectSound();
  });
});

describe('a project that lies on such a disk', () => {
  const reading: readonly (readonly string[])[] = [
    ['doctor', project],
    ['check', project],
    ['snapshot', 'list', project],
    ['snapshot', 'diff', project, '1'],
    ['snapshot', 'export', project, '1', '--out', at('read.json')],
    ['export', project, '--out', at('read.json')],
    ['backup', project, at('read.boxwright-backup')],
  ];

  it.each(['full', 'read-only'] as const)('can be looked at, exported and backed up while it is %s', async (what) => {
    setUp({ name: 'reading', from: 'small', args: [], names: '' });
    if (what === 'full') disk.fill(0);
    else disk.makeReadOnly();
    for (const args of reading) {
      rmSync(at('read.boxwright-backup'), { force: true });
      const { code, said } = await program.run(...args);
      expect([args.join(' '), code, code === 0 ? '' : said]).toEqual([args.join(' '), 0, '']);
    }
  });

  it('keeps an edit that it had no room for out, whole, and takes it when there is room', async () => {
    setUp({ name: 'edits', from: 'small', args: [], names: '' });
    const open = await openProject(project, { access: 'write' });
    try {
      const { first } = reserveWindowIds(open.database);
      const before = annotationsOf(open.database, 1).length;
      let kept = 0;
      const edit = (): void => {
        applyChange(open.database, 1, adding(box(first + kept, 10, 10)));
        kept += 1;
      };
      disk.fill(0);
      // The log may still have room of its own, so edits are made until there is none.
      const refused = failureOfWork(() => {
        while (kept < 4000) edit();
      });
      expect(refused).toMatchObject({ kind: 'disk', message: expect.stringContaining(project) as string });
      expect(annotationsOf(open.database, 1)).toHaveLength(before + kept);
      disk.empty();
      edit();
      expect(annotationsOf(open.database, 1)).toHaveLength(before + kept);
    } finally {
      closeProject(open);
    }
    await expectSound();
  });
});

describe('settings', () => {
  it.each(['full', 'full after some of it', 'read-only'] as const)(
    'that a disk cannot keep are said, and the old file stays: %s',
    (what) => {
      setUp({ name: 'settings', args: [], names: '' });
      const file = path.join(work, 'deep', 'settings.json');
      const { remembered } = readSettings(file);
      if (what === 'read-only') {
        disk.makeReadOnly();
        expect(failureOfWork(() => writeSettings(file, remembered))).toMatchObject({ kind: 'read-only' });
        disk.makeWritable();
      }
      writeSettings(file, remembered);
      const before = readFileSync(file, 'utf8');
      if (what === 'read-only') disk.makeReadOnly();
      // One page: the system takes a part of the text and says no error for it.
      else disk.fill(what === 'full' ? 0 : 4096);
      const wanted = { ...remembered, recent: Array.from({ length: 50 }, (_, index) => recentOf(index)) };
      expect(failureOfWork(() => writeSettings(file, wanted))).toMatchObject({
        kind: what === 'read-only' ? 'read-only' : 'disk',
        message: expect.stringContaining(file) as string,
      });
      expect(readFileSync(file, 'utf8')).toBe(before);
      expect(filesBelow(work)).toHaveLength(1);
    },
  );
});

const recentOf = (index: number): RecentEntry => ({
  id: String(index),
  name: 'a project '.repeat(20),
  folder: place,
  pictures: 1,
  openedAt: '2026-11-27',
});

function failureOfWork(work: () => void): unknown {
  try {
    work();
    return 'no failure';
  } catch (caught) {
    return failureOf(caught);
  }
}
