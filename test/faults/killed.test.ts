// Kills the command line while it writes, at seeded moments of each kind of work: the project stays sound, nothing half-written stands
// under a name that somebody gave, an import is in whole or not at all, and the same command goes through the next time.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBigCoco } from '../../bench/bigCoco.ts';
import { openDatabase } from '../../src/main/database/driver.ts';
import { migrations } from '../../src/main/database/migrate.ts';
import { amount } from '../support/nightly.ts';
import { makeOldProject } from '../support/oldProject.ts';
import { seeded } from '../support/seeded.ts';
import { makeLabelled, makeSmall } from './projects.ts';
import { buildProgram, copyProject, filesBelow, hiddenIn, type Growth, type Program } from './program.ts';

const kills = amount(1, 20);
const runKills = amount(1, 20);
const options = { pictures: 400, annotations: 8000 };
const place = mkdtempSync(path.join(tmpdir(), 'boxwright-killed-'));
const at = (...parts: string[]): string => path.join(place, ...parts);
let program: Program;

beforeAll(async () => {
  program = await buildProgram(at('home'));
  writeBigCoco(at('labels.json'), options);
  await makeLabelled(at('labelled'), at('labels.json'), options);
  await makeSmall(program, at('small'), at('pictures'));
});
afterAll(async () => {
  await program.remove();
  rmSync(place, { recursive: true, force: true });
});

interface Work {
  readonly name: string;
  /** The folder with the project that each round begins with. */
  readonly from: string;
  /** In the folder of a round, where the project lies in `project`. */
  readonly args: (round: string) => readonly string[];
  /** How the command ends that goes through; default 0. */
  readonly ends?: number;
  /** What counts of a round; it has to be `before` or `after` at all times, or one that `isPartly` takes. */
  readonly state: (round: string) => Promise<unknown>;
  readonly isPartly?: (state: unknown) => boolean;
  readonly kills?: number;
}

async function counted(file: string, ...sql: string[]): Promise<unknown[]> {
  const database = await openDatabase(file, { access: 'write', missing: 'refuse' });
  try {
    return sql.map((one) => database.rows(one)[0]?.[0]);
  } finally {
    database.close();
  }
}

/** Makes a project's file longer by empty pages, so that its copying takes a while. */
async function addRoom(file: string): Promise<void> {
  const database = await openDatabase(file, { access: 'write', missing: 'refuse', journal: 'delete' });
  try {
    database.exec(`CREATE TABLE room AS SELECT zeroblob(${64 * 1024 * 1024}) AS pages; DROP TABLE room`);
  } finally {
    database.close();
  }
}

const projectFile = (round: string): string => path.join(round, 'project', 'project.boxwright');
const contentOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'latin1') : 'not there');
async function makeRound(work: Work, round: string): Promise<void> {
  rmSync(round, { recursive: true, force: true });
  mkdirSync(round);
  copyProject(work.from, path.join(round, 'project'));
  return Promise.resolve();
}

/** Sound by the doctor, once an older file was brought up. */
async function expectSound(round: string): Promise<void> {
  const doctor = await program.run('doctor', path.join(round, 'project'), '--repair', '--json');
  const { findings } = JSON.parse(doctor.out) as { findings: { check: string; fault?: string }[] };
  const faults = findings.filter(({ fault, check }) => fault !== undefined && check !== 'picture folders');
  expect(faults).toEqual([]);
}

/**
 * One of the sizes to which a whole run grew, `part` (0 … 1) of them all, and a while after it: so a kill lands in the work, not in the
 * start of a process or its end, however quick the machine is at the time. The last size may be that of the end, and is none of them.
 */
function momentOf(growth: readonly Growth[], part: number): Growth {
  const at = part * (growth.length - 1);
  const step = growth[Math.floor(at)];
  if (step === undefined) throw new Error('the command was never seen to write');
  return { bytes: step.bytes, delay: step.delay * (at % 1) };
}

