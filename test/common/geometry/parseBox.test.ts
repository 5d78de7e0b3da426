import { expect, it } from 'vitest';
import { parseBox, parseNumber } from '../../../src/common/geometry/parseBox.ts';

const box = { x1: 1.5, y1: 2, x2: 30.25, y2: 40 };

it('reads four numbers however they are parted', () => {
  for (const text of [
    '1.5 2 30.25 40',
    '1.5, 2, 30.25, 40',
    '[1.5, 2, 30.25, 40]',
    '1.5;2;30.25;40',
    ' 1.5\t2\n30.25\t40 ',
    '[1.5,2,3.025e1,40]',
  ])
    expect([text, parseBox(text)]).toEqual([text, box]);
});

it('puts the corners in order', () => {
  expect(parseBox('30.25 40 1.5 2')).toEqual(box);
});

it('refuses everything else', () => {
  for (const text of [
    '',
    '1 2 3',
    '1 2 3 4 5',
    '1 2 3 x',
    '[1, 2, 3, null]',
    '1 2 3 4px',
    '{"x1": 1}',
    'NaN 1 2 3',
    '1 2 3 Infinity',
  ])
    expect([text, parseBox(text)]).toEqual([text, undefined]);
});

it('reads a number with a point or a decimal comma', () => {
  expect(['12', ' 12.5 ', '12,5', '-3', '.5', '1e2'].map(parseNumber)).toEqual([12, 12.5, 12.5, -3, 0.5, 100]);
  expect(['', 'x', '1 2', '0x10', '1,2,3', 'Infinity'].map(parseNumber)).toEqual(Array(6).fill(undefined));
});
