// Every label file of ../shared/data/weird through the real import, in a process that is watched: it ends as the manifest says, in under 5
// seconds of a processor and 500 MB, opens nothing outside of its own folder and the project, and loses no box without a word.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportPreview, TakenReport } from '../../src/common/labelImport.ts';
import type { Failure } from '../../src/common/result.ts';
import { describeWithShared } from '../support/shared.ts';
import { buildProgram, type Program } from './program.ts';

interface Walked {
  readonly file: string;
  readonly refused?: Failure;
  readonly preview?: ImportPreview;
  readonly report?: TakenReport;
  /** Of a processor. */
  readonly seconds: number;
  readonly megabytes: number;
  readonly opened: readonly string[];
}

interface Listed {
  readonly file: string;
  readonly what: string;
  readonly expect: string;
}

const limits = { seconds: 5, megabytes: 500 };
/** A file that takes longer by the clock is a hang, whatever else the machine does. */
const hang = 120_000;

interface Own {
  readonly ends: 'taken' | 'refused';
  /** Boxes that are read of it. */
  readonly boxes?: number;
  /** What the list of problems says, with the place. */
  readonly says?: string;
}

/**
 * What the manifest leaves open, or says of the label file as a part of a folder: told here with its reason. Of everything else its
 * first word counts.
 */
const own: Readonly<Record<string, Own>> = {
  // The four numbers of its box are all that the file has.
  'coco/bbox_missing.json': { ends: 'refused' },
  // "Ask or reject": its paths out of the folder are rejected one by one, and the label files beside it are read.
  'yolo/data_traversal.yaml': {
    ends: 'taken',
    says: 'data_traversal.yaml: train: "/etc" is nothing in the chosen folder',
  },
  // "Reject with the line": each row is refused with its place, so nothing of the file is taken. Its picture is known to have a label
  // file, so among others in a folder the import goes on.
  'yolo/pixels.txt': { ends: 'taken', boxes: 0, says: 'pixels.txt: line 1: 30 is no fraction' },
  'yolo/comma.txt': { ends: 'taken', boxes: 0, says: 'comma.txt: line 1: has commas between its columns' },
  'yolo/decimal_comma.txt': { ends: 'taken', boxes: 0, says: 'decimal_comma.txt: line 1: "0,25" in column 2' },
  // "Accept as an empty image".
  'yolo/empty.txt': { ends: 'taken', boxes: 0 },
};

function wanted({ file, expect: words }: Listed): 'taken' | 'refused' | 'either' {
  const known = own[file];
  if (known !== undefined) return known.ends;
  if (/\bor\b/.test(words)) return 'either';
  if (words.startsWith('reject')) return 'refused';
  return words.startsWith('accept') || words.startsWith('skip') ? 'taken' : 'either';
}

const place = mkdtempSync(path.join(tmpdir(), 'boxwright-weird-'));
const at = (...parts: string[]): string => path.join(place, ...parts);
let program: Program;
beforeAll(async () => {
  program = await buildProgram(at('home'), { walker: 'test/faults/weirdWalkProcess.ts' });
});
afterAll(async () => {
  await program.remove();
  rmSync(place, { recursive: true, force: true });
});

/** Ends early where a file takes too long; then that one is named. */
function walk(project: string, list: string): Promise<Walked[]> {
  const child = spawn(process.execPath, [program.other('walker'), project, list], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const walked: Walked[] = [];
  let [rest, now] = ['', 'its beginning'];
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const wind = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        child.kill('SIGKILL');
        reject(new Error(`it hangs at ${now}`));
      }, hang);
    };
    wind();
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const told = JSON.parse(line) as { begin?: string } & Walked;
        if (told.begin === undefined) walked.push(told);
        else now = told.begin;
        wind();
      }
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(walked);
      else reject(new Error(`it ended with ${code} at ${now}`));
    });
  });
}

describeWithShared('label files that mean no good', (shared) => {
  const weird = path.join(shared, 'data', 'weird');
  const manifest = JSON.parse(readFileSync(path.join(weird, 'manifest.json'), 'utf8')) as readonly Listed[];
  const labels = manifest.filter(({ file }) => /^(?:coco|voc|yolo)\//.test(file));

  it.skipIf(process.platform !== 'linux')(`end as the manifest says, all ${labels.length} of them`, async () => {
    expect([...new Set(labels.map(({ file }) => file.split('/')[0]))]).toEqual(['coco', 'voc', 'yolo']);
    await program.json('create', at('project'), '--images', path.join(weird, 'images'));
    writeFileSync(
      at('list.json'),
      JSON.stringify(labels.map(({ file }) => ({ file, location: path.join(weird, file) }))),
    );
    const walked = await walk(at('project'), at('list.json'));
    expect(walked.map(({ file }) => file)).toEqual(labels.map(({ file }) => file));
    const wrong = walked.flatMap((one, index) => faultsOf(one, labels[index]!, weird));
    expect(wrong).toEqual([]);
    const most = (key: 'seconds' | 'megabytes'): number => Math.max(...walked.map((one) => one[key]));
    const taken = walked.filter(({ refused }) => refused === undefined).length;
    console.log(
      `${walked.length} files, ${taken} taken, ${walked.length - taken} refused; at most ${most('seconds').toFixed(2)} s and ${Math.round(most('megabytes'))} MB`,
    );
  });

  function faultsOf(one: Walked, listed: Listed, root: string): string[] {
    const { file, refused, preview, report } = one;
    const faults: string[] = [];
    const say = (text: string): void => void faults.push(`${file}: ${text}`);
    if (one.seconds > limits.seconds) say(`took ${one.seconds} s`);
    if (one.megabytes > limits.megabytes) say(`took ${one.megabytes} MB`);
    const roots = [path.dirname(path.join(root, file)), at('project')];
    for (const opened of one.opened)
      if (!roots.some((folder) => path.resolve(opened).startsWith(folder))) say(`opened ${opened}`);
    const ended = refused === undefined ? 'taken' : 'refused';
    const meant = wanted(listed);
    if (meant !== 'either' && meant !== ended) say(`was ${ended}; the manifest: ${listed.expect}`);
    if (refused?.kind === 'unexpected') say(refused.message);
    if (refused !== undefined && !refused.message.includes(path.basename(file)))
      say(`the refusal names no file: ${refused.message}`);
    if (preview === undefined || report === undefined) return faults;
    const { boxes, says } = own[file] ?? {};
    if (boxes !== undefined && preview.boxes.inFile !== boxes) say(`${preview.boxes.inFile} boxes were read`);
    const lines = [...preview.problems, ...report.problems].map(({ where, message }) => `${where}: ${message}`);
    if (says !== undefined && !lines.some((line) => line.includes(says))) say(`the list does not say ${says}`);
    if (boxes === 0 && preview.pictures.inFile !== 1) say('its picture is not known');
    if (report.annotations + report.known + report.leftOut !== preview.boxes.matched) say('boxes do not add up');
    if (report.skipped < preview.boxes.inFile - preview.boxes.matched)
      say('boxes of pictures that are not there are not counted');
    if (report.skipped > 0 && report.problems.length === 0) say('something was skipped and nothing was said');
    if (/^skip|\bwarn|\btell\b/.test(listed.expect) && lines.length === 0)
      say(`nothing was said; the manifest: ${listed.expect}`);
    return faults;
  }
});
