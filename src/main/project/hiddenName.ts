// Under which names files and folders are written until they are whole, and how what a killed program left of them is found again.
import { createHash, randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';

/** tmp: not whole yet · old: put aside until the new one is in its place · upright: drawn pictures that go into an export */
export type HiddenKind = 'tmp' | 'old' | 'upright';

export interface HiddenLeft {
  readonly location: string;
  readonly kind: HiddenKind;
}

/** Of this target on this machine: another machine's programs cannot be asked whether they still run. */
function prefixOf(target: string): string {
  const name = createHash('sha256')
    .update(`${hostname()}\n${path.basename(target)}`)
    .digest('hex')
    .slice(0, 16);
  return `.boxwright-${name}-`;
}

/** A name beside the target that nobody has. */
export function hiddenBeside(target: string, kind: HiddenKind): string {
  const full = path.resolve(target);
  return path.join(path.dirname(full), `${prefixOf(full)}${process.pid}-${randomBytes(6).toString('hex')}.${kind}`);
}

/** What programs that do not run any more left beside the target. Fails as reading its folder does. */
export async function leftBeside(target: string): Promise<HiddenLeft[]> {
  const full = path.resolve(target);
  const [folder, prefix] = [path.dirname(full), prefixOf(full)];
  return (await fs.readdir(folder)).flatMap((name) => {
    const found = name.startsWith(prefix)
      ? // SQLite keeps a journal beside a backup that it writes.
        /^(\d+)(?:-[0-9a-f]+)?\.(tmp|old|upright)(?:-journal)?$/.exec(name.slice(prefix.length))
      : null;
    if (found === null || isRunning(Number(found[1]))) return [];
    return [{ location: path.join(folder, name), kind: found[2] as HiddenKind }];
  });
}

/** Removes what a killed program left of this target, but for what it had put aside. That it cannot is no failure of what comes next. */
export async function sweepBeside(target: string): Promise<void> {
  const left = await leftBeside(target).catch(() => []);
  for (const { location, kind } of left)
    if (kind !== 'old') await fs.rm(location, { recursive: true, force: true }).catch(() => undefined);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (caught) {
    return (caught as NodeJS.ErrnoException).code === 'EPERM';
  }
}
