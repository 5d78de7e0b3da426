// A torchvision-named .pth of the real size (ResNet-50, 91 classes, 32 million parameters) through a detector process: seconds, the
// process's peak memory, and the ratio against reading, hashing and copying the same bytes, which nothing that imports can avoid.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DetectorClient } from '../src/main/detector/client.ts';
import { forkDetector } from '../src/main/detector/fork.ts';
import { buildEntries } from '../test/detector/builtDetector.ts';
import { resNet50Spec, torchvisionFile } from '../test/support/checkpointFile.ts';
import { machineLine, median } from './machine.ts';

const rounds = 5;
const folder = mkdtempSync(path.join(tmpdir(), 'boxwright-import-'));
const file = path.join(folder, 'fcos_resnet50_fpn.pth');
let built: Awaited<ReturnType<typeof buildEntries>>;

beforeAll(async () => {
  writeFileSync(file, torchvisionFile(resNet50Spec(91)));
  built = await buildEntries({ detector: 'src/detector/index.ts' });
});
afterAll(async () => {
  await built.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Seconds to read the file, hash it, and write and hash as many bytes, synced. */
async function plainCopy(): Promise<number> {
  const start = performance.now();
  const bytes = await readFile(file);
  createHash('sha256').update(bytes).digest();
  createHash('sha256').update(bytes).digest();
  const handle = await open(path.join(folder, 'copy'), 'w');
  await handle.writeFile(bytes);
  await handle.sync();
  await handle.close();
  return (performance.now() - start) / 1000;
}

/** Highest resident memory of a process in bytes; undefined where the system does not say. */
function peakMemory(pid: number | undefined): number | undefined {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line?.[1] === undefined ? undefined : Number(line[1]) * 1024;
  } catch {
    return undefined;
  }
}

interface Import {
  readonly inspect: number;
  readonly seconds: number;
  readonly peak: number | undefined;
}

async function timeImport(round: number): Promise<Import> {
  const entry = path.join(built.folder, 'detector.js');
  const client = new DetectorClient({ fork: forkDetector, entry, lane: 'pictures' });
  await client.start();
  const begun = performance.now();
  const inspection = await client.call('inspectModel', { file });
  const inspect = (performance.now() - begun) / 1000;
  if (!inspection.ok) throw new Error(inspection.failure.message);
  const start = performance.now();
  const reply = await client.call('importModel', { file, folder, id: `m${round}`, name: 'M', classes: 'coco' });
  const seconds = (performance.now() - start) / 1000;
  const peak = peakMemory(client.pid);
  await client.close();
  if (!reply.ok) throw new Error(reply.failure.message);
  expect(reply.value.parameters).toBeGreaterThan(32e6);
  return { inspect, seconds, peak };
}

it('imports a ResNet-50 FCOS of the real size', async () => {
  const imports: Import[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const copy = await plainCopy();
    const one = await timeImport(round);
    imports.push(one);
    ratios.push(one.seconds / copy);
    const memory = one.peak === undefined ? 'memory unknown' : `peak ${(one.peak / 2 ** 20).toFixed(0)} MiB`;
    console.log(
      `round ${round + 1}: plain copy ${copy.toFixed(2)} s, look ${one.inspect.toFixed(2)} s, import ${one.seconds.toFixed(2)} s, ${memory}`,
    );
  }
  const peaks = imports.flatMap(({ peak }) => peak ?? []);
  console.log(
    `import of ${(statSync(file).size / 1e6).toFixed(0)} MB: median ${median(imports.map(({ seconds }) => seconds)).toFixed(2)} s (goal under 20), ` +
      `${median(ratios).toFixed(2)} times a plain copy; look before it ${median(imports.map(({ inspect }) => inspect)).toFixed(2)} s; ` +
      `peak memory of the process ${(Math.max(...peaks) / 2 ** 20).toFixed(0)} MiB (goal under 1,500)`,
  );
  console.log(machineLine());
  expect(imports).toHaveLength(rounds);
});
