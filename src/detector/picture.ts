// Opens a picture file: format by content, upright size, pixel limit before anything is decoded, and then its pixels as
// upright 8-bit RGB. The one place that says how alpha, 16 bits, grey, CMYK and orientation are taken.
import { readFileSync, statSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Metadata, Sharp } from 'sharp';
import type { PictureFormat } from '../common/pictureFacts.ts';
import { FailureError, fail } from '../common/result.ts';
import { sniff, sniffedBytes } from '../common/sniff.ts';
import { counted } from '../common/words.ts';
import { bmpHeaderBytes, decodeBmp, readBmpHeader } from './bmp.ts';
import { read } from './integrity.ts';
import { readPlainJpeg } from './jpegHeader.ts';
import type { PlainJpeg } from './jpegHeader.ts';
import { loadSharp } from './sharpModule.ts';

/** What shows through transparent pixels, for the model, the thumbnail and the upright copy alike. */
export const background = '#ffffff';

/** A picture file that was opened and not decoded. Width and height are upright pixels. */
export interface Picture {
  readonly path: string;
  /** The whole file where it was read already, else its path. */
  readonly source: string | Buffer;
  readonly format: PictureFormat;
  readonly width: number;
  readonly height: number;
  /** EXIF, 1–8; anything else in the file counts as 1. */
  readonly orientation: number;
  /** A JPEG that every decoder takes alike, when the whole file was read to be decoded. */
  readonly plain?: PlainJpeg;
  /** Inks without a colour profile (`plain`) are taken as browsers do, not as a printing press; with one, as it says. */
  readonly inks: Inks;
  /** False when nothing of it is known before all of it is decoded: progressive JPEG, interlaced PNG, and the younger formats. */
  readonly comesInRows: boolean;
  /** Bytes. */
  readonly size: number;
  readonly pixelLimit: number;
}

/**
 * Files up to this many bytes are read at once: the WebAssembly build of the picture library pays milliseconds for each file
 * that it opens itself. Who only looks at a header reads less.
 */
const readAtOnce = { look: 1 << 20, decode: 1 << 26 } as const;

export type Purpose = keyof typeof readAtOnce;

/** Fails with `not-found`, `unreadable`, `unsupported` or `too-large`; the message does not name the file. */
export async function openPicture(path: string, pixelLimit: number, purpose: Purpose): Promise<Picture> {
  const size = await fileSize(path);
  const handle = await open(path, 'r').catch((error: unknown) => refuseFile(error));
  try {
    const isWhole = size <= readAtOnce[purpose];
    const bytes = await read(handle, 0, isWhole ? size : Math.min(size, Math.max(sniffedBytes, bmpHeaderBytes)));
    const sniffed = sniff(bytes.subarray(0, sniffedBytes));
    if ('refused' in sniffed) fail(size === 0 ? 'unreadable' : 'unsupported', sniffed.refused);
    const { format } = sniffed;
    const source = isWhole ? bytes : path;
    const plain = format === 'jpeg' && isWhole && purpose === 'decode' ? readPlainJpeg(bytes) : undefined;
    const measured =
      plain !== undefined
        ? plainSize(plain)
        : format === 'bmp'
          ? bmpSize(bytes)
          : await measure(source, format, bytes, pixelLimit);
    checkLimit(measured.width, measured.height, pixelLimit);
    return { path, source, format, size, pixelLimit, ...measured, ...(plain !== undefined && { plain }) };
  } finally {
    await handle.close();
  }
}

/**
 * A plain JPEG, read without giving way to others: for a thread that does nothing else. Undefined for any other file and for one that
 * cannot be read, which `openPicture` names. Fails with `too-large`.
 */
export function openPlainJpeg(path: string, pixelLimit: number): Picture | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size > readAtOnce.decode) return undefined;
  const source = readFileSync(path);
  const sniffed = sniff(source.subarray(0, sniffedBytes));
  const plain = 'format' in sniffed && sniffed.format === 'jpeg' ? readPlainJpeg(source) : undefined;
  if (plain === undefined) return undefined;
  const measured = plainSize(plain);
  checkLimit(measured.width, measured.height, pixelLimit);
  return { path, source, format: 'jpeg', size: source.length, pixelLimit, ...measured, plain };
}

async function fileSize(path: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => refuseFile(error));
  // A pipe or a device named like a picture would be read for ever.
  if (!found.isFile())
    fail('unsupported', found.isDirectory() ? 'It is a folder, not a picture.' : 'It is not a regular file.');
  return found.size;
}

