// The catalogue against the sources that speak: nothing said that is not in it, nothing in it that nobody says, the same values in
// every language.
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { catalogue, type Message } from '../../../src/common/messages/catalogue.ts';
import { languages } from '../../../src/common/messages/languages.ts';

const root = join(import.meta.dirname, '../../..');
const rooms = join(root, 'src/common/messages/rooms');
const messages = Object.keys(catalogue) as Message[];
const others = languages.filter((language) => language !== 'en');

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('messages/rooms') && !name.includes('graph/protobuf'))
  .map((name) => {
    const text = readFileSync(join(root, 'src', name), 'utf8');
    return ts.createSourceFile(
      name,
      text,
      ts.ScriptTarget.Latest,
      true,
      name.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
    );
  });

/** Every node of a file, its own children first. */
function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  ts.forEachChild(node, (child) => walk(child, visit));
  visit(node);
}

/** The names of the values that a message takes. */
function valuesOf(text: string): readonly string[] {
  const names = new Set<string>();
  const collect = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type !== TYPE.literal && element.type !== TYPE.pound) names.add(element.value);
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const option of Object.values(element.options)) collect(option.value);
    }
  };
  collect(parse(text, { ignoreTag: true }));
  return [...names].sort();
}

/** The names in the object that a call gives as values; undefined when it is no plain object. */
function givenNames(node: ts.Expression | undefined): readonly string[] | undefined {
  if (node === undefined) return [];
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const names = node.properties.map((property) => property.name?.getText().replaceAll(/['"]/g, ''));
  return names.includes(undefined) ? undefined : (names as string[]).sort();
}

interface Call {
  readonly where: string;
  readonly said: string;
  readonly given: readonly string[] | undefined;
}

const calls: Call[] = [];
const literals = new Set<string>();
for (const file of sources)
  walk(file, (node) => {
    if (ts.isStringLiteralLike(node)) literals.add(node.text);
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) literals.add(node.name.text);
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
    const [said, values] = node.arguments;
    if (!['t', 'tParts'].includes(node.expression.text) || said === undefined || !ts.isStringLiteralLike(said)) return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    calls.push({ where: `${file.fileName}:${line + 1}`, said: said.text, given: givenNames(values) });
  });

describe('the catalogue of messages', () => {
  test('stands in files without a message twice', () => {
    const all = readdirSync(rooms).flatMap((name) => {
      const file = ts.createSourceFile(name, readFileSync(join(rooms, name), 'utf8'), ts.ScriptTarget.Latest, true);
      const keys: string[] = [];
      walk(file, (node) => {
        if (ts.isPropertyAssignment(node) && ts.isObjectLiteralExpression(node.initializer))
          keys.push(ts.isStringLiteralLike(node.name) ? node.name.text : node.name.getText());
      });
      return keys.map((key) => `${key} — ${name}`);
    });
    const texts = all.map((entry) => entry.slice(0, entry.lastIndexOf(' — ')));
    expect(
      all.filter((_, place) => texts.indexOf(texts[place] ?? '') !== texts.lastIndexOf(texts[place] ?? '')),
    ).toEqual([]);
    expect(new Set(texts)).toEqual(new Set(messages));
  });

  test('has only what is said somewhere', () => {
    expect(messages.filter((message) => !literals.has(message))).toEqual([]);
  });

  test('is said with the values that it takes', () => {
    expect(calls.length).toBeGreaterThan(20);
    const wrong = calls.flatMap(({ where, said, given }) => {
      const wanted = valuesOf(said);
      if (given === undefined || wanted.join() === given.join()) return [];
      return [`${where}: "${said}" takes ${wanted.join(', ')}, and gets ${given.join(', ')}`];
    });
    expect(wrong).toEqual([]);
  });

  test.each(others)('says in %s what it says in English, with the same values', (language) => {
    const wrong = messages.flatMap((message) => {
      const text = catalogue[message][language];
      if (text.trim() === '') return [`"${message}" is empty`];
      const [wanted, has] = [valuesOf(message).join(), valuesOf(text).join()];
      return wanted === has ? [] : [`"${message}" takes ${wanted}; its translation ${has}`];
    });
    expect(wrong).toEqual([]);
  });
});
