// What the window asks of snapshots and backups, by the real handlers, jobs and clerk on a real project.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Handlers } from '../../../src/common/contract.ts';
import type { JobProgress } from '../../../src/common/records.ts';
import { isSame } from '../../../src/common/snapshots.ts';
import { reserveWindowIds } from '../../../src/main/database/annotationIds.ts';
import { annotationsOf, applyChange } from '../../../src/main/database/annotations.ts';
import { whileWritersWait } from '../../../src/main/database/writeGate.ts';
import type { Dialogs } from '../../../src/main/handlers/dialogs.ts';
import { exportHandlers } from '../../../src/main/handlers/exports.ts';
import { snapshotHandlers } from '../../../src/main/handlers/snapshots.ts';
import { Jobs } from '../../../src/main/jobs.ts';
import type { Workspace } from '../../../src/main/workspace.ts';
import { buildEntries } from '../../detector/builtDetector.ts';
import { adding, box, judge, makeFixture, type Fixture } from '../database/projectFixture.ts';
import { kindOf } from '../../support/kindOf.ts';

vi.mock('electron', () => ({ shell: {}, clipboard: {}, app: {}, BrowserWindow: {}, dialog: {} }));
// In a test no built clerk lies beside the sources; the one that is built here is the same.
const clerk = vi.hoisted(() => ({ entry: '' }));
vi.mock(import('../../../src/main/clerk/runTask.ts'), async (original) => {
  const { runTask } = await original();
  return { runTask: (name, wish, options) => runTask(name, wish, { ...options, entry: clerk.entry }) };
});

let built: Awaited<ReturnType<typeof buildEntries>>;
let fixture: Fixture;
let jobs: Jobs;
let ask: Pick<Handlers, `snapshots/${string}` & keyof Handlers> &
  Pick<Handlers, 'project/back-up' | 'export/coco' | 'export/count'>;
let chosen: string | undefined;
let onProgress: (progress: JobProgress) => void = () => undefined;
beforeAll(async () => {
  built = await buildEntries({ clerk: 'src/main/clerk/index.ts' });
  clerk.entry = path.join(built.folder, 'clerk.js');
});
afterAll(() => built.remove());
beforeEach(async () => {
  fixture = await makeFixture(3);
  reserveWindowIds(fixture.database);
  applyChange(fixture.database, 1, adding(box(1_000_001, 10, 10)));
  onProgress = () => undefined;
  jobs = new Jobs((progress) => onProgress(progress));
  const { project } = fixture;
  const workspace = {
    ...{ project, writable: project, jobs, settings: { annotator: 'Ada' }, hasProject: true },
    tell: () => undefined,
  } as unknown as Workspace;
  const dialogs = { save: () => Promise.resolve(chosen) } as unknown as Dialogs;
  ask = { ...snapshotHandlers(workspace, dialogs), ...exportHandlers(workspace, dialogs) };
});
afterEach(() => fixture.remove());

const at = (name: string): string => path.join(fixture.folder, name);
const ids = (): number[] => annotationsOf(fixture.database, 1).map(({ id }) => id);
const numbers = async (): Promise<number[]> => (await ask['snapshots/list']({})).map(({ id }) => id);
const everything = (): unknown =>
  ['annotations', 'images', 'categories', 'verdicts', 'snapshots', 'project', 'annotations_history'].map((table) =>
    fixture.database.rows(`SELECT * FROM ${table} ORDER BY 1`),
  );

/** A snapshot with one box, and a project with another one since. */
async function twoStates(): Promise<number> {
  const { snapshot } = await ask['snapshots/make']({ name: 'one' });
  applyChange(fixture.database, 1, adding(box(1_000_002, 90, 90)));
  judge(fixture.database, 2, 'done');
  return snapshot.id;
}

