// Trains the embedded starter and writes models/starter.onnx and .json:
//   node scripts/make-starter.mjs ../shared/data [--minutes 55] [--size nano] [--pixels 416] [--agnostic SHARE] [--without SET …] [--out FOLDER]
// With --without (leave one set out, for studies of transfer) or --out it writes there instead of models/.
import './setup/nodeVersion.mjs';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { root } from './setup/paths.mjs';
import { annotationFile, chosenSets, writeStarterData } from './starterData.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '55' },
    size: { type: 'string', default: 'nano' },
    pixels: { type: 'string', default: '416' },
    seed: { type: 'string', default: '1' },
    agnostic: { type: 'string', default: '0' },
    without: { type: 'string', multiple: true, default: [] },
    out: { type: 'string' },
  },
});
const folder = positionals[0];
if (folder === undefined || (values.without.length > 0 && values.out === undefined)) {
  console.error(
    'usage: node scripts/make-starter.mjs DATA [--minutes M] [--size S] [--pixels P] [--without SET --out FOLDER]',
  );
  process.exit(2);
}
const boxwright = path.join(root, 'bin', 'boxwright');
const sets = chosenSets(values.without);
const work = mkdtempSync(path.join(os.tmpdir(), 'boxwright-starter-'));
try {
  const counts = writeStarterData(folder, sets, work);
  for (const { name, pictures, boxes } of counts) console.log(`${name}: ${pictures} pictures, ${boxes} boxes`);
  const out = values.out ?? path.join(work, 'out');
  const share = Number(values.agnostic);
  if (share > 0) trainAgnostic(share);
  train(out, (1 - share) * Number(values.minutes), share > 0 ? path.join(work, 'agnostic', 'model.onnx') : 'none');
  const metrics = Object.fromEntries(sets.flatMap(({ name }) => figures(path.join(out, 'model.onnx'), name)));
  if (values.out === undefined) await embed(out, metrics);
  console.log(JSON.stringify(metrics, undefined, 2));
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** From random weights or a model; the data's files are `<prefix>train.json` and `<prefix>val.json`. */
function train(out, minutes, from, prefix = '') {
  const { size, pixels, seed } = values;
  const file = (name) => path.join(work, `${prefix}${name}.json`);
  const args = ['train', '--data', file('train'), '--images', folder, '--val', file('val')];
  args.push(...(from === 'none' ? ['--from', 'none', '--size', size] : ['--from', from]));
  args.push('--pixels', pixels, '--minutes', String(minutes), '--seed', seed, '--name', 'starter', '--out', out);
  const { status } = spawnSync(boxwright, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** The first part of the time on one class, "object", for a study of whether that helps (docs/training.md says what it showed). */
function trainAgnostic(share) {
  for (const name of ['train', 'val']) {
    const data = JSON.parse(readFileSync(path.join(work, `${name}.json`), 'utf8'));
    const annotations = data.annotations.map((annotation) => ({ ...annotation, category_id: 1 }));
    const one = { ...data, annotations, categories: [{ id: 1, name: 'object' }] };
    writeFileSync(path.join(work, `agnostic-${name}.json`), JSON.stringify(one));
  }
  train(path.join(work, 'agnostic'), share * Number(values.minutes), 'none', 'agnostic-');
}

/** AP and AP50 on a set's own test split. */
function figures(model, set) {
  const args = ['evaluate', '--model', model, '--truth', annotationFile(folder, set, 'test')];
  args.push('--images', path.join(folder, set, 'images'), '--json');
  const { stats } = JSON.parse(execFileSync(boxwright, args, { encoding: 'utf8', maxBuffer: 2 ** 28 }));
  return ['AP', 'AP50'].map((name) => [`${set} ${name}`, Number(stats[name].toFixed(4))]);
}

async function embed(out, metrics) {
  const script = path.join(import.meta.dirname, 'starterModel.ts');
  const { module } = await runnerImport(script, { configFile: false, logLevel: 'error' });
  const card = JSON.parse(readFileSync(path.join(out, 'model.json'), 'utf8'));
  const licences = sets.map(({ licence }) => licence).join('; ');
  const made = module.starterModel(readFileSync(path.join(out, 'model.onnx')), card, { metrics, licences });
  const target = path.join(root, 'models');
  mkdirSync(target, { recursive: true });
  writeFileSync(path.join(target, 'starter.onnx'), made.onnx);
  writeFileSync(path.join(target, 'starter.json'), `${JSON.stringify(made.card, undefined, 2)}\n`);
  console.log(`models/starter.onnx: ${made.onnx.length} bytes`);
}
