// Decides whether a file_name may name a picture below a folder, and writes it in one way. It never touches a disk.

export type FileNameReading =
  { readonly ok: true; readonly name: string } | { readonly ok: false; readonly why: string };

/**
 * Gives a relative name with "/" between folders, or why it is none. "\" counts as "/", as Windows tools write it; "." parts
 * and doubled "/" go. Nothing is decoded: "%2e%2e" is a name like any other.
 */
export function readFileName(value: unknown): FileNameReading {
  if (typeof value !== 'string') return { ok: false, why: value === undefined ? 'is missing' : 'is not a text' };
  if (value === '') return { ok: false, why: 'is empty' };
  if (value.length > 4096) return { ok: false, why: `is ${value.length} characters long` };
  if (value.includes('\0')) return { ok: false, why: 'has a NUL character in it' };
  const slashed = value.replaceAll('\\', '/');
  if (slashed.startsWith('//')) return { ok: false, why: 'names another machine' };
  if (slashed.startsWith('/')) return { ok: false, why: 'is an absolute path' };
  if (/^[a-z]:/i.test(slashed)) return { ok: false, why: 'names a drive' };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(slashed) || /^(?:data|file|blob|javascript):/i.test(slashed)) {
    return { ok: false, why: 'is an address, not a file name' };
  }
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return { ok: false, why: 'leads out of the picture folder by ".."' };
  if (parts.length === 0) return { ok: false, why: 'names no file' };
  return { ok: true, name: parts.join('/') };
}