describe('a snapshot in the window', () => {
  it('is made once for a state, named, compared with another one, hashed, and forgotten', async () => {
    const first = await twoStates();
    const { snapshot, isNew } = await ask['snapshots/make']({});
    expect([isNew, snapshot.by]).toEqual([true, 'Ada']);
    expect(await ask['snapshots/make']({})).toMatchObject({ isNew: false, snapshot: { id: snapshot.id } });
    const between = await ask['snapshots/difference']({ from: first, to: snapshot.id });
    expect(between.counts).toMatchObject({ boxesAdded: 1, boxesRemoved: 0, picturesChanged: 1 });
    expect(await ask['snapshots/difference']({ from: first, to: 'now' })).toEqual(between);
    expect(isSame(await ask['snapshots/difference']({ from: snapshot.id, to: 'now' }))).toBe(true);
    const hash = await ask['snapshots/hash']({ id: first });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const renamed = await ask['snapshots/rename']({ id: first, name: ' two ' });
    expect(renamed.find(({ id }) => id === first)).toMatchObject({ name: 'two', hash });
    expect((await ask['snapshots/rename']({ id: first, name: '' })).at(-1)).not.toHaveProperty('name');
    expect((await ask['snapshots/forget']({ id: first })).map(({ id }) => id)).toEqual([snapshot.id]);
    for (const gone of [
      () => ask['snapshots/forget']({ id: first }),
      () => ask['snapshots/restore']({ id: first }),
      () => ask['snapshots/hash']({ id: first }),
      () => ask['snapshots/difference']({ from: first, to: 'now' }),
    ])
      expect(await kindOf(gone)).toBe('not-found');
  });

  it('is brought back whole, and what was before is brought back too', async () => {
    const first = await twoStates();
    const restored = await ask['snapshots/restore']({ id: first });
    expect(ids()).toEqual([1_000_001]);
    expect(restored).toMatchObject({
      before: { reason: 'restore', by: 'Ada' },
      picturesBack: 0,
      project: { name: 'Test' },
    });
    await ask['snapshots/restore']({ id: restored.before.id });
    expect(ids()).toEqual([1_000_001, 1_000_002]);
  });

  it('that is cancelled in the middle of coming back leaves all as it was, its snapshot of before too', async () => {
    const first = await twoStates();
    const was = everything();
    // The clerk hears of it after a step, when the snapshot of before is made and not yet committed.
    onProgress = ({ id, kind, state }) => {
      if (kind === 'snapshot' && state === 'running') queueMicrotask(() => jobs.cancel(id));
    };
    expect(await kindOf(() => ask['snapshots/restore']({ id: first }))).toBe('cancelled');
    expect(everything()).toEqual(was);
    expect(jobs.list().at(-1)).toMatchObject({ kind: 'snapshot', state: 'cancelled' });
    // And nothing is held: the next one goes through.
    onProgress = () => undefined;
    await ask['snapshots/restore']({ id: first });
    expect(ids()).toEqual([1_000_001]);
  });

  it('is not brought back while pictures are pre-labelled, and waits while labels are imported', async () => {
    const first = await twoStates();
    let end: () => void = () => undefined;
    const running = new Promise<string>((resolve) => (end = () => resolve('')));
    const { ended } = jobs.start('prelabel', () => running);
    expect(await kindOf(() => ask['snapshots/restore']({ id: first }))).toBe('busy');
    end();
    await ended;
    let imported: (() => void) | undefined;
    const importing = whileWritersWait(fixture.database, () => new Promise<void>((resolve) => (imported = resolve)));
    await vi.waitFor(() => expect(imported).toBeDefined());
    let isBack = false;
    const restoring = Promise.resolve(ask['snapshots/restore']({ id: first })).then(() => (isBack = true));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([isBack, ids().length]).toEqual([false, 2]);
    imported?.();
    await importing;
    await restoring;
    expect(ids()).toEqual([1_000_001]);
  });

  it('is exported again to the byte, and an export that is cancelled leaves no snapshot', async () => {
    const wish = { pictures: 'all', segmentation: 'empty', people: 'written' } as const;
    chosen = at('first.json');
    const { report } = (await ask['export/coco'](wish))!;
    applyChange(fixture.database, 1, adding(box(1_000_002, 90, 90)));
    chosen = at('again.json');
    await ask['export/coco']({ ...wish, snapshot: report.snapshot! });
    expect(readFileSync(at('again.json')).equals(readFileSync(at('first.json')))).toBe(true);
    const counted = { format: 'coco', pictures: 'all', split: { kind: 'none' } } as const;
    expect(await ask['export/count']({ ...counted, snapshot: report.snapshot! })).toMatchObject({
      annotations: report.annotations,
    });
    expect(await ask['export/count'](counted)).toMatchObject({ annotations: report.annotations + 1 });
    chosen = at('never.json');
    onProgress = ({ id, kind, state }) => {
      if (kind === 'export' && state === 'running') queueMicrotask(() => jobs.cancel(id));
    };
    expect(await kindOf(() => ask['export/coco'](wish))).toBe('cancelled');
    expect(existsSync(at('never.json'))).toBe(false);
    expect(await numbers()).toEqual([report.snapshot]);
  });
});

describe('a backup in the window', () => {
  it('is a job that says how far it is, and one that is cancelled leaves nothing', async () => {
    const told: number[] = [];
    onProgress = ({ kind, done }) => kind === 'backup' && told.push(done);
    chosen = at('one.backup');
    expect(await ask['project/back-up']({})).toMatchObject({ location: chosen });
    expect(told.at(-1)).toBe(100);
    chosen = at('two.backup');
    onProgress = ({ id, kind, state }) => {
      if (kind === 'backup' && state === 'running') queueMicrotask(() => jobs.cancel(id));
    };
    expect(await kindOf(() => ask['project/back-up']({}))).toBe('cancelled');
    expect(readdirSync(fixture.folder).sort()).toEqual(['one.backup', 'project']);
    chosen = undefined;
    expect(await ask['project/back-up']({})).toBeNull();
  });
});
