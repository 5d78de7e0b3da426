// Texts that were made to take long: each ends early for a reason that is said, or goes through in a time that grows with its bytes.
import { describe, expect, it } from 'vitest';
import { lossTally } from '../../../src/common/dataset/losses.ts';
import { formatProblem, problemList } from '../../../src/common/dataset/problems.ts';
import { csvReader } from '../../../src/common/formats/csv/read.ts';
import { csvParser } from '../../../src/common/formats/csv/rows.ts';
import { cvatReader } from '../../../src/common/formats/cvat/read.ts';
import type { FormatReader, Source } from '../../../src/common/formats/format.ts';
import { kittiReader } from '../../../src/common/formats/kitti/read.ts';
import { vocReader } from '../../../src/common/formats/voc/read.ts';
import { yoloReader } from '../../../src/common/formats/yolo/read.ts';
import { xmlReader } from '../../../src/common/formats/xml/readXml.ts';
import { FailureError } from '../../../src/common/result.ts';
import { longestRound } from '../../support/fuzzRounds.ts';
import { memorySource } from '../../support/memorySource.ts';

/** As a file of a disk comes. */
const piece = 1024 * 1024;

/** On a busy machine too; what these limits are for took longer on an idle one. */
const longest = 4 * longestRound;

/** What was said of it, in less time than anybody takes for a hang. */
async function saidOf(reader: FormatReader, source: Source): Promise<readonly string[]> {
  const start = performance.now();
  const found = problemList();
  try {
    await reader.recognise(source);
    for await (const _ of reader.read({ source, found, lost: lossTally(), onProgress: () => undefined }));
  } catch (caught) {
    // Where nothing could be taken, the list says why.
    if (!(caught instanceof FailureError)) throw caught;
  }
  expect(performance.now() - start).toBeLessThan(longest);
  return found.problems().map(formatProblem);
}

const attributes = Array.from({ length: 1_000_000 }, (_, index) => `a${index}="1"`).join(' ');
const references = '&amp;'.repeat(6_500_000);

describe('XML', () => {
  it.each([
    [
      'a million attributes in a VOC file',
      vocReader,
      `<annotation><object ${attributes}/></annotation>`,
      'more than 1000 attributes',
    ],
    [
      'a million attributes in a CVAT file',
      cvatReader,
      `<annotations><image ${attributes}/></annotations>`,
      'more than 1000 attributes',
    ],
    [
      'six and a half million references in a VOC file',
      vocReader,
      `<annotation><filename>${references}</filename></annotation>`,
      'more than 500000 "&"',
    ],
    [
      'six and a half million references in a CVAT file',
      cvatReader,
      `<annotations><image name="${references}"/></annotations>`,
      'more than 500000 "&"',
    ],
  ] as const)('%s are refused where the limit is passed', async (_, reader, text, why) => {
    const said = await saidOf(reader, memorySource({ 'a.xml': text }, { piece }));
    expect(said.join('\n')).toContain(why);
  });

  it('the limits count for each tag and each element, not for the file', () => {
    const tag = `<image ${Array.from({ length: 900 }, (_, index) => `a${index}="&amp;"`).join(' ')}/>`;
    const reader = xmlReader(1);
    const bytes = new TextEncoder().encode(`<annotations>${tag.repeat(600)}</annotations>`);
    const trees = [...reader.write(bytes), ...reader.end()];
    expect(trees.length).toBe(600);
    expect(trees.at(-1)?.attributes.get('a899')).toBe('&');
  });
});

describe('CSV', () => {
  const head = 'filename,width,height,class,xmin,ymin,xmax,ymax\n';
  it.each([
    ['32 MB of quotes', '"'.repeat(32 * 1024 * 1024)],
    ['32 MB of quoted fields without a line end', '"",'.repeat(11_000_000)],
  ])('%s: broken rows, each said', async (_, body) => {
    const said = await saidOf(csvReader, memorySource({ 'a.csv': head + body }, { piece }));
    expect(
      said.some((line) => /quote|columns/.test(line)),
      said.slice(0, 3).join('\n'),
    ).toBe(true);
  });

  it('what a row with quotes is does not depend on how the file comes in pieces', () => {
    const field = 'x'.repeat(60_000);
    const text = `"${field}\n",b\n"${field}${field}",b\nc,d\n`;
    const rowsBy = (length: number) => {
      const parser = csvParser(',');
      const rows = [];
      for (let at = 0; at < text.length; at += length) rows.push(...parser.push(text.slice(at, at + length)));
      return [...rows, ...parser.end()].map(({ fields, broken }) => [
        fields.length,
        fields[0]!.length,
        broken === true,
      ]);
    };
    expect(rowsBy(text.length)).toEqual([
      [2, 60_001, false],
      [1, 65_536, true],
      [2, 1, false],
    ]);
    expect(rowsBy(1000)[0]).toEqual([2, 60_001, false]);
    expect(rowsBy(1000).at(-1)).toEqual([2, 1, false]);
  });
});

describe('rows of one picture', () => {
  it.each([
    ['YOLO', yoloReader, 'labels/a.txt', 'x 0.5 0.5 z 0.1\n'],
    ['KITTI', kittiReader, 'label_2/000001.txt', 'Car 0 0 x\n'],
  ] as const)('%s: two million bad ones are counted up to a limit', async (_, reader, path, row) => {
    const good = reader === yoloReader ? '0 0.5 0.5 0.2 0.1\n' : 'Car 0 0 0 10 10 50 50 1 1 1 1 1 1 0\n';
    const source = memorySource({ [path]: good + row.repeat(2_000_000) }, { piece });
    const said = await saidOf(reader, source);
    expect(said.filter((line) => line.includes('has more than 200000 lines'))).toHaveLength(1);
    expect(said.some((line) => line.includes('more of the same kind (199999 in all)'))).toBe(true);
  });
});
