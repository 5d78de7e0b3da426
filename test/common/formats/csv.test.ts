import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csvReader, openImagesReader } from '../../../src/common/formats/csv/read.ts';
import { csvLine, csvParser, delimiterOf } from '../../../src/common/formats/csv/rows.ts';
import { csvWriter } from '../../../src/common/formats/csv/write.ts';
import { openImagesWriter } from '../../../src/common/formats/csv/writeOpenImages.ts';
import { folderSource } from '../../support/folderSource.ts';
import { memorySource } from '../../support/memorySource.ts';
import { farthest, flatInput, randomExport, writtenAndRead } from '../../support/randomExport.ts';
import { writeFormat } from '../../support/writeFormat.ts';
import { readSource } from '../../support/readSource.ts';
import { seeded } from '../../support/seeded.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/formats/text');
const classes = ['red', 'green light', 'ünï "q", <b>&', '=cmd|calc', '+1', '@x', '-1;2', '123', 'a\nb', '日本'];

const rowsOf = (text: string, delimiter = ',', piece = 1_000_000): (readonly string[])[] => {
  const parser = csvParser(delimiter);
  const rows = [];
  for (let at = 0; at < text.length; at += piece) rows.push(...parser.push(text.slice(at, at + piece)));
  return [...rows, ...parser.end()].map(({ fields }) => fields);
};

describe('rows of a CSV', () => {
  it('come back as they were written, however the text is cut', () => {
    const random = seeded(3);
    const alphabet = ['a', 'ü', '"', '""', ',', ';', '\t', '\n', ' ', '=', '', '1.5'];
    for (let round = 0; round < 300; round += 1) {
      const rows = Array.from({ length: 5 }, () =>
        Array.from({ length: 3 }, () =>
          Array.from(
            { length: Math.floor(random() * 5) },
            () => alphabet[Math.floor(random() * alphabet.length)]!,
          ).join(''),
        ),
      );
      const text = rows.map(csvLine).join('');
      for (const piece of [1, 2, 7, 1000]) expect(rowsOf(text, ',', piece)).toEqual(rows);
      expect(rowsOf(text.replaceAll('\n', '\r\n'), ',', 3)).toEqual(rows);
    }
  });

  it('have any line end, and any delimiter that the first line shows', () => {
    expect(rowsOf('a,b\rc,d\re,f')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ]);
    expect(rowsOf('\n\na,b\n\n')).toEqual([['a', 'b']]);
    expect(['a;b,c;d', 'a\tb', 'a|b', '"a;b;c",d', 'a'].map(delimiterOf)).toEqual([';', '\t', '|', ',', ',']);
  });

  it('go on after a quote that is never closed', () => {
    const parser = csvParser(',');
    const rows = [...parser.push('a,"b\nc,d\n'), ...parser.end()];
    expect(rows).toEqual([
      { fields: ['a', '"b'], line: 1, broken: true },
      { fields: ['c', 'd'], line: 2 },
    ]);
  });
});

