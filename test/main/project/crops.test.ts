import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CropWish, MadeCrop } from '../../../src/common/pictureFacts.ts';
import { failure, success, type Result } from '../../../src/common/result.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { applyChange } from '../../../src/main/database/annotations.ts';
import { Crops } from '../../../src/main/project/crops.ts';
import type { DetectorCaller } from '../../../src/main/project/detectorCaller.ts';
import { adding, box, makeFixture, type Fixture } from '../database/projectFixture.ts';

let fixture: Fixture;
let crops: Crops;
let asked: { readonly path: string; readonly crops: readonly CropWish[] }[] = [];
/** Opens the gate of the calls that wait. */
let open: () => void = () => undefined;
let gate: Promise<void> = Promise.resolve();
let answer: Result<{ crops: number }> = success({ crops: 0 });
let bytesEach = 10;

/** A pictures lane that notes what it is asked and answers when it may. */
const lane: DetectorCaller = {
  call: (async (_name: string, request: (typeof asked)[number], options: { onItem(crop: MadeCrop): void }) => {
    asked.push(request);
    await gate;
    if (answer.ok)
      for (const { id } of request.crops) options.onItem({ id, bytes: new Uint8Array(bytesEach).fill(id) });
    return answer;
  }) as unknown as DetectorCaller['call'],
};

const close = () => {
  gate = new Promise((resolve) => {
    open = resolve;
  });
};
const later = (milliseconds = 40) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'made',
    (caught: { failure?: { kind: string } }) => caught.failure?.kind,
  );

beforeEach(async () => {
  fixture = await makeFixture();
  [asked, gate, answer, bytesEach] = [[], Promise.resolve(), success({ crops: 0 }), 10];
  mkdirSync(path.join(fixture.folder, 'pictures'));
  for (const name of ['1.jpg', '2.jpg', '3.jpg']) writeFileSync(path.join(fixture.folder, 'pictures', name), 'picture');
  reserveIds(fixture.database, 100);
  applyChange(fixture.database, 1, adding(box(1, 0, 0), box(2, 100, 100), box(3, 590, 430)));
  applyChange(fixture.database, 2, adding(box(4, 0, 0)));
  applyChange(fixture.database, 3, adding(box(5, 0, 0)));
  crops = new Crops(fixture.project, lane, () => 1e8);
});
afterEach(() => {
  open();
  crops.close();
  fixture.remove();
});

describe('the crops of a screen', () => {
  it('of one picture are cut from one decoding, each with its own part', async () => {
    const made = await Promise.all([1, 2, 3].map((id) => crops.crop(id, 64, 0)));
    expect(asked).toHaveLength(1);
    expect(path.basename(asked[0]?.path ?? '')).toBe('1.jpg');
    expect(asked[0]?.crops.map(({ cut }) => cut)).toEqual([
      { left: 0, top: 0, width: 50, height: 50 },
      { left: 100, top: 100, width: 50, height: 50 },
      { left: 590, top: 430, width: 50, height: 50 },
    ]);
    expect(made.map(([first]) => first)).toEqual([0, 1, 2]);
  });

  it('are made once: asked again they are there, also while they are being made', async () => {
    close();
    const [one, two] = [crops.crop(1, 64, 0), crops.crop(1, 64, 0)];
    await later();
    const three = crops.crop(1, 64, 0);
    open();
    expect(await two).toBe(await one);
    expect(await three).toBe(await one);
    await crops.crop(1, 64, 0);
    expect(asked).toHaveLength(1);
    await crops.crop(1, 64, 0.25);
    expect(asked).toHaveLength(2);
  });

  it('that were asked for last come first, two pictures at a time', async () => {
    close();
    const all = [1, 4, 5].map((id) => crops.crop(id, 64, 0));
    await later();
    expect(asked.map((request) => path.basename(request.path))).toEqual(['3.jpg', '2.jpg']);
    open();
    await Promise.all(all);
    expect(asked).toHaveLength(3);
  });

  it('are given up when they are out of sight, and what is in sight is made', async () => {
    close();
    const [away, seen] = [crops.crop(1, 64, 0), crops.crop(2, 64, 0)];
    crops.want([2]);
    expect(await kindOf(away)).toBe('cancelled');
    open();
    expect(await kindOf(seen)).toBe('made');
    expect(asked.map((request) => request.crops.length)).toEqual([1]);
  });

  it('are made anew for a box that was moved', async () => {
    await crops.crop(1, 64, 0);
    applyChange(fixture.database, 1, {
      added: [],
      removed: [],
      updated: [[box(1, 0, 0), box(1, 7, 0)]],
    });
    await crops.crop(1, 64, 0);
    expect(asked[1]?.crops[0]?.cut.left).toBe(7);
  });

  it('are kept within a bound, the ones that were not used for longest go first', async () => {
    bytesEach = 30e6;
    for (const id of [1, 4, 1, 5]) await crops.crop(id, 64, 0);
    expect(asked).toHaveLength(3);
    await crops.crop(1, 64, 0);
    expect(asked).toHaveLength(3);
    await crops.crop(4, 64, 0);
    expect(asked).toHaveLength(4);
  });

  it('fail with what the picture says, all of it, and may be asked for again', async () => {
    answer = failure('unreadable', 'The file is damaged.');
    expect(await Promise.all([1, 2].map((id) => kindOf(crops.crop(id, 64, 0))))).toEqual(['unreadable', 'unreadable']);
    answer = success({ crops: 1 });
    expect(await kindOf(crops.crop(1, 64, 0))).toBe('made');
    expect(await kindOf(crops.crop(99, 64, 0))).toBe('not-found');
  });

  it('are given up when the project is closed', async () => {
    close();
    const one = crops.crop(1, 64, 0);
    crops.close();
    expect(await kindOf(one)).toBe('cancelled');
  });
});
