// Writes models/fcos_r10_bccd.onnx and .json from the trained checkpoint: node scripts/make-blood-cell-model.mjs ../shared/weights
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
if (folder === undefined) {
  console.error(
    'usage: node scripts/make-blood-cell-model.mjs FOLDER   (with fcos_r10_bccd.pth and fcos_r10_bccd.json)',
  );
  process.exit(2);
}
const { module } = await runnerImport(join(here, 'bloodCellModel.ts'), { configFile: false, logLevel: 'error' });
const checkpoint = new Uint8Array(readFileSync(resolve(folder, 'fcos_r10_bccd.pth')));
const trainedCard = JSON.parse(readFileSync(resolve(folder, 'fcos_r10_bccd.json'), 'utf8'));
const created = new Date().toISOString().slice(0, 10);
const { onnx, card } = module.makeBloodCellModel(checkpoint, trainedCard, created);
write(`${card.id}.onnx`, onnx);
write(`${card.id}.json`, `${JSON.stringify(card, null, 2)}\n`);

function write(name, content) {
  const path = resolve(here, '../models', name);
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
  console.log(`${path}: ${content.length} bytes`);
}
