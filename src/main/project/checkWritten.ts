// A label file that was just written, read back line by line and held against the rules of its readers. It never holds the file.
import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { lineChecker } from '../../common/coco/checkLines.ts';
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';

const pieceBytes = 1024 * 1024;

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
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of createReadStream(file, { highWaterMark: pieceBytes })) {
    const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  rest += decoder.end();
  if (rest !== '') yield [rest];
}
