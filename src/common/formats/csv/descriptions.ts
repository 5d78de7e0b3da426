// Open Images' names of classes: a CSV of two columns, "/m/011k07,Tortoise", with or without a row of column names.
import type { ProblemList } from '../../dataset/problems.ts';
import type { Source } from '../format.ts';
import { nameOf } from '../paths.ts';
import { readText } from '../readText.ts';
import { csvParser } from './rows.ts';

/** By code; empty where there is no such file. */
export async function readDescriptions(source: Source, found: ProblemList): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const file = source.files.find(({ path }) => /class-descriptions.*\.csv$/i.test(nameOf(path)));
  const text = file && (await readText(source, file.path, found));
  if (text === undefined) return names;
  const parser = csvParser(',');
  for (const { fields } of [...parser.push(text), ...parser.end()]) {
    const [code = '', name = ''] = fields.map((field) => field.trim());
    if (code !== '' && name !== '' && code !== 'LabelName') names.set(code, name);
  }
  return names;
}