describe('plain CSV', () => {
  it('gives back what was written, over random sets', async () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const splits = [undefined, ['train', 'val'], ['fold one', 'x"y,z']][seed % 3];
      const attributes = { truncated: [true], occluded: [true], difficult: [true] };
      const input = randomExport(seed, { classes, attributes, crowds: true, ...(splits && { splits }) });
      const { pictures, said } = await writtenAndRead(csvWriter, csvReader, input);
      expect(said).toEqual([]);
      expect(farthest(flatInput(input, csvWriter), pictures)).toBeLessThan(1e-9);
    }
  });

  it('begins with the columns of TensorFlow’s tutorials, and names like formulas stay as they are', () => {
    const text = writeFormat(csvWriter, randomExport(4, { classes: ['=cmd|calc'], names: ['#.jpg'] })).files[
      'labels.csv'
    ]!;
    expect(text).toMatch(/^filename,width,height,class,xmin,ymin,xmax,ymax,/);
    expect(text).toContain(',"=cmd|calc",');
  });

  it('reads the file of the raccoon tutorial', async () => {
    const source = folderSource(join(fixtures, 'csv-raccoon'));
    const read = await readSource(csvReader, source);
    expect(read.annotations).toHaveLength(44);
    expect(read.images).toHaveLength(40);
    expect(read.images[0]).toEqual({ id: 1, fileName: 'raccoon-146.jpg', width: 275, height: 183, split: 'test' });
    expect(read.annotations[0]!.box).toEqual({ x1: 4, y1: 4, x2: 271, y2: 180 });
    expect(read.said).toEqual([]);
    expect(read.progress.at(-1)).toEqual([source.files[0]!.bytes, source.files[0]!.bytes]);
  });

  // After keras-retinanet's documentation.
  it('reads Keras’ rows without names, with empty ones for pictures without boxes', async () => {
    const text = '/data/imgs/img_001.jpg,837,346,981,456,cow\n/data/imgs/img_002.jpg,,,,,\nimg_003.jpg,x,2,3,4,cat\n';
    const read = await readSource(csvReader, memorySource({ 'annotations.csv': text, 'imgs/img_001.jpg': '' }));
    expect(read.images.map(({ fileName }) => fileName)).toEqual(['imgs/img_001.jpg', 'img_002.jpg', 'img_003.jpg']);
    expect(read.annotations).toMatchObject([{ box: { x1: 837, y1: 346, x2: 981, y2: 456 } }]);
    expect(read.said).toEqual([
      'repaired annotations.csv: line 2: the picture’s name "/data/imgs/img_002.jpg" is an absolute path; it was taken as "img_002.jpg"',
      'skipped annotations.csv: line 3: "x" is not a number; the row was skipped',
    ]);
  });

  it('reads x, y, width and height, semicolons with decimal commas, a bbox column, and fractions', async () => {
    const sides = await readSource(
      csvReader,
      memorySource({ 'a.csv': '\ufeffImage;Label;X;Y;Width;Height\r\na.jpg;"big; cat";1,5;2;10;20\r\n' }),
    );
    expect(sides.annotations[0]!.box).toEqual({ x1: 1.5, y1: 2, x2: 11.5, y2: 22 });
    expect(sides.categories.map(({ name }) => name)).toEqual(['big; cat']);
    const list = await readSource(
      csvReader,
      memorySource({
        'a.csv': 'image_id,width,height,bbox,source\nb6ab,1024,1024,"[834.0, 222.0, 56.0, 36.0]",usask_1\n',
      }),
    );
    expect(list.annotations[0]!.box).toEqual({ x1: 834, y1: 222, x2: 890, y2: 258 });
    expect(list.said).toEqual(['noted a.csv: these columns say nothing of boxes here and were left out: "source"']);
    const parts = await readSource(
      csvReader,
      memorySource({ 'a.csv': 'file,label,xmin,ymin,xmax,ymax\na.jpg,x,0.1,0.2,0.5,0.75\n' }),
    );
    expect(parts.annotations[0]).toMatchObject({ unit: 'fractions', box: { x1: 0.1, y1: 0.2, x2: 0.5, y2: 0.75 } });
    expect(parts.kinds).toEqual({ 'noted fractions': 1 });
  });

  it('names rows that it cannot take, and takes the others', async () => {
    const rows = [
      'a.jpg,9,9,x,1,2,3',
      'a.jpg,9,9,x,1,2,1,4',
      'a.jpg,9,9,,1,2,3,4',
      '../../etc/passwd,9,9,x,1,2,3,4',
      'a.jpg,9,9,x,1,2,30,4',
      'a.jpg,9,9,x,nan,2,3,4',
    ];
    const read = await readSource(
      csvReader,
      memorySource({ 'a.csv': `filename,width,height,class,xmin,ymin,xmax,ymax\n${rows.join('\n')}\n"a` }),
    );
    expect(read.said.map((line) => line.replace('a.csv: ', ''))).toEqual([
      'skipped line 2: has 7 columns of 8; the row was skipped',
      'skipped line 3: the box is 0 × 2 pixels and has no area; it was skipped',
      'skipped line 4: has no class; the row was skipped',
      'repaired line 5: the picture’s name "../../etc/passwd" leads out of the picture folder by ".."; it was taken as "passwd"',
      'repaired line 6: [1, 2, 29, 2] goes over the edge of the picture (9 × 9); it was cut to [1, 2, 8, 2]',
      'skipped line 7: "nan" is not a number; the row was skipped',
      'skipped line 8: has a quote that is never closed; the row was skipped',
    ]);
    expect(read.annotations).toHaveLength(2);
  });

  it('reads a large file in pieces, and holds none of it', async () => {
    const line = 'folder/picture-of-a-long-name.jpg,1000,1000,cat,1.5,2.5,30.25,40\n';
    const text = `filename,width,height,class,xmin,ymin,xmax,ymax\n${line.repeat(200_000)}`;
    const source = memorySource({ 'a.csv': text });
    let boxes = 0;
    let most = 0;
    const { problemList } = await import('../../../src/common/dataset/problems.ts');
    const { lossTally } = await import('../../../src/common/dataset/losses.ts');
    for await (const batch of csvReader.read({
      source,
      found: problemList(),
      lost: lossTally(),
      onProgress: () => undefined,
    })) {
      boxes += batch.filter(({ kind }) => kind === 'annotation').length;
      most = Math.max(most, batch.length);
    }
    expect(boxes).toBe(200_000);
    expect(most).toBeLessThan(4000);
  });
});

