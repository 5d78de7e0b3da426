// Packages the program as a folder, looks at what went in, and runs it: one drawn picture is pre-labelled by the packaged
// detector, and the packaged trainer computes.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDisplay, startDisplay } from '../../scripts/setup/display.mjs';
import { findElectron } from '../../scripts/setup/electron.mjs';
import { drawSamplePicture } from '../../src/common/sample/picture.ts';

const root = resolve(import.meta.dirname, '../..');
const minutes = 60_000;

/** How a fuse stands in the binary: the characters 0 and 1. */
const off = 48;
const on = 49;

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return new Promise((done) => {
    const options = { env: { ...process.env, ...environment }, timeout: 5 * minutes, maxBuffer: 64 << 20 };
    execFile(command, args, options, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      done({ status, stdout, stderr });
    });
  });
}

const packageScript = join(root, 'scripts', 'package.mjs');

// Only Linux's folder is made and run on every machine; see electron-builder.yml.
describe.runIf(process.platform === 'linux' && process.arch === 'x64')('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'boxwright-package-'));
  const program = join(folder, 'dist', 'linux-unpacked');
  const resources = join(program, 'resources');
  let outcome: Outcome;

  beforeAll(async () => {
    const byName = findElectron()?.isFallback === true ? ['--electron', '33'] : [];
    outcome = await run(process.execPath, [packageScript, '--output', join(folder, 'dist'), ...byName]);
  }, 5 * minutes);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function unpackedFiles(): string[] {
    const unpacked = join(resources, 'app.asar.unpacked', 'node_modules');
    const entries = readdirSync(unpacked, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(unpacked, join(entry.parentPath, entry.name)));
  }

  it('is made as a folder, without an error', () => {
    expect(outcome.status, outcome.stderr).toBe(0);
    expect(existsSync(join(program, 'boxwright'))).toBe(true);
    expect(existsSync(join(resources, 'default_app.asar'))).toBe(false);
  });

  it('holds the five programs, the models, and no sources', () => {
    const inside = listPackage(join(resources, 'app.asar'), { isPack: false });
    for (const file of [
      '/out/main/index.js',
      '/out/main/detector.js',
      '/out/preload/index.cjs',
      '/out/renderer/index.html',
    ]) {
      expect(inside).toContain(file);
    }
    expect(inside.filter((file) => /^\/(src|test|scripts|bench|docs)\b/.test(file))).toEqual([]);
    expect(readdirSync(join(resources, 'models')).some((name) => name.endsWith('.onnx'))).toBe(true);
  });

  it('has native code outside the archive, of this platform only', () => {
    const binaries = unpackedFiles().filter((file) => /\.(node|dll|dylib|wasm)$|\.so(\.\d+)*$/.test(file));
    expect(binaries.some((file) => file.includes('onnxruntime-node/bin/napi-v6/linux/x64/'))).toBe(true);
    expect(binaries.some((file) => file.includes('@photostructure/sqlite/prebuilds/linux-x64/'))).toBe(true);
    expect(binaries.filter((file) => /darwin|win32|arm64/.test(file))).toEqual([]);
  });

  it("has sharp's WebAssembly build and not its native one, which crashes inside Electron on Linux", () => {
    const files = unpackedFiles();
    expect(files.some((file) => file.startsWith('@img/sharp-wasm32/') && file.endsWith('.wasm'))).toBe(true);
    const native = listPackage(join(resources, 'app.asar'), { isPack: false }).filter((file) =>
      file.includes('/@img/sharp-li'),
    );
    expect(native).toEqual([]);
  });

  it('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(join(program, 'boxwright'));
    const state = (fuse: FuseV1Options) => wire[fuse];
    expect(state(FuseV1Options.RunAsNode)).toBe(off);
    expect(state(FuseV1Options.EnableCookieEncryption)).toBe(on);
    expect(state(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(off);
    expect(state(FuseV1Options.EnableNodeCliInspectArguments)).toBe(off);
    expect(state(FuseV1Options.OnlyLoadAppFromAsar)).toBe(on);
    expect(state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(on);
    expect(state(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(off);
  });

  it('starts, pre-labels a picture, computes updates in its trainer and quits', { timeout: 3 * minutes }, async () => {
    const { width, height, rgb, truth } = drawSamplePicture(1, 0);
    const picture = join(folder, 'smear.png');
    await sharp(rgb, { raw: { width, height, channels: 3 } }).toFile(picture);
    const display = hasDisplay() ? undefined : await startDisplay();
    try {
      const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const args = [...sandbox, '--use-angle=swiftshader', '--log-level=3', '--smoke', picture];
      const home = { BOXWRIGHT_HOME: join(folder, 'home'), BOXWRIGHT_PROVIDERS: 'cpu' };
      const { status, stdout, stderr } = await run(join(program, 'boxwright'), args, {
        ...home,
        ...display?.environment,
      });
      expect(status, stderr).toBe(0);
      const line = stdout.split('\n').find((text) => text.startsWith('{'));
      const { detections, secondsPerStep } = JSON.parse(line ?? '{}') as Readonly<Record<string, number | undefined>>;
      expect(detections).toBeGreaterThanOrEqual(truth.length / 2);
      expect(secondsPerStep).toBeGreaterThan(0);
    } finally {
      display?.stop();
    }
  });

  it('is not made with the fallback Electron unless that is asked for by name', { timeout: minutes }, async () => {
    const output = join(folder, 'refused');
    const refused = await run(process.execPath, [packageScript, '--output', output], {
      BOXWRIGHT_ELECTRON: 'fallback',
    });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('--electron 33');
    expect(existsSync(output)).toBe(false);
  });
});
