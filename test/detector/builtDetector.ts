// Bundles the detector process for the tests of this run, from the sources as they are. Not the program's build.
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');
const external = [/^node:/, 'onnxruntime-node', 'sharp', 'electron', /^@photostructure\//, /^@cornerstonejs\//];

/** Builds the entries (name → source file below the checkout) into a new folder beside node_modules; call `remove` at the end. */
export async function buildEntries(
  entries: Readonly<Record<string, string>>,
): Promise<{ folder: string; remove(): Promise<void> }> {
  // Inside the checkout, so that the bundle finds the packages that stay outside of it.
  const folder = await mkdtemp(path.join(root, 'node_modules', '.boxwright-test-'));
  const input = Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, path.join(root, file)]));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: folder,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input,
        external,
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
    ssr: { noExternal: true },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
