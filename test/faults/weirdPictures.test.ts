// Every picture of ../shared/data/weird and of the tree that make_tree.mjs makes, through the real pictures process, which is watched:
// none of them ends it, takes 5 seconds of a processor or 500 MB. Whether each is taken or refused as the manifest says is tested with the
// scan of a project.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultPixelLimit } from '../../src/common/protocol.ts';
import type { Failure, Result } from '../../src/common/result.ts';
import { openLanes, type Lanes } from '../main/project/lanes.ts';
import { describeWithShared } from '../support/shared.ts';

const limits = { seconds: 5, megabytes: 500 };
/** An answer that takes longer by the clock is a hang, whatever else the machine does. */
const hang = 60_000;
const place = mkdtempSync(path.join(tmpdir(), 'boxwright-weird-pictures-'));
const output = path.join(place, 'output');
let lanes: Lanes;

beforeAll(async () => {
  lanes = await openLanes();
});
afterAll(async () => {
  await lanes.close();
  rmSync(place, { recursive: true, force: true });
});

async function pid(): Promise<number> {
  const reply = await lanes.pictures.call('describe', {});
  if (!reply.ok) throw new Error(reply.failure.message);
  return reply.value.pid;
}

/** Of a processor, since the process began. */
function secondsOf(process: number): number {
  // The name in brackets may have spaces; user and system time are the 14th and 15th field, in hundredths.
  const [user, system] = readFileSync(`/proc/${process}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) / 100;
}

/** MB; the kernel's own mark. */
const peakOf = (process: number): number =>
  Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1]) / 1024;

/** Everything that the process is asked of a picture. */
async function failuresOf(file: string): Promise<Failure[]> {
  const { pictures } = lanes;
  const signal = AbortSignal.timeout(hang);
  const files = [{ id: 1, path: file }];
  const ask = { pixelLimit: defaultPixelLimit };
  const failures: Failure[] = [];
  const note = (result: Result<unknown>): void => void (!result.ok && failures.push(result.failure));
  note(await pictures.call('probe', { files, ...ask }, { signal, onItem: ({ result }) => note(result) }));
  note(await pictures.call('fingerprint', { files, ...ask }, { signal }));
  note(await pictures.call('thumbnail', { path: file, size: 64, output, ...ask }, { signal }));
  note(await pictures.call('upright', { path: file, output, ...ask }, { signal }));
  return failures;
}

const expected: readonly string[] = ['unreadable', 'unsupported', 'too-large', 'not-found'];

interface Cost {
  readonly seconds: number;
  readonly megabytes: number;
  readonly faults: readonly string[];
}

async function costOf(file: string, name: string, process: number): Promise<Cost> {
  writeFileSync(`/proc/${process}/clear_refs`, '5');
  const before = secondsOf(process);
  const failures = await failuresOf(file);
  if ((await pid()) !== process) return { seconds: 0, megabytes: 0, faults: [`${name}: ended the process`] };
  const [seconds, megabytes] = [secondsOf(process) - before, peakOf(process)];
  const faults = failures
    .filter(({ kind, message }) => !expected.includes(kind) || message.trim() === '')
    .map(({ kind, message }) => `${name}: ${kind}: ${message}`);
  if (!(seconds <= limits.seconds)) faults.push(`${name}: took ${seconds} s`);
  if (!(megabytes <= limits.megabytes)) faults.push(`${name}: took ${megabytes} MB`);
  return { seconds, megabytes, faults };
}

async function walk(folder: string, names: readonly string[]): Promise<void> {
  const costs: Cost[] = [];
  for (const name of names) costs.push(await costOf(path.join(folder, name), name, await pid()));
  expect(costs.flatMap(({ faults }) => faults)).toEqual([]);
  const most = (key: 'seconds' | 'megabytes'): number => Math.max(...costs.map((cost) => cost[key]));
  console.log(`${names.length} files; at most ${most('seconds').toFixed(2)} s and ${Math.round(most('megabytes'))} MB`);
}

describeWithShared('pictures that mean no good', (shared) => {
  const weird = path.join(shared, 'data', 'weird');
  const manifest = JSON.parse(readFileSync(path.join(weird, 'manifest.json'), 'utf8')) as readonly { file: string }[];
  const isOther = /\.(?:json|txt|gitkeep)$/;
  const pictures = manifest
    .map(({ file }) => file)
    .filter((file) => /^(?:images|exif|names|nested)\//.test(file) && !isOther.test(file));
  const isElsewhere = process.platform !== 'linux';

  it.skipIf(isElsewhere)(
    `leave the process as it was, all ${pictures.length} of them`,
    async () => {
      expect(pictures.length).toBeGreaterThan(50);
      await walk(weird, pictures);
    },
    600_000,
  );

  it.skipIf(isElsewhere)(
    'leave it as it was, links, pipes and folders that are called pictures',
    async () => {
      const tree = path.join(place, 'tree');
      execFileSync(process.execPath, [path.join(weird, 'make_tree.mjs'), tree], { stdio: 'ignore' });
      // Of two thousand that are alike, none.
      const names = readdirSync(tree).filter((name) => name.endsWith('.jpg'));
      const odd = ['case', 'unicode', 'hostile', 'stem'].flatMap((folder) =>
        readdirSync(path.join(tree, folder)).map((name) => path.join(folder, name)),
      );
      expect(names).toContain('pipe.jpg');
      await walk(tree, [...names, ...odd]);
    },
    600_000,
  );
});
