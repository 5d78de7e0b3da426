// Hears that something in the picture folders changed; what it is, a look through them finds out. A handle for each folder on
// Linux, where nothing watches a whole tree (and what libraries and fs.watch build of it watches every file: 240 and 600 MB for
// 100,000 pictures, against 8), and one for each root elsewhere.
import { watch, type FSWatcher } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { isInside } from './folders.ts';

export interface FolderWatchOptions {
  readonly onChange: () => void;
  /** The system allows no more handles; the folders that are left are not heard. Called once. */
  readonly onLimit: (code: string) => void;
}

/** SQLite's files of a project that lies among its pictures: the program's own writing is no change. */
const ownFiles = /(?:^|[\\/])project\.(?:boxwright|lock)[^\\/]*$|(?:^|[\\/])cache[\\/]/;

/** Handles on the folders of one look after another; `close` it. */
export class FolderWatch {
  readonly #options: FolderWatchOptions;
  readonly #handles = new Map<string, FSWatcher>();
  #seen = new Set<string>();
  #limited = false;
  #open = true;

  constructor(options: FolderWatchOptions) {
    this.#options = options;
  }

  /** True when changes may go unheard. */
  get limited(): boolean {
    return this.#limited;
  }

  /** A look begins: from now on its folders are told by `add`. */
  begin(): void {
    this.#seen = new Set();
  }

  /** Hears a folder (real path) from now on, and with it what lies below where the system can. */
  add(folder: string): void {
    if (!this.#open) return;
    this.#seen.add(folder);
    if (this.#handles.has(folder) || this.#limited) return;
    if (!isPlain && [...this.#handles.keys()].some((root) => isInside(folder, root))) return;
    try {
      const handle = watch(folder, { recursive: !isPlain, persistent: false }, (_event, name) => {
        if (name === null || !ownFiles.test(name)) this.#options.onChange();
      });
      handle.on('error', () => {
        this.#drop(folder);
        this.#options.onChange();
      });
      this.#handles.set(folder, handle);
    } catch (caught) {
      const { code } = caught as NodeJS.ErrnoException;
      if (code !== 'ENOSPC' && code !== 'EMFILE' && code !== 'ENFILE') return;
      this.#limited = true;
      this.#options.onLimit(code);
    }
  }

  /** The look came to its end: folders that it did not meet are gone. */
  end(): void {
    for (const folder of [...this.#handles.keys()]) if (!this.#seen.has(folder)) this.#drop(folder);
  }

  close(): void {
    this.#open = false;
    for (const folder of [...this.#handles.keys()]) this.#drop(folder);
  }

  /** How many handles it holds. */
  get size(): number {
    return this.#handles.size;
  }

  #drop(folder: string): void {
    this.#handles.get(folder)?.close();
    this.#handles.delete(folder);
  }
}

const isPlain = process.platform !== 'darwin' && process.platform !== 'win32';

/** NFS, SMB, CIFS, SMB2, FUSE (sshfs and others), 9P, AFS, Ceph: file systems whose changes by others the kernel does not tell. */
const farTypes: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x65735546, 0x01021997, 0x5346414f, 0x00c36400,
]);

/** Whether a folder lies where changes made by another machine are not heard. Undefined folders are near. */
export async function isFar(folder: string): Promise<boolean> {
  if (process.platform === 'win32') return folder.startsWith('\\\\');
  if (process.platform === 'darwin') return folder.startsWith(`${path.sep}Volumes${path.sep}`);
  const found = await statfs(folder).catch(() => undefined);
  return found !== undefined && farTypes.has(found.type >>> 0);
}
