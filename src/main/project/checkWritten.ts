// A label file that was just written, read back line by line and held against the rules of its readers. It never holds the file.
import { isAscii } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { lineChecker } from '../../common/coco/checkLines.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';

/** Small enough that texts of it die young: larger ones are kept until the heap has grown several times over. */
const pieceBytes = 64 * 1024;
const lineFeed = 10;

/** Fails `invalid` with the first rule of COCO that a file of cocoChunks breaks (a bug, or a disk that lies). */
export async function checkCocoFile(file: string, signal?: AbortSignal): Promise<void> {
  const checker = lineChecker();
  for await (const lines of linesOf(file)) {
    if (signal?.aborted === true) fail('cancelled', t('Writing the file was cancelled; nothing was changed.'));
    for (const line of lines) checker.line(line);
  }
  const broken = checker.problems();
  const [first] = broken;
  if (first === undefined) return;
  fail(
    'invalid',
    t(
      'The written file breaks a rule of COCO, so it was not kept: {place} {reason}{more, plural, =0 {} other { (and # more)}}.',
      { place: first.place, reason: first.message, more: broken.length - 1 },
    ),
  );
}

/** The lines of a UTF-8 file, many at a time; the last one only where it is not empty. */
async function* linesOf(file: string): AsyncGenerator<readonly string[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: pieceBytes })) {
    const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    const end = bytes.lastIndexOf(lineFeed);
    rest = bytes.subarray(end + 1);
    if (end >= 0) yield textOf(bytes.subarray(0, end)).split('\n');
  }
  if (rest.length > 0) yield [textOf(rest)];
}

/** Most label files are ASCII, which is read several times faster than UTF-8. */
function textOf(bytes: Buffer): string {
  return isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8');
}
