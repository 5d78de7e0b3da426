// A checkpoint through a real detector process: looked at, imported whole, stopped half-way.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importCheckpoint } from '../../src/common/fcos/checkpoint/import.ts';
import { readCheckpoint } from '../../src/common/fcos/checkpoint/read.ts';
import { inferenceModel } from '../../src/common/fcos/inference.ts';
import { DetectorClient } from '../../src/main/detector/client.ts';
import { forkDetector } from '../../src/main/detector/fork.ts';
import { valueOf } from '../common/fcos/support.ts';
import {
  mmdetectionShapes,
  resNet50Spec,
  smallSpec,
  torchStateFile,
  torchvisionFile,
} from '../support/checkpointFile.ts';
import { buildEntries } from './builtDetector.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'boxwright-import-'));
const own = path.join(folder, 'models');
const small = path.join(folder, 'small.pth');
const large = path.join(folder, 'large.pth');
let built: Awaited<ReturnType<typeof buildEntries>>;
let client: DetectorClient;

beforeAll(async () => {
  built = await buildEntries({ detector: 'src/detector/index.ts' });
  const entry = path.join(built.folder, 'detector.js');
  client = new DetectorClient({ fork: forkDetector, entry, lane: 'pictures', graceMilliseconds: 60_000 });
  writeFileSync(small, torchvisionFile(smallSpec(80)));
  writeFileSync(large, torchvisionFile(resNet50Spec(2)));
}, 180_000);
afterAll(async () => {
  await client.close();
  await built.remove();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  rmSync(own, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('inspectModel', () => {
  it('says what a file is and writes nothing', async () => {
    const inspection = valueOf(await client.call('inspectModel', { file: small }));
    expect(inspection).toMatchObject({
      kind: 'checkpoint',
      format: 'pytorch',
      dialect: 'torchvision',
      outputs: 80,
      sha256: sha256(readFileSync(small)),
      inputWords: 'RGB, 0 to 1, less 0.485, 0.456, 0.406, divided by 0.229, 0.224, 0.225',
      missing: [],
    });
    expect('classes' in inspection && inspection.classes).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(['large.pth', 'small.pth']);
  });

  it('refuses what is no model, by what it is', async () => {
    const file = path.join(folder, 'notes.pth');
    writeFileSync(file, 'a text');
    const reply = await client.call('inspectModel', { file });
    rmSync(file);
    expect(reply.ok ? '' : reply.failure.message).toContain('neither a checkpoint that is known here nor ONNX');
  });
});

describe('importModel', () => {
  it('writes in pieces the very model that is made in one', async () => {
    const report = valueOf(
      await client.call('importModel', { file: small, folder: own, id: 'small', name: 'Small', classes: 'coco' }),
    );
    const { spec, parameters } = valueOf(importCheckpoint(valueOf(readCheckpoint(readFileSync(small)))));
    const onnx = readFileSync(report.model.onnxPath);
    expect(sha256(onnx)).toBe(sha256(inferenceModel(spec, parameters)));
    const card = JSON.parse(readFileSync(report.model.cardPath, 'utf8')) as Record<string, unknown>;
    expect(card).toMatchObject({ onnxSha256: sha256(onnx), source: { sha256: sha256(readFileSync(small)) } });
    expect(report.classes[0]).toBe('person');
  });

  it('takes colours and conventions that the caller gives into the card', async () => {
    const file = path.join(folder, 'mm.pth');
    writeFileSync(file, torchStateFile(mmdetectionShapes(smallSpec(2))));
    const ways = { colours: 'rgb', distances: 'relu-stride', centreness: 'box', strideOn: 'second' } as const;
    const report = valueOf(await client.call('importModel', { file, folder: own, id: 'mm', name: 'MM', ways }));
    rmSync(file);
    expect(report.assumed).toEqual([]);
    const { spec } = JSON.parse(readFileSync(report.model.cardPath, 'utf8')) as { spec: Record<string, unknown> };
    expect(spec).toMatchObject({ input: { order: 'rgb', scale: 1 }, conventions: { regression: 'relu-stride' } });
  });

  it('tells how far it is, and leaves nothing behind when it is stopped', async () => {
    const stop = new AbortController();
    const heard: number[] = [];
    const reply = await client.call(
      'importModel',
      { file: large, folder: own, id: 'large', name: 'Large' },
      {
        signal: stop.signal,
        onItem: ({ done, total }) => {
          heard.push(done / total);
          // Reading is half of the way: from here on the model is being written.
          if (done > total / 2) stop.abort();
        },
      },
    );
    expect(reply.ok ? 'imported' : reply.failure.kind).toBe('cancelled');
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(heard.length).toBeGreaterThan(5);
    expect(readdirSync(own)).toEqual([]);
  });
});
