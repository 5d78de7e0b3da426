// The picture of a Label Studio task: an upload, a file below the server's own folder, or an address somewhere. Nothing is fetched.
import type { Row } from '../../dataset/rows.ts';
import { decoded, pathOfAddress, type PictureNames } from '../pictureAddress.ts';

const usualKeys = ['image', 'img', 'image_url', 'url', 'picture', 'photo'];

/** The text of a task's data that names its picture; undefined where there is none. */
export function pictureAddress(data: Row): string | undefined {
  const usual = usualKeys.find((key) => isName(data[key]));
  const key = usual ?? Object.keys(data).find((name) => isName(data[name]) && looksLikePicture(data[name] as string));
  return key === undefined ? undefined : (data[key] as string);
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function looksLikePicture(text: string): boolean {
  return /\.(?:jpe?g|png|webp|bmp|gif|tiff?|avif)(?:[?#]|$)/i.test(text);
}

/** A folder of the server named by "d": /data/local-files/?d=set/a.jpg */
const localFile = /(?:^|\/)data\/local-files\/?\?(?:[^#]*&)?d=([^&#]*)/;
const upload = /(?:^|\/)(?:data\/)?upload\/(?:\d+\/)?([^/?#]+)$/;
/** Eight hexadecimal digits that Label Studio puts before the name of each upload. */
const uploadPrefix = /^[0-9a-f]{8}-(?=.)/;

/** The path that an address means, before it is looked for; an upload by its name on the server. */
function pathOf(address: string): { readonly path: string; readonly isUpload: boolean } {
  const local = localFile.exec(address)?.[1];
  if (local !== undefined) return { path: `/${decoded(local)}`, isUpload: false };
  const uploaded = upload.exec(address)?.[1];
  if (uploaded !== undefined) return { path: decoded(uploaded), isUpload: true };
  return { path: pathOfAddress(address), isUpload: false };
}

export interface Addresses {
  /** The picture's name below the source's root. */
  nameOf(address: string): string;
}

/**
 * `all`: the addresses of every task. An upload has the name that it had before it was uploaded, unless two of them had the
 * same, or the source has it with the server's prefix.
 */
export function addresses(all: Iterable<string>, names: PictureNames, folder: string): Addresses {
  const uploads = new Map<string, Set<string>>();
  for (const address of all) {
    const { path, isUpload } = pathOf(address);
    if (!isUpload) continue;
    const plain = path.replace(uploadPrefix, '');
    const known = uploads.get(plain);
    if (known === undefined) uploads.set(plain, new Set([path]));
    else known.add(path);
  }
  return {
    nameOf(address) {
      const { path, isUpload } = pathOf(address);
      const plain = path.replace(uploadPrefix, '');
      const isPlain = isUpload && !names.knows(path) && uploads.get(plain)?.size === 1;
      return names.locate(isPlain ? plain : path, folder).name;
    },
  };
}
