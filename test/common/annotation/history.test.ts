import { describe, expect, it } from 'vitest';
import { apply, invert, noChange, type Annotations, type Change } from '../../../src/common/annotation/change.ts';
import * as arrange from '../../../src/common/annotation/arrange.ts';
import * as edits from '../../../src/common/annotation/edits.ts';
import {
  emptyHistory,
  goTo,
  mark,
  record,
  redo,
  redoable,
  undo,
  undoable,
  weight,
  type History,
} from '../../../src/common/annotation/history.ts';
import { handles, type Side } from '../../../src/common/geometry/resize.ts';
import { seeded } from '../../support/seeded.ts';
import { deed } from '../../../src/common/annotation/deed.ts';

const size = { width: 640, height: 480 };
const sides: readonly Side[] = ['left', 'right', 'up', 'down'];

function sorted(annotations: Annotations) {
  return [...annotations.values()].sort((a, b) => a.id - b.id);
}

function proposals(random: () => number): Annotations {
  const all = Array.from({ length: 40 }, (_, index) => {
    const x1 = random() * 600;
    const y1 = random() * 440;
    const box = { x1, y1, x2: x1 + 2 + random() * 38, y2: y1 + 2 + random() * 38 };
    const origin =
      index % 4 === 0 ? { kind: 'imported' as const } : { kind: 'proposed' as const, model: 'm', score: random() };
    return { id: index + 1, categoryId: 1 + Math.floor(random() * 3), box, origin, crowd: false };
  });
  return new Map(all.map((one) => [one.id, one]));
}

/** One random edit by a hand that does not know what it does. */
function anyEdit(annotations: Annotations, random: () => number, nextId: () => number): Change {
  const all = [...annotations.keys()];
  const chosen = Array.from(
    { length: 1 + Math.floor(random() * 4) },
    () => all[Math.floor(random() * all.length)] ?? 0,
  );
  const one = chosen[0] ?? 0;
  const far = () => (random() - 0.5) * 900;
  const side = sides[Math.floor(random() * 4)]!;
  const choices: (() => Change)[] = [
    () => edits.draw(nextId(), { x1: far(), y1: far(), x2: far(), y2: far() }, 1, size),
    () => edits.move(annotations, chosen, far(), far(), size),
    () => edits.resize(annotations, one, handles[Math.floor(random() * 8)]!, far(), far(), size),
    () => edits.nudge(annotations, chosen, side, random() < 0.5 ? 1 : 10, size),
    () => edits.growSide(annotations, chosen, side, 10, size),
    () => edits.shrinkSide(annotations, chosen, side, 10, size),
    () => edits.relabel(annotations, chosen, 1 + Math.floor(random() * 3)),
    () => edits.duplicate(annotations, chosen, nextId, size),
    () =>
      edits.paste(
        chosen.flatMap((id) => annotations.get(id) ?? []),
        nextId,
        { width: 640, height: 480 },
      ),
    () => edits.remove(annotations, chosen),
    () => edits.discard(annotations, chosen),
    () => edits.accept(annotations, chosen),
    () => edits.reject(annotations, chosen),
    () => edits.growAll(annotations, chosen, far() / 4, size),
    () => arrange.align(annotations, chosen, arrange.alignments[Math.floor(random() * 8)] ?? 'left', size),
    () => arrange.split(annotations, chosen, random() < 0.5 ? 'beside' : 'above', nextId),
    () => arrange.mergeIntoFirst(annotations, chosen, size),
    () => arrange.mergeDuplicates(annotations, [...annotations.values()], random()),
    () => edits.setCrowd(annotations, chosen, random() < 0.5 ? 'crowd' : 'single'),
    () => edits.setBox(annotations, one, { x1: far(), y1: far(), x2: random() < 0.1 ? NaN : far(), y2: far() }, size),
  ];
  return choices[Math.floor(random() * choices.length)]!();
}

function expectSound(annotations: Annotations): void {
  for (const { box } of annotations.values()) {
    const sound =
      box.x1 >= 0 &&
      box.y1 >= 0 &&
      box.x2 <= size.width &&
      box.y2 <= size.height &&
      box.x2 - box.x1 > 1 - 1e-9 &&
      box.y2 - box.y1 > 1 - 1e-9;
    if (!sound) expect(box).toBe('inside the picture, finite, and at least one pixel wide and high');
  }
}

describe('thousands of random edits', () => {
  for (const seed of [1, 2, 3, 4]) {
    it(`invert, undo and redo exactly (seed ${seed})`, () => {
      const random = seeded(seed);
      let id = 1000;
      const nextId = () => id++;
      const start = proposals(random);
      let now = start;
      let history: History = emptyHistory;
      for (let step = 0; step < 2500; step += 1) {
        const change = anyEdit(now, random, nextId);
        const next = apply(now, change);
        expect(sorted(apply(next, invert(change)))).toEqual(sorted(now));
        expectSound(next);
        history = record(history, change, deed('steps', step), step);
        now = next;
      }
      const end = now;
      expect(history.entries.length).toBeGreaterThan(1000);
      for (let step = undo(history); step; step = undo(history))
        [history, now] = [step.history, apply(now, step.change)];
      expect(sorted(now)).toEqual(sorted(start));
      for (let step = redo(history); step; step = redo(history))
        [history, now] = [step.history, apply(now, step.change)];
      expect(sorted(now)).toEqual(sorted(end));
    });
  }

  it('come back right after any walk through undo and redo', () => {
    const random = seeded(9);
    let id = 1000;
    let now = proposals(random);
    let history: History = emptyHistory;
    const states = [now];
    for (let step = 0; step < 3000; step += 1) {
      const dice = random();
      if (dice < 0.5) {
        const change = anyEdit(now, random, () => id++);
        const next = record(history, change, deed('move'), 0);
        if (next !== history) {
          now = apply(now, change);
          history = next;
          states.length = history.cursor;
          states.push(now);
        }
      } else {
        const taken = dice < 0.8 ? undo(history) : redo(history);
        if (taken) [history, now] = [taken.history, apply(now, taken.change)];
      }
      expect(sorted(now)).toEqual(sorted(states[history.cursor]!));
    }
  });
});

