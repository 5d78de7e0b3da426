// Trains the embedded starter and writes models/starter.onnx and .json:
//   node scripts/make-starter.mjs ../shared/data [--minutes 60] [--size nano] [--pixels 320] [--without SET …] [--out FOLDER]
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
    minutes: { type: 'string', default: '60' },
    size: { type: 'string', default: 'nano' },
    pixels: { type: 'string', default: '320' },
    seed: { type: 'string', default: '1' },
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
  train(out);
  const metrics = Object.fromEntries(sets.flatMap(({ name }) => figures(path.join(out, 'model.onnx'), name)));
  if (values.out === undefined) await embed(out, metrics);
  console.log(JSON.stringify(metrics, undefined, 2));
} finally {
  rmSync(work, { recursive: true, force: true });
}

function train(out) {
  const { minutes, size, pixels, seed } = values;
  const args = [
    'train',
    '--data',
    path.join(work, 'train.json'),
    '--images',
    folder,
    '--val',
    path.join(work, 'val.json'),
  ];
  args.push(
    '--from',
    'none',
    '--size',
    size,
    '--pixels',
    pixels,
    '--minutes',
    minutes,
    '--seed',
    seed,
    '--name',
    'starter',
  );
  const { status } = spawnSync(boxwright, [...args, '--out', out], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
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
