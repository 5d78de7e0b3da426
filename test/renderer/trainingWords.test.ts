import { describe, expect, it } from 'vitest';
import {
  difference,
  figure,
  learningRateWords,
  memoryWords,
  moment,
  outcomeWords,
  parameterWords,
  passesWords,
  shortTime,
} from '../../src/renderer/trainingWords.ts';
import { endSentence } from '../../src/renderer/state/trainingEnd.ts';
import { ended, runSummary } from './support/fakeTraining.ts';

describe('training in words', () => {
  it('says figures with three digits, and a dash for what was not measured', () => {
    expect([figure(0.8814), figure(1), figure(-1), figure(undefined)]).toEqual(['0.881', '1.000', '–', '–']);
  });

  it('says a difference with its sign, none for what rounds to nothing, and is silent without both', () => {
    expect([difference(0.9, 0.866), difference(0.8, 0.812), difference(0.5, 0.5001), difference(0.5, -1)]).toEqual([
      '+0.034',
      '−0.012',
      '0.000',
      '',
    ]);
  });

  it('says numbers in units that one can read', () => {
    expect([parameterWords(899_640), parameterWords(3_152_104), parameterWords(12)]).toEqual([
      '900 thousand',
      '3.2 million',
      '12',
    ]);
    expect([memoryWords(640e6), memoryWords(1.26e9)]).toEqual(['640 MB', '1.3 GB']);
    expect([shortTime(0.0852), shortTime(0.996), shortTime(2.34)]).toEqual(['85 ms', '1.0 s', '2.3 s']);
    expect([learningRateWords(0.001), learningRateWords(0.00003), learningRateWords(0)]).toEqual([
      '0.0010',
      '0.000030',
      '0',
    ]);
  });

  it('says when a run started, the year only when it is another', () => {
    const now = new Date(2026, 2, 4, 12);
    const at = (...parts: [number, number, number, number, number]) => moment(new Date(...parts).toISOString(), now);
    expect(at(2026, 2, 4, 9, 5)).toBe('today, 09:05');
    expect(at(2026, 2, 3, 9, 5)).toBe('3 March, 09:05');
    expect(at(2025, 2, 3, 9, 5)).toBe('3 March 2025, 09:05');
    expect(moment('no date', now)).toBe('');
  });

  it('says passes with a tenth while they are few, and with groups when they are many', () => {
    expect([passesWords(1.44), passesWords(9.96), passesWords(14.2), passesWords(1114.6)]).toEqual([
      '1.4',
      '10.0',
      '14',
      '1,115',
    ]);
  });

  it('says how a run ended', () => {
    expect(outcomeWords(ended('a'))).toBe('Finished after 10:02: 1,204 updates, 14 passes over the pictures.');
    expect(endSentence(ended('a', 0.912))).toBe(
      'Training ended with AP50 0.912. Finished after 10:02: 1,204 updates, 14 passes over the pictures.',
    );
    expect(endSentence(runSummary('a', { state: 'failed', message: 'The disk is full.' }))).toBe(
      'Training failed. The disk is full.',
    );
    expect(endSentence(runSummary('a', { state: 'interrupted' }))).toBe(
      'Training was interrupted. It can be continued.',
    );
  });
});
