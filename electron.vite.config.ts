// How the six programs are built: main, its clerk, detector and command line (ES modules in one folder, chunks shared), the preload (one
// CommonJS file, because the window is sandboxed) and the window. scripts/build.mjs runs it; nothing else does.
import { existsSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;
const out = process.env['BOXWRIGHT_BUILD_FOLDER'] ?? path.join(root, 'out');

// Native packages stay outside the bundle; a builtin newer than the Node that builds must be named here by hand.
const external = [
  'electron',
  'node:sqlite',
  /^onnxruntime-node(\/|$)/,
  /^sharp(\/|$)/,
  /^@img\//,
  /^@cornerstonejs\//,
  /^@photostructure\/sqlite(\/|$)/,
];

function entries(wanted: Record<string, string>): Record<string, string> {
  const present: Record<string, string> = {};
  for (const [name, file] of Object.entries(wanted)) {
    const full = path.join(root, file);
    if (existsSync(full)) present[name] = full;
    else console.error(`build: ${file} does not exist, so ${name} is left out`);
  }
  return present;
}

const main = entries({
  index: 'src/main/index.ts',
  detector: 'src/detector/index.ts',
  clerk: 'src/main/clerk/index.ts',
  cli: 'src/cli/index.ts',
});
const preload = entries({ index: 'src/preload/index.ts' });
const renderer = entries({ index: 'src/renderer/index.html' });

const present = (wanted: Record<string, string>) => Object.keys(wanted).length > 0;

export default defineConfig({
  ...(present(main) && {
    main: {
      build: {
        outDir: path.join(out, 'main'),
        sourcemap: true,
        rolldownOptions: {
          input: main,
          external,
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
  }),
  ...(present(preload) && {
    preload: {
      build: {
        outDir: path.join(out, 'preload'),
        externalizeDeps: false,
        rolldownOptions: {
          input: preload,
          external: ['electron'],
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
  }),
  ...(present(renderer) && {
    renderer: {
      root: path.join(root, 'src/renderer'),
      plugins: [react()],
      build: {
        outDir: path.join(out, 'renderer'),
        emptyOutDir: true,
        minify: true,
        // It is read from the disk, not over a network.
        chunkSizeWarningLimit: 2000,
        rolldownOptions: { input: renderer },
      },
    },
  }),
});
