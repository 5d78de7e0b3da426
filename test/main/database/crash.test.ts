// Kills a process that edits a project, again and again at random moments, and looks whether anything that was
// acknowledged is lost. The process runs the program's own code, bundled.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply, type Annotations } from '../../../src/common/annotation/change.ts';
import type { Annotation } from '../../../src/common/annotation/types.ts';
import { annotationsOf } from '../../../src/main/database/annotations.ts';
import { categoryById } from '../../../src/main/database/categories.ts';
import { imageRecord, imageSummary } from '../../../src/main/database/images.ts';
import { closeProject, openProject } from '../../../src/main/project/project.ts';
import { buildEntries } from '../../detector/builtDetector.ts';
import { seeded } from '../../support/seeded.ts';
import type { Said, Step } from './editorProcess.ts';
import { makeFixture } from './projectFixture.ts';
import { amount } from '../../support/nightly.ts';

const kills = amount(12, 60);
const images = [1, 2, 3];

interface Expected {
  readonly boxes: ReadonlyMap<number, Annotations>;
  /** Numbers of proposals, whose ids the database gives. */
  readonly proposals: ReadonlyMap<number, number>;
  readonly done: ReadonlyMap<number, boolean>;
  readonly name: string;
}

let built: Awaited<ReturnType<typeof buildEntries>>;
beforeAll(async () => {
  built = await buildEntries({ editor: 'test/main/database/editorProcess.ts' });
});
afterAll(() => built.remove());

/** Starts the editor, kills it `delay` milliseconds after its project is open, and gives everything it had said. */
function editAndKill(folder: string, seed: number, delay: number): Promise<Said[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(built.folder, 'editor.js'), folder, String(seed)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    let errors = '';
    let timer: NodeJS.Timeout | undefined;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      timer ??= setTimeout(() => child.kill('SIGKILL'), delay);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
    child.on('close', (code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`The editor ended by itself (${code}): ${errors}`));
      const lines = text.split('\n');
      // The last line may have been cut by the kill.
      resolve(lines.slice(0, -1).map((line) => JSON.parse(line) as Said));
    });
  });
}

function after(expected: Expected, step: Step): Expected {
  switch (step.kind) {
    case 'change':
      return { ...expected, ...afterChange(expected, step.image, step.change) };
    case 'done':
      return { ...expected, done: new Map(expected.done).set(step.image, step.done === 'done') };
    case 'propose':
      return { ...expected, proposals: new Map(expected.proposals).set(step.image, step.count) };
    case 'rename':
      return { ...expected, name: step.name };
  }
}

/** Proposals are counted only: a change that removes or accepts one lowers their number. */
function afterChange(
  expected: Expected,
  image: number,
  change: Parameters<typeof apply>[1],
): Pick<Expected, 'boxes' | 'proposals'> {
  const isProposal = ({ origin }: Annotation): boolean => origin.kind === 'proposed';
  const gone = [...change.removed, ...change.updated.map(([from]) => from)].filter(isProposal).length;
  return {
    boxes: new Map(expected.boxes).set(image, apply(expected.boxes.get(image) ?? new Map(), change)),
    proposals: new Map(expected.proposals).set(image, (expected.proposals.get(image) ?? 0) - gone),
  };
}

/** The same form for what is expected and what is found. */
function plain(expected: Expected): unknown {
  return {
    name: expected.name,
    images: images.map((image) => ({
      boxes: [...(expected.boxes.get(image) ?? new Map<number, Annotation>()).values()].sort((a, b) => a.id - b.id),
      proposals: expected.proposals.get(image) ?? 0,
      done: expected.done.get(image) ?? false,
    })),
  };
}

async function readBack(folder: string): Promise<Expected> {
  const project = await openProject(folder, { access: 'write' });
  const { database } = project;
  expect(database.get('PRAGMA integrity_check')).toMatchObject({ integrity_check: 'ok' });
  expect(database.rows('PRAGMA foreign_key_check')).toEqual([]);
  const boxes = new Map<number, Annotations>();
  const proposals = new Map<number, number>();
  const done = new Map<number, boolean>();
  for (const image of images) {
    const all = annotationsOf(database, image);
    const human = all.filter(({ origin }) => origin.kind !== 'proposed');
    boxes.set(image, new Map(human.map((annotation) => [annotation.id, annotation])));
    proposals.set(image, all.length - human.length);
    done.set(image, imageRecord(database, image).verdict === 'done');
    expect(imageSummary(database, image)).toMatchObject({ boxes: human.length, proposals: all.length - human.length });
  }
  const { name } = categoryById(database, 1);
  closeProject(project);
  return { boxes, proposals, done, name };
}

describe('a project whose program is killed', () => {
  it(`${kills} times at random moments has everything that was saved, and opens again each time`, async () => {
    const fixture = await makeFixture(3);
    const { folder } = fixture.project;
    closeProject(fixture.project);
    const random = seeded(20261123);
    let held = await readBack(folder);
    let saved = 0;
    let inFlight = 0;
    let wentIn = 0;
    for (let round = 0; round < kills; round += 1) {
      const said = await editAndKill(folder, round, Math.floor(random() * 120));
      let open: Step | undefined;
      for (const line of said) {
        if (line.kind === 'begin') open = line.step;
        else if (line.kind === 'saved' && open !== undefined) {
          held = after(held, open);
          open = undefined;
          saved += 1;
        }
      }
      const found = await readBack(folder);
      // The edit under way when the kill came is there whole or not at all.
      const whole = open === undefined ? held : after(held, open);
      const isThere = JSON.stringify(plain(found)) === JSON.stringify(plain(whole));
      if (open !== undefined) inFlight += 1;
      if (open !== undefined && isThere) wentIn += 1;
      if (!isThere) expect(plain(found)).toEqual(plain(held));
      held = found;
    }
    console.log(
      `${kills} kills: ${saved} acknowledged edits, none lost; ${inFlight} kills hit an edit under way, ${wentIn} of these edits were in whole`,
    );
    expect(saved).toBeGreaterThan(kills);
    fixture.remove();
  }, 180_000);
});