describe('the history of a picture', () => {
  const move: Change = {
    ...noChange,
    added: [{ id: 1, categoryId: 1, box: { x1: 0, y1: 0, x2: 1, y2: 1 }, origin: { kind: 'drawn' }, crowd: false }],
  };

  it('names what undo and redo would do', () => {
    const one = record(record(emptyHistory, move, deed('draw'), 0), move, deed('move', 3), 0);
    expect(undoable(one)).toEqual(deed('move', 3));
    expect(redoable(one)).toBeUndefined();
    const back = undo(one)!;
    expect(back.deed).toEqual(deed('move', 3));
    expect(undoable(back.history)).toEqual(deed('draw'));
    expect(redoable(back.history)).toEqual(deed('move', 3));
  });

  it('forgets what was undone once something new is done, and takes no empty change', () => {
    const back = undo(record(emptyHistory, move, deed('draw'), 0))!.history;
    const next = record(back, move, deed('grow'), 0);
    expect(next.entries.map((entry) => entry.deed)).toEqual([deed('grow')]);
    expect(record(next, noChange, deed('move'), 0)).toBe(next);
    expect(undo(emptyHistory)).toBeUndefined();
    expect(redo(next)).toBeUndefined();
  });
});

describe('a jump in the history', () => {
  it('is one change that does what all the steps between do', () => {
    const random = seeded(5);
    let id = 1000;
    let now = proposals(random);
    let history: History = emptyHistory;
    const states = [now];
    for (let step = 0; step < 300; step += 1) {
      const change = anyEdit(now, random, () => id++);
      const next = record(history, change, deed('move'), step);
      if (next === history) continue;
      [history, now] = [next, apply(now, change)];
      states.push(now);
    }
    for (let jump = 0; jump < 200; jump += 1) {
      const to = Math.floor(random() * states.length);
      const step = goTo(history, to);
      if (step) [history, now] = [step.history, apply(now, step.change)];
      expect(history.cursor).toBe(to);
      expect(sorted(now)).toEqual(sorted(states[to]!));
    }
  });

  it('goes nowhere it is already, and not beyond the ends', () => {
    const one = record(emptyHistory, draw(1), deed('draw'), 0);
    for (const place of [1, -1, 2]) expect(goTo(one, place)).toBeUndefined();
  });
});

const draw = (id: number): Change => edits.draw(id, { x1: id, y1: 0, x2: id + 9, y2: 9 }, 1, size);

describe('what a job did', () => {
  const before = record(emptyHistory, draw(1), deed('draw'), 0);

  it('stands in the history once, however often the job tells of it', () => {
    const marked = mark(mark(before, deed('prelabel'), 1), deed('prelabel'), 2);
    expect(marked.entries.map(({ deed: done, by }) => [done, by])).toEqual([
      [deed('draw'), 'hand'],
      [deed('prelabel'), 'job'],
    ]);
  });

  it('is passed over by undo, which says so, and is never itself undone', () => {
    const marked = mark(before, deed('prelabel'), 1);
    expect(undoable(marked)).toEqual(deed('draw'));
    const back = undo(marked)!;
    expect(back).toMatchObject({ deed: deed('draw'), across: [deed('prelabel')], change: invert(draw(1)) });
    expect(undo(back.history)).toBeUndefined();
    expect(redo(back.history)).toMatchObject({ deed: deed('draw'), across: [] });
  });

  it('leaves what was undone before it to be redone', () => {
    const marked = mark(undo(before)!.history, deed('import'), 1);
    expect(redoable(marked)).toEqual(deed('draw'));
    expect(marked.entries.map((entry) => entry.deed)).toEqual([deed('import'), deed('draw')]);
  });

  it('brings back by undo a box that the job replaced meanwhile, and leaves the job its own', () => {
    const proposed: Annotations = new Map(
      [7, 8].map((id) => [
        id,
        {
          id,
          categoryId: 1,
          box: { x1: 0, y1: 0, x2: 9, y2: 9 },
          origin: { kind: 'proposed' as const, model: 'm', score: 0.8 },
          crowd: false,
        },
      ]),
    );
    const reject = edits.reject(proposed, [7]);
    const history = mark(record(emptyHistory, reject, deed('reject'), 0), deed('prelabel'), 1);
    const fresh = { ...proposed.get(8)!, id: 9 };
    const afterJob: Annotations = new Map([[9, fresh]]);
    const now = apply(afterJob, undo(history)!.change);
    expect(sorted(now)).toEqual([proposed.get(7), fresh]);
  });
});

describe('a long history', () => {
  // A state of a box takes some 300 bytes, so these ten thousand steps are 6 MB (measured after a forced collection).
  it('holds two states of a box for each step of one box, however many there are', () => {
    let now: Annotations = new Map();
    let history: History = emptyHistory;
    const first = draw(1);
    [now, history] = [apply(now, first), record(history, first, deed('draw'), 0)];
    for (let step = 0; step < 10_000; step += 1) {
      const change = edits.nudge(now, [1], step % 2 === 0 ? 'right' : 'left', 1, size);
      [now, history] = [apply(now, change), record(history, change, deed('move'), step)];
    }
    expect(history.entries.length).toBe(10_001);
    expect(weight(history)).toBe(20_001);
  });
});
