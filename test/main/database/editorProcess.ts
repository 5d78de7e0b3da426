// A program that makes random edits in a project through the real code, telling each before and after it is done, until
// it is killed. Started by crash.test.ts: editorProcess.js <project folder> <seed>.
import { writeSync } from 'node:fs';
import type { Annotation } from '../../../src/common/annotation/types.ts';
import { noChange, type Change } from '../../../src/common/annotation/change.ts';
import { reserveWindowIds } from '../../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange } from '../../../src/main/database/annotations.ts';
import { editCategories } from '../../../src/main/database/categoryEdits.ts';
import { replaceProposals } from '../../../src/main/database/proposals.ts';
import { openProject } from '../../../src/main/project/project.ts';
import { seeded } from '../../support/seeded.ts';
import { box, by, judge } from './projectFixture.ts';

/** What the process says, one JSON line each, straight to the pipe: what was said before the kill is not lost. */
export type Said =
  | { readonly kind: 'open' }
  | { readonly kind: 'begin'; readonly step: Step }
  | { readonly kind: 'saved'; readonly categories?: readonly { readonly id: number; readonly name: string }[] };

export type Step =
  | { readonly kind: 'change'; readonly image: number; readonly change: Change }
  | { readonly kind: 'done'; readonly image: number; readonly done: 'done' | 'open' }
  | { readonly kind: 'propose'; readonly image: number; readonly count: number }
  | { readonly kind: 'rename'; readonly id: number; readonly name: string };

function say(said: Said): void {
  writeSync(1, `${JSON.stringify(said)}\n`);
}

const [folder = '', seed = '0'] = process.argv.slice(2);
const random = seeded(Number(seed));
const any = (count: number): number => Math.floor(random() * count);
const project = await openProject(folder, { access: 'write' });
const { database } = project;
let { first: nextId } = reserveWindowIds(database);
say({ kind: 'open' });
for (;;) {
  const step = nextStep();
  say({ kind: 'begin', step });
  perform(step);
  say({ kind: 'saved' });
}

function nextStep(): Step {
  const image = 1 + any(3);
  const kind = any(10);
  if (kind === 0) return { kind: 'done', image, done: random() < 0.5 ? 'done' : 'open' };
  if (kind === 1) return { kind: 'propose', image, count: any(6) };
  if (kind === 2) return { kind: 'rename', id: 1, name: `cell ${any(1e9)}` };
  return { kind: 'change', image, change: nextChange(image) };
}

function nextChange(image: number): Change {
  const present = annotationsOf(database, image);
  const pick = (): Annotation | undefined => present[any(present.length)];
  const chosen = pick();
  if (chosen === undefined || (present.length < 30 && random() < 0.5)) {
    return {
      ...noChange,
      added: Array.from({ length: 1 + any(3) }, () => box(nextId++, any(500), any(400), 5 + any(70))),
    };
  }
  if (random() < 0.4) return { ...noChange, removed: [chosen] };
  const origin = chosen.origin.kind === 'proposed' ? by('accepted', chosen.origin.score) : chosen.origin;
  return { ...noChange, updated: [[chosen, { ...box(chosen.id, any(500), any(400), 5 + any(70)), origin }]] };
}

function perform(step: Step): void {
  if (step.kind === 'change') applyChange(database, step.image, step.change);
  else if (step.kind === 'done') judge(database, step.image, step.done === 'done' ? 'done' : 'back');
  else if (step.kind === 'rename') editCategories(database, step);
  else {
    // Far from anything else, so that each one is proposed: one pixel wide at the bottom edge.
    const detections = Array.from({ length: step.count }, (_, index) => ({
      box: { x1: 600 + index, y1: 478, x2: 601 + index, y2: 479 },
      label: 0,
      score: 0.5,
    }));
    replaceProposals(database, step.image, 'some-model', detections, [2]);
  }
}
