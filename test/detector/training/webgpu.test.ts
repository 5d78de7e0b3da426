// The training graph on a graphics processor, or what stands in for one here: the software Vulkan that Electron brings. Its losses
// and gradients are those of the processor.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relativeDistance } from '../../common/graph/gradient/differences.ts';
import { buildEntries } from '../builtDetector.ts';

/** A software adapter compiles hundreds of shaders first. */
const patience = 600_000;

type Answer = Readonly<Record<string, readonly number[]>>;

const icd = await softwareVulkan();

/** The file that names Electron's software Vulkan; undefined where there is none. */
async function softwareVulkan(): Promise<string | undefined> {
  const { findElectron } = (await import('../../../scripts/setup/electron.mjs')) as {
    findElectron(): { readonly folder: string } | undefined;
  };
  const folder = findElectron()?.folder;
  const file = folder === undefined ? undefined : path.join(folder, 'vk_swiftshader_icd.json');
  return file !== undefined && existsSync(file) ? file : undefined;
}

if (icd === undefined) console.log('skipped: the training graph on WebGPU needs Electron’s vk_swiftshader_icd.json');

describe.skipIf(icd === undefined)('the training graph on WebGPU', () => {
  let built: Awaited<ReturnType<typeof buildEntries>>;
  let folder = '';
  beforeAll(async () => {
    built = await buildEntries({ gradients: 'test/detector/training/gradientProcess.ts' });
    folder = await mkdtemp(path.join(tmpdir(), 'boxwright-webgpu-'));
  });
  afterAll(async () => {
    await built.remove();
    await rm(folder, { recursive: true, force: true });
  });

  /** What the process printed before it ended, however it ended. */
  function computed(): Promise<{ readonly cpu: Answer; readonly webgpu: Answer }> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [path.join(built.folder, 'gradients.js')], {
        // Beside it lies the Vulkan loader, for machines that have none.
        env: {
          ...process.env,
          VK_ICD_FILENAMES: icd,
          LD_LIBRARY_PATH: path.dirname(icd ?? ''),
          XDG_RUNTIME_DIR: folder,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [out, words] = ['', ''];
      child.stdout.on('data', (text) => {
        out += text;
        // It may hang or crash on its way out.
        if (out.endsWith('\n')) child.kill('SIGKILL');
      });
      child.stderr.on('data', (text) => (words += text));
      child.on('error', reject);
      child.on('close', (code, signal) => {
        if (out.endsWith('\n')) resolve(JSON.parse(out) as Awaited<ReturnType<typeof computed>>);
        else reject(new Error(`Nothing came (${code ?? signal}): ${words.slice(-2000)}`));
      });
    });
  }

  it(
    'has the losses of the processor within 1e-4 and its gradients within 1e-3',
    async () => {
      const { cpu: expected, webgpu: found } = await computed();
      expect(Object.keys(found)).toEqual(Object.keys(expected));
      // Rounded otherwise: it was not the processor that stood in for it.
      expect(found).not.toEqual(expected);
      for (const [name, values] of Object.entries(expected)) {
        const own = found[name] ?? [];
        if (name.startsWith('loss.')) expect(Math.abs((own[0] ?? NaN) - (values[0] ?? NaN)), name).toBeLessThan(1e-4);
        else expect(relativeDistance(own, values), name).toBeLessThan(1e-3);
      }
    },
    patience,
  );
});
