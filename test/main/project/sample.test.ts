import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkCocoDocument } from '../../../src/common/coco/checkCoco.ts';
import { failureOf } from '../../../src/common/result.ts';
import { isProject, listFolders, openProject, closeProject } from '../../../src/main/project/project.ts';
import { makeSample, sampleCount } from '../../../src/main/project/sample.ts';
import { makePlace, openLanes, type Lanes, type Place } from './lanes.ts';

let lanes: Lanes;
let place: Place;
beforeAll(async () => {
  lanes = await openLanes();
});
afterAll(() => lanes.close());
beforeEach(() => {
  place = makePlace();
});
afterEach(() => place.remove());

describe('the sample', () => {
  it('is no project when it was cancelled, and drawn whole the next time, with a truth that COCO readers take', async () => {
    const folder = path.join(place.folder, 'sample');
    const stop = new AbortController();
    const cancelled = makeSample(folder, lanes.pictures, {
      model: 'm',
      signal: stop.signal,
      onProgress: (done) => {
        if (done === 2) stop.abort();
      },
    });
    expect(await cancelled.catch((caught: unknown) => failureOf(caught).kind)).toBe('cancelled');
    expect(isProject(folder)).toBe(false);
    expect(existsSync(path.join(folder, 'truth.json'))).toBe(false);

    const told: number[] = [];
    await makeSample(folder, lanes.pictures, { model: 'm', onProgress: (done) => told.push(done) });
    expect(told).toEqual(Array.from({ length: sampleCount + 1 }, (_, done) => done));
    const truth = JSON.parse(readFileSync(path.join(folder, 'truth.json'), 'utf8')) as { images: unknown[] };
    expect(checkCocoDocument(truth)).toEqual([]);
    expect(truth.images).toHaveLength(sampleCount);
    expect(readdirSync(path.join(folder, 'pictures'))).toHaveLength(sampleCount);
    const project = await openProject(folder, { access: 'read' });
    expect(listFolders(project).map(({ location }) => path.basename(location))).toEqual(['pictures']);
    closeProject(project);
  });
});
