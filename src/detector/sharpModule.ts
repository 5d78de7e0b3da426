// Loads sharp, the picture library, in the build that is right for this process. Nothing else imports it directly.
import Module from 'node:module';
import type Sharp from 'sharp';

export type SharpFactory = typeof Sharp;

type ResolveFilename = (request: string, ...rest: unknown[]) => string;

/**
 * In Electron on Linux libvips' own GLib meets the system's: warnings without end, then crashes. sharp falls back to its
 * WebAssembly build when the native one cannot be resolved, so resolution is made to fail for it there.
 */
function refuseNativeBuild(): void {
  const internals = Module as unknown as { _resolveFilename: ResolveFilename };
  const resolve = internals._resolveFilename;
  internals._resolveFilename = function (this: unknown, request, ...rest) {
    if (/^@img\/sharp-(libvips-)?linux(musl)?-/.test(request)) {
      throw Object.assign(new Error(`${request} is not used inside Electron`), { code: 'MODULE_NOT_FOUND' });
    }
    return resolve.call(this, request, ...rest);
  };
}

let loading: Promise<SharpFactory> | undefined;

/** sharp, set up once: no cache (a file may change on disk), one thread a picture, loaders for documents switched off. */
export function loadSharp(): Promise<SharpFactory> {
  loading ??= load();
  return loading;
}

/** From now on whoever wants sharp in this thread fails: its WebAssembly build would take its memory once for each thread. */
export function leaveSharpOut(): void {
  loading = Promise.reject(new Error('The picture library is not used in this thread.'));
  loading.catch(() => undefined);
}

async function load(): Promise<SharpFactory> {
  if (process.versions['electron'] !== undefined && process.platform === 'linux') refuseNativeBuild();
  const sharp = (await import('sharp')).default;
  sharp.cache(false);
  sharp.concurrency(1);
  // These read other files or run a language; the sniffing refuses them by name, this is the second lock.
  sharp.block({
    operation: ['VipsForeignLoadSvg', 'VipsForeignLoadPdf', 'VipsForeignLoadMagick', 'VipsForeignLoadVips'],
  });
  return sharp;
}

/** "native" or "webassembly". */
export function sharpBuild(sharp: SharpFactory): string {
  return 'emscripten' in sharp.versions ? 'webassembly' : 'native';
}