/** Does the work once for its moments and its two states, then kills it again and again. */
async function killAtAnyMoment(work: Work): Promise<void> {
  const whole = at(`${work.name}-whole`);
  await makeRound(work, whole);
  const before = await work.state(whole);
  const growth = await program.growth(work.args(whole), whole);
  const after = await work.state(whole);
  expect(after).not.toEqual(before);
  await expectSound(whole);

  const random = seeded(20261127 + work.name.length);
  const wanted = work.kills ?? kills;
  let [killed, undone, partly] = [0, 0, 0];
  for (let round = 0; round < wanted; round += 1) {
    const folder = at(`${work.name}-${round}`);
    await makeRound(work, folder);
    // A moment of each part of the work in turn, so that few kills meet all of it.
    const moment = momentOf(growth, (round + random()) / wanted);
    const kill = (at: Growth): Promise<boolean> => program.kill(work.args(folder), folder, at);
    let isMet = await kill(moment);
    if (!isMet) {
      // It was quicker than the first run; then without the while after that size.
      await makeRound(work, folder);
      isMet = await kill({ ...moment, delay: 0 });
    }
    if (isMet) killed += 1;
    const found = await work.state(folder);
    const isUndone = JSON.stringify(found) === JSON.stringify(before);
    const isPartly = work.isPartly?.(found) === true;
    if (isUndone) undone += 1;
    else if (isPartly) partly += 1;
    else expect(found).toEqual(after);
    await expectSound(folder);
    if (isUndone || isPartly) {
      const again = await program.run(...work.args(folder));
      const ends = work.ends ?? 0;
      expect([again.code, again.code === ends ? '' : again.said]).toEqual([ends, '']);
      expect(hiddenIn(folder)).toEqual([]);
      expect(await work.state(folder)).toEqual(after);
      await expectSound(folder);
    }
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(
    `${work.name}: seen to write ${growth.length} times; ${wanted} kills, ${killed} met it, ${undone} before its end, ${partly} between two steps`,
  );
  expect(killed).toBeGreaterThan(0);
}

const importedBoxes = "SELECT count(*) FROM annotations WHERE origin = 'imported'";
const boxSum = "SELECT group_concat(id || ':' || x1, ' ') FROM (SELECT id, x1 FROM annotations ORDER BY id)";

describe('a command that is killed', () => {
  it(`${kills} times while it imports has taken every box or none`, async () => {
    await killAtAnyMoment({
      name: 'import',
      from: at('labelled', 'empty'),
      args: (round) => ['import', path.join(round, 'project'), at('labels.json')],
      state: (round) => counted(projectFile(round), importedBoxes, 'SELECT count(*) FROM categories'),
    });
  });

  it(`${kills} times while it exports a file leaves the whole file or none`, async () => {
    const out = (round: string): string => path.join(round, 'out.json');
    await killAtAnyMoment({
      name: 'export-file',
      from: at('labelled', 'full'),
      args: (round) => ['export', path.join(round, 'project'), '--out', out(round)],
      state: (round) => Promise.resolve(contentOf(out(round))),
    });
  });

  it(`${kills} times while it exports a folder leaves the whole folder or none`, async () => {
    await killAtAnyMoment({
      name: 'export-folder',
      from: at('labelled', 'full'),
      args: (round) => ['export', path.join(round, 'project'), '--out', path.join(round, 'out'), '--format', 'yolo'],
      state: (round) => Promise.resolve(filesBelow(path.join(round, 'out'))),
    });
  });

  it(`${kills} times while it brings a snapshot back has all boxes of it or all of before`, async () => {
    await killAtAnyMoment({
      name: 'snapshot-restore',
      from: at('labelled', 'changed'),
      args: (round) => ['snapshot', 'restore', path.join(round, 'project'), '1'],
      state: (round) => counted(projectFile(round), boxSum, 'SELECT count(*) FROM snapshots'),
    });
  });

  it(`${kills} times while it backs up leaves the whole backup or none`, async () => {
    await killAtAnyMoment({
      name: 'backup',
      from: at('labelled', 'full'),
      args: (round) => ['backup', path.join(round, 'project'), path.join(round, 'kept.boxwright-backup')],
      state: (round) => Promise.resolve(contentOf(path.join(round, 'kept.boxwright-backup'))),
    });
  });

  it(`${kills} times while it restores a backup leaves a whole project or none`, async () => {
    const restored = (round: string): string => path.join(round, 'again', 'project.boxwright');
    await program.run('backup', at('labelled', 'full'), at('kept.boxwright-backup'));
    await addRoom(at('kept.boxwright-backup'));
    await killAtAnyMoment({
      name: 'restore',
      from: at('labelled', 'empty'),
      args: (round) => ['restore', at('kept.boxwright-backup'), path.join(round, 'again')],
      state: async (round) =>
        existsSync(restored(round)) ? counted(restored(round), importedBoxes, boxSum) : 'not there',
    });
  });

  it(`${kills} times while it brings an old project up has every box of it, in the old form or the new one`, async () => {
    mkdirSync(at('old'));
    await makeOldProject(at('old', 'project.boxwright'), 1, { pictures: 4000, boxes: 8 });
    const form = (round: string) => counted(projectFile(round), 'PRAGMA user_version', boxSum);
    const [, boxes] = await counted(at('old', 'project.boxwright'), 'PRAGMA user_version', boxSum);
    await killAtAnyMoment({
      name: 'migration',
      from: at('old'),
      args: (round) => ['doctor', path.join(round, 'project'), '--repair'],
      // Its folders of pictures are not there, which the doctor says.
      ends: 1,
      state: async (round) => {
        const [version, found] = await form(round);
        expect(found).toBe(boxes);
        return version;
      },
      // Each step is a transaction.
      isPartly: (version) => Number(version) > 1 && Number(version) < migrations.length,
    });
  });
});

describe('a training run that is killed', () => {
  it(`${runKills} times leaves no model or a whole one, and the same command ends it`, async () => {
    const model = (round: string): string[] =>
      ['model.json', 'model.onnx'].filter((name) => existsSync(path.join(round, 'out', name)));
    await killAtAnyMoment({
      name: 'train',
      from: at('small'),
      kills: runKills,
      args: (round) =>
        ['train', path.join(round, 'project'), '--pictures', 'labelled', '--size', 'nano', '--pixels', '64'].concat([
          '--epochs',
          '2',
          '--out',
          path.join(round, 'out'),
        ]),
      // A kill between the two renames leaves the network without its card, which no list shows; the next run replaces it.
      state: (round) => Promise.resolve(model(round).includes('model.json') ? 'a model' : 'none'),
    });
  }, 600_000);
});
