// Draws resources/icon.svg as the PNGs that the packages need. Run by hand after changing the drawing: node scripts/icons.mjs
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { root } from './setup/paths.mjs';

const folder = path.join(root, 'resources');
const drawing = path.join(folder, 'icon.svg');

async function draw(size, file) {
  // 72 dots an inch is the drawing at its own 1024; drawn at twice the size wanted and reduced, thin lines stay clean.
  const picture = sharp(drawing, { density: Math.min(144, (72 * 2 * size) / 1024) });
  await picture
    .resize(size, size, { kernel: 'lanczos3' })
    .png({ compressionLevel: 9, palette: size > 256 })
    .toFile(file);
}

mkdirSync(path.join(folder, 'icons'), { recursive: true });
await draw(1024, path.join(folder, 'icon.png'));
for (const size of [16, 32, 48, 64, 128, 256, 512]) await draw(size, path.join(folder, 'icons', `${size}x${size}.png`));