describe('Open Images', () => {
  it('gives back what was written, over random sets', async () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const splits = [undefined, ['train', 'val'], ['train', 'val', 'test'], ['fold one', 'x,z']][seed % 4];
      const attributes = { truncated: [true], occluded: [true], depiction: [true], inside: [true] };
      const input = randomExport(seed, { classes, attributes, crowds: true, ...(splits && { splits }) });
      const { pictures, said } = await writtenAndRead(openImagesWriter, openImagesReader, input);
      expect(said.filter((line) => !line.includes('these columns say nothing'))).toEqual([]);
      expect(farthest(flatInput(input, openImagesWriter), pictures)).toBeLessThan(1e-5);
    }
  });

  it('reads files of another tool, with the parts of its list of pictures', async () => {
    const read = await readSource(openImagesReader, folderSource(join(fixtures, 'open-images')));
    expect(read.images.map(({ fileName, split, ending }) => [fileName, split, ending])).toEqual([
      ['a', 'train', 'unsaid'],
      ['b', 'train', 'unsaid'],
      ['c', 'test', 'unsaid'],
      ['d', 'val', 'unsaid'],
    ]);
    expect(read.annotations).toMatchObject([
      { imageId: 3, unit: 'fractions', crowd: false, box: { x1: 0.2, y1: 0.3, x2: 1, y2: 0.5 } },
      { imageId: 3, unit: 'fractions', crowd: true, attributes: { occluded: true } },
    ]);
    expect(read.losses).toEqual({ 'scores were left out': 1 });
  });

  // After Google's class-descriptions-boxable.csv.
  it('names classes by the descriptions beside, and keeps their codes for the way back', async () => {
    const source = memorySource({
      'class-descriptions-boxable.csv': '/m/011k07,Tortoise\n/m/011q46kg,"Container, large"\n',
      'validation-annotations-bbox.csv':
        'ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded\n0001eeaf4aed83f9,xclick,/m/011q46kg,1,0.022673031,0.9642005,0.07103825,0.80054647,0\n',
    });
    const read = await readSource(openImagesReader, source);
    expect(read.categories).toEqual([
      { id: 1, name: 'Container, large', supercategory: '', extra: { LabelName: '/m/011q46kg' } },
    ]);
    expect(read.images).toMatchObject([{ fileName: '0001eeaf4aed83f9', split: 'val' }]);
  });
});
