// A chosen file or folder with labels, as readers of formats see it: nothing outside of it, no link followed out, no pipe opened.
import { promises as fs, type Stats } from 'node:fs';
import path from 'node:path';
import { t } from '../../common/messages/t.ts';
import { mostFileBytes, type Source, type SourceFile } from '../../common/formats/format.ts';
import { fail } from '../../common/result.ts';
import { breathe } from './concurrency.ts';
import { isInside } from './folders.ts';
import { compareNatural } from './naturalOrder.ts';

const pieceBytes = 1024 * 1024;

/** Fails with not-found, or invalid when it is neither a file nor a folder; cancelled on the signal. */
export async function labelSource(location: string, signal?: AbortSignal): Promise<Source> {
  const { root, stats } = await lookUp(location);
  const name = path.basename(location);
  // A data.yaml names the folders beside it.
  if (stats.isFile() && /\.ya?ml$/i.test(name))
    return { ...(await labelSource(path.dirname(root), signal)), chosen: path.basename(root) };
  return stats.isDirectory() ? sourceOf(name, root, await walk(root, signal)) : fileSource(location);
}

/** That file alone, whatever it is called. Fails with not-found, or invalid when it is no file. */
export async function fileSource(location: string): Promise<Source> {
  const { root, stats } = await lookUp(location);
  if (!stats.isFile()) fail('invalid', t('{file} is no file.', { file: location }));
  return sourceOf(path.basename(location), path.dirname(root), [{ path: path.basename(root), bytes: stats.size }]);
}

async function lookUp(location: string): Promise<{ readonly root: string; readonly stats: Stats }> {
  const root = await fs
    .realpath(location)
    .catch(() => fail('not-found', t('There is no file {name}.', { name: location })));
  return { root, stats: await fs.stat(root) };
}

async function walk(root: string, signal: AbortSignal | undefined): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  const folders = [''];
  for (let below = folders.pop(); below !== undefined; below = folders.pop()) {
    if (signal?.aborted === true) fail('cancelled', t('The import was cancelled; nothing was changed.'));
    // A folder that cannot be read holds nothing that could be taken.
    const names = await fs.readdir(path.join(root, below)).catch(() => []);
    for (const name of names) {
      const place = below === '' ? name : `${below}/${name}`;
      const stats = await lookAt(root, place);
      if (stats?.isDirectory() === true) folders.push(place);
      else if (stats?.isFile() === true) files.push({ path: place, bytes: stats.size });
    }
    await breathe();
  }
  return files.sort((a, b) => compareNatural(a.path, b.path));
}

/** What lies there; undefined for what is away, a link out of the folder or to a folder, which is walked where it lies. */
async function lookAt(root: string, place: string): Promise<Stats | undefined> {
  try {
    const full = path.join(root, place);
    const stats = await fs.lstat(full);
    if (!stats.isSymbolicLink()) return stats;
    const target = await fs.realpath(full);
    const there = isInside(target, root) ? await fs.stat(target) : undefined;
    return there?.isFile() === true ? there : undefined;
  } catch {
    return undefined;
  }
}

function sourceOf(name: string, root: string, files: readonly SourceFile[]): Source {
  const known = new Map(files.map((file) => [file.path, file]));
  const open = async (place: string): Promise<fs.FileHandle> => {
    if (!known.has(place)) fail('not-found', t('There is no file {name}.', { name: place }));
    const unreadable = (caught: unknown): never =>
      fail('unreadable', t('{file} could not be read.', { file: place }), String(caught));
    const full = path.join(root, place);
    // Looked at again: since the walk it may have become a link or a pipe, at which an open would wait for ever.
    if ((await lookAt(root, place))?.isFile() !== true) unreadable('it is no file any more');
    return fs.open(full, 'r').catch(unreadable);
  };
  return {
    name,
    files,
    async head(place, bytes) {
      const handle = await open(place);
      try {
        const buffer = new Uint8Array(Math.min(bytes, known.get(place)?.bytes ?? 0));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    async read(place) {
      const handle = await open(place);
      try {
        const { size } = await handle.stat();
        if (size > mostFileBytes)
          fail(
            'too-large',
            t('{file} has {bytes} bytes; up to {most} can be read at once. Split it by pictures.', {
              file: place,
              bytes: size,
              most: mostFileBytes,
            }),
          );
        return new Uint8Array(await handle.readFile());
      } finally {
        await handle.close();
      }
    },
    async *pieces(place, from = 0) {
      const handle = await open(place);
      try {
        // Each piece is new: the reader may keep a part of it.
        for (let at = from; ;) {
          const { bytesRead, buffer } = await handle.read(new Uint8Array(pieceBytes), 0, pieceBytes, at);
          if (bytesRead === 0) return;
          at += bytesRead;
          yield buffer.subarray(0, bytesRead);
        }
      } finally {
        await handle.close();
      }
    },
  };
}
