// What a starter is worth on a set that it has never seen: learning curves at 25, 100 and 400 pictures from the starter and from
// nothing, the same minutes each, measured on the set's own test split.
//   node bench/transfer.mjs DATA SET STARTER.onnx [--minutes 1] [--pixels 320] [--counts 25,100,400] [--seed 1]
// STARTER was trained by scripts/make-starter.mjs --without SET.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { annotationFile, starterSets } from '../scripts/starterData.mjs';

const root = path.resolve(import.meta.dirname, '..');
const boxwright = path.join(root, 'bin', 'boxwright');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '1' },
    pixels: { type: 'string', default: '320' },
    counts: { type: 'string', default: '25,100,400' },
    seed: { type: 'string', default: '1' },
  },
});
const [folder, set, starter] = positionals;
const splits = starterSets.find(({ name }) => name === set)?.train;
if (starter === undefined || splits === undefined) {
  console.error(
    'usage: node bench/transfer.mjs DATA SET STARTER.onnx [--minutes M] [--pixels P] [--counts 25,100,400]',
  );
  process.exit(2);
}
const work = mkdtempSync(path.join(os.tmpdir(), 'boxwright-transfer-'));
const images = path.join(folder, set, 'images');
try {
  console.log(
    `${set}: ${values.minutes} minutes a run at ${values.pixels} px, load ${os
      .loadavg()
      .map((one) => one.toFixed(1))
      .join(' ')}`,
  );
  console.log('| pictures | from the starter: AP50, AP | from nothing: AP50, AP |\n| --- | --- | --- |');
  for (const count of values.counts.split(',').map(Number)) {
    const data = subset(count);
    const cells = [starter, 'none'].map((from) => learnt(data, count, from));
    console.log(`| ${count} | ${cells.join(' | ')} |`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** A file with `count` of the training pictures, evenly spread over their order. */
function subset(count) {
  const files = splits.map((split) => JSON.parse(readFileSync(annotationFile(folder, set, split), 'utf8')));
  const all = files.flatMap((file) => file.images);
  const chosen = Array.from(
    { length: Math.min(count, all.length) },
    (_, index) => all[Math.floor((index * all.length) / count)],
  );
  const ids = new Set(chosen.map(({ id }) => id));
  const annotations = files.flatMap((file) => file.annotations).filter(({ image_id: image }) => ids.has(image));
  const target = path.join(work, `${count}.json`);
  writeFileSync(target, JSON.stringify({ ...files[0], images: chosen, annotations }));
  return target;
}

function learnt(data, count, from) {
  const out = path.join(work, `${count}-${from === 'none' ? 'nothing' : 'starter'}`);
  const { minutes, pixels, seed } = values;
  const args = ['train', '--data', data, '--images', images, '--from', from, '--pixels', pixels];
  const { status } = spawnSync(boxwright, [...args, '--minutes', minutes, '--seed', seed, '--out', out], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  if (status !== 0) return 'failed';
  const evaluate = [
    'evaluate',
    '--model',
    path.join(out, 'model.onnx'),
    '--truth',
    annotationFile(folder, set, 'test'),
  ];
  const { stats } = JSON.parse(
    execFileSync(boxwright, [...evaluate, '--images', images, '--json'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  return `${stats.AP50.toFixed(3)}, ${stats.AP.toFixed(3)}`;
}
