// Breaks JSON as hostile files do: values swapped for other types, keys for others, rows doubled. What comes out is always JSON.
import { at } from './random.ts';

/** As text, because some of them are no value that JSON.stringify writes. */
const values = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-1',
    '1e400',
    '-1e400',
    '1e308',
    '-1e308',
    '5e-324',
    '0.1',
    '1e9',
    '9007199254740993',
  ],
  ...[
    '""',
    '" "',
    '"12"',
    '"1e400"',
    '"NaN"',
    '"../../../etc/passwd"',
    '"C:\\\\x\\\\..\\\\a.jpg"',
    '"/a.jpg"',
    '"."',
    '".."',
  ],
  ...[
    '"\\u0000"',
    '"\\ud800"',
    '"__proto__"',
    '"file:///%zz"',
    '"https://"',
    '"s3://"',
    '"/data/local-files/?d="',
    '"%"',
  ],
  ...['[]', '{}', '[[]]', '[null]', '[{}]', '{"toString": 1, "valueOf": 1}', '{"__proto__": {"polluted": true}}'],
  ...[
    '{"length": 1e9}',
    '[[[[[[[[[[[[1]]]]]]]]]]]]',
    '[{"toString": 1}]',
    '{"x": {"x": {"x": 1}}}',
    '[1, "2", null, {}]',
  ],
];

const keys = [
  '__proto__',
  'constructor',
  'toString',
  'length',
  '',
  'x',
  'points',
  'id',
  'type',
  'name',
  'value',
  'label',
];

type Place = { readonly owner: Record<string, unknown>; readonly key: string };

function placesIn(root: unknown): Place[] {
  const places: Place[] = [];
  const waiting = [root];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const owner = next as Record<string, unknown>;
    for (const key of Object.keys(owner)) {
      places.push({ owner, key });
      if (owner[key] !== undefined) waiting.push(owner[key]);
    }
  }
  return places;
}

/** A value that JSON.parse would not give, by a mark that is replaced in the text. */
const mark = (index: number): string => `\u0001value ${index}\u0001`;

/** One to three values of the JSON swapped, taken out, renamed or doubled. The bytes are JSON; the input is left alone. */
export function mutateJson(bytes: Uint8Array, random: () => number): Uint8Array {
  const text = new TextDecoder().decode(bytes);
  if (text === '') return bytes;
  const root: { value: unknown } = { value: JSON.parse(text) as unknown };
  for (let round = 1 + at(random, 3); round > 0; round -= 1) {
    const places = placesIn(root);
    const place = places[at(random, places.length)];
    if (place === undefined) break;
    const { owner, key } = place;
    const kind = Array.isArray(owner) && random() < 0.2 ? 1 : random();
    if (kind < 0.6) owner[key] = mark(at(random, values.length));
    else if (kind < 0.75) delete owner[key];
    else if (kind < 0.85 && !Array.isArray(owner))
      Object.defineProperty(owner, keys[at(random, keys.length)]!, {
        value: owner[key],
        enumerable: true,
        configurable: true,
        writable: true,
      });
    else if (Array.isArray(owner)) owner.splice(at(random, owner.length + 1), 0, owner[Number(key)]);
    else {
      const other = places[at(random, places.length)]!;
      owner[key] = structuredClone(other.owner[other.key]);
    }
  }
  const written = JSON.stringify(root.value) ?? 'null';
  const marks = /"\\u0001value (\d+)\\u0001"/g;
  return new TextEncoder().encode(written.replaceAll(marks, (_, index: string) => values[Number(index)]!));
}