function refuseFile(error: unknown): never {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') fail('not-found', 'The file is not there any more.');
  if (code === 'EACCES' || code === 'EPERM') fail('unreadable', 'The file may not be read; change its permissions.');
  fail('unreadable', 'The file cannot be opened.', String(error));
}

type Inks = 'none' | 'plain' | 'profiled';

interface Measured {
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
  readonly inks: Inks;
  readonly comesInRows: boolean;
}

/** Without asking libvips, which takes longer for it than the header is worth. */
function plainSize(plain: PlainJpeg): Measured {
  return { ...upright(plain, plain.orientation), inks: 'none', comesInRows: !plain.isProgressive };
}

function bmpSize(head: Uint8Array): Measured {
  const { width, height } = readBmpHeader(head);
  return { width, height, orientation: 1, inks: 'none', comesInRows: false };
}

async function measure(
  source: string | Buffer,
  format: PictureFormat,
  head: Buffer,
  pixelLimit: number,
): Promise<Measured> {
  // libpng refuses absurd sizes as "corrupt"; the reader of the message should learn that it is the size.
  if (format === 'png' && head.length >= 24) checkLimit(head.readUInt32BE(16), head.readUInt32BE(20), pixelLimit);
  if (format === 'gif' && head.length >= 10) checkLimit(head.readUInt16LE(6), head.readUInt16LE(8), pixelLimit);
  const sharp = await loadSharp();
  const metadata = await sharp(source, { limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => refuseContent(error));
  if (metadata.depth !== undefined && !['uchar', 'ushort'].includes(metadata.depth)) {
    fail(
      'unsupported',
      `The picture holds numbers of the kind ${metadata.depth}; save it with 8 or 16 bits a channel.`,
    );
  }
  const comesInRows = ['jpeg', 'png', 'tiff'].includes(format) && metadata.isProgressive !== true;
  return { ...uprightSize(metadata), inks: inksOf(metadata), comesInRows };
}

function inksOf({ space, hasProfile }: Metadata): Inks {
  if (space !== 'cmyk') return 'none';
  return hasProfile === true ? 'profiled' : 'plain';
}

function uprightSize(metadata: Metadata): Pick<Measured, 'width' | 'height' | 'orientation'> {
  const stated = metadata.orientation ?? 1;
  const orientation = stated >= 1 && stated <= 8 ? stated : 1;
  return upright({ width: metadata.width, height: metadata.pageHeight ?? metadata.height }, orientation);
}

function upright(
  stored: { readonly width: number; readonly height: number },
  orientation: number,
): Pick<Measured, 'width' | 'height' | 'orientation'> {
  const { width, height } = stored;
  return orientation >= 5 ? { width: height, height: width, orientation } : { width, height, orientation };
}

function checkLimit(width: number, height: number, pixelLimit: number): void {
  if (width < 1 || height < 1) fail('unreadable', `The picture says that it is ${width} × ${height} pixels.`);
  if (width * height > pixelLimit) {
    fail('too-large', `The picture is ${width} × ${height} pixels, over the limit of ${limitWords(pixelLimit)}.`);
  }
}

/** A limit under ten megapixels is said to a tenth or in pixels, so that it never reads as none. */
function limitWords(pixels: number): string {
  if (pixels < 100_000) return counted(pixels, 'pixel');
  return `${Math.floor(pixels / (pixels < 10e6 ? 1e5 : 1e6)) / (pixels < 10e6 ? 10 : 1)} megapixels`;
}

/** What libvips says, shortened to one sentence without the path. */
export function refuseContent(error: unknown): never {
  if (error instanceof FailureError) throw error;
  const full = error instanceof Error ? error.message : String(error);
  // The first line, without "Input file has corrupt header: <path>: ".
  const line = full.split('\n').map((text) =>
    text
      .replace(/^Input (file|buffer)[^:]*: ?/, '')
      .replace(/^\S*[/\\].*: /, '')
      .trim(),
  );
  const reason = line.find((text) => text !== '') ?? 'its header is broken';
  fail('unreadable', `The picture cannot be decoded: ${reason.slice(0, 160).replace(/\.$/, '')}.`, full);
}

/** `strict` stops at the first fault; `lenient` decodes what it can and leaves the rest grey or black. */
export type Tolerance = 'strict' | 'lenient';

/**
 * `shown`: as a colour profile in the file says. `stored`: the file's own numbers, as every program reads them that detectors are
 * trained and measured with; a model that is fed otherwise is up to a twentieth less sure.
 */
export type Colours = 'shown' | 'stored';

/** A sharp pipeline whose pixels are upright, 8-bit, RGB and without alpha (16 bits are divided by 257's nearest, not clipped). */
async function pixelsOf(picture: Picture, tolerance: Tolerance, colours: Colours): Promise<Sharp> {
  const sharp = await loadSharp();
  if (picture.format === 'bmp')
    return sharp(await decodeBmpFile(picture), { raw: { ...sizeOf(picture), channels: 3 } });
  const decoded = (await decodedBySharp(picture, tolerance, colours)).autoOrient();
  if (picture.inks !== 'plain') return decoded.flatten({ background }).toColourspace('srgb');
  const inks = await decoded.toColourspace('cmyk').raw({ depth: 'uchar' }).toBuffer();
  return sharp(withoutInks(inks), { raw: { ...sizeOf(picture), channels: 3 } });
}

async function decodedBySharp(picture: Picture, tolerance: Tolerance, colours: Colours): Promise<Sharp> {
  const sharp = await loadSharp();
  return sharp(picture.source, {
    failOn: tolerance === 'strict' ? 'warning' : 'none',
    limitInputPixels: picture.pixelLimit,
    ignoreIcc: colours === 'stored' && picture.inks === 'none',
  });
}

/**
 * The same as they lie in the file, not turned upright, so that they can be decoded row by row: turning takes all of them at once.
 * Of plain inks these stay, four channels.
 */
async function lyingPixelsOf(picture: Picture, tolerance: Tolerance): Promise<Sharp> {
  if (picture.format === 'bmp') return pixelsOf(picture, tolerance, 'stored');
  const decoded = await decodedBySharp(picture, tolerance, 'stored');
  if (picture.inks === 'plain') return decoded.toColourspace('cmyk');
  return decoded.flatten({ background }).toColourspace('srgb');
}

/** [n, 4] cyan, magenta, yellow, black → [n, 3] red, green, blue, each ink taking its own part of the light. */
export function withoutInks(inks: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((inks.length / 4) * 3);
  for (let from = 0, to = 0; from < inks.length; from += 4, to += 3) {
    const light = 255 - (inks[from + 3] ?? 0);
    for (let channel = 0; channel < 3; channel++) {
      rgb[to + channel] = Math.round(((255 - (inks[from + channel] ?? 0)) * light) / 255);
    }
  }
  return rgb;
}

function sizeOf(picture: Picture): { width: number; height: number } {
  return { width: picture.width, height: picture.height };
}

async function decodeBmpFile({ path, source, size }: Picture): Promise<Uint8Array> {
  if (typeof source !== 'string') return decodeBmp(source, readBmpHeader(source));
  const handle = await open(path, 'r').catch((error: unknown) => refuseFile(error));
  try {
    const bytes = await read(handle, 0, size);
    return decodeBmp(bytes, readBmpHeader(bytes));
  } finally {
    await handle.close();
  }
}

/** What came of the pixels, and whether the file had a fault. */
interface Used<T> {
  readonly value: T;
  readonly fault?: string;
}

/**
 * Runs `use` on the pixels; where the file has a fault, once more on what can be decoded of it. Fails with `unreadable`
 * when nothing can. Returns also whether there was a fault.
 */
export function withPixels<T>(
  picture: Picture,
  colours: Colours,
  use: (pixels: Sharp) => Promise<T>,
): Promise<Used<T>> {
  return strictlyFirst((tolerance) => pixelsOf(picture, tolerance, colours), use);
}

/** As `withPixels`, with the file's own numbers as they lie in it: neither turned nor, with four channels, without their inks. */
export function withLyingPixels<T>(picture: Picture, use: (pixels: Sharp) => Promise<T>): Promise<Used<T>> {
  return strictlyFirst((tolerance) => lyingPixelsOf(picture, tolerance), use);
}

async function strictlyFirst<T>(
  pixelsFor: (tolerance: Tolerance) => Promise<Sharp>,
  use: (pixels: Sharp) => Promise<T>,
): Promise<Used<T>> {
  try {
    return { value: await use(await pixelsFor('strict')) };
  } catch (fault) {
    if (fault instanceof FailureError) throw fault;
    // Making the pixels may fail as using them may: plain inks are decoded for it.
    const value = await pixelsFor('lenient')
      .then(use)
      .catch(() => refuseContent(fault));
    return { value, fault: fault instanceof Error ? fault.message : String(fault) };
  }
}
