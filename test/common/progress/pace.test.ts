import { describe, expect, it } from 'vitest';
import { progressCsv } from '../../../src/common/progress/csv.ts';
import { hoursLeft, paceOf, sittingOf } from '../../../src/common/progress/pace.ts';
import type { Act, Progress } from '../../../src/common/progress/progress.ts';

const second = 1000;
const minute = 60 * second;
const boxes = (at: number, number = 1, more: Partial<Act> = {}): Act => ({ at, boxes: number, images: 1, ...more });
const done = (at: number, image: number, by?: string): Act => ({
  ...{ at, boxes: 0, images: 1, verdict: 'done', image },
  ...(by !== undefined && { by }),
});

describe('pace', () => {
  it('leaves long pauses out of the time at work, and longer ones than a minute out of the time for a box', () => {
    const acts = [boxes(0), boxes(4 * second), boxes(10 * second), boxes(2 * minute), boxes(30 * minute)];
    const pace = paceOf(acts, 0, 30 * minute);
    expect(pace.hours * 60).toBeCloseTo(2, 10);
    expect(pace).toMatchObject({ boxes: 5, secondsPerBox: 4 });
  });

  it('shares the time of one stroke among its boxes, and takes none of a stroke over many pictures', () => {
    const acts = [boxes(0), boxes(10 * second, 20), boxes(11 * second, 5000, { images: 900 }), boxes(17 * second)];
    expect(paceOf(acts, 0, minute)).toMatchObject({ boxes: 5022, secondsPerBox: 0.5 });
  });

  it('keeps the pauses of two persons apart, and counts a picture once', () => {
    const acts = [done(0, 1, 'Ada'), done(10 * second, 2, 'Bo'), done(minute, 1, 'Ada'), done(70 * second, 3, 'Bo')];
    const pace = paceOf(acts, 0, minute);
    expect(pace.labelled).toBe(3);
    expect(pace.hours * 3600).toBeCloseTo(120, 8);
  });

  it('begins a sitting after half an hour without work', () => {
    const acts = [boxes(0), boxes(10 * minute), boxes(41 * minute), boxes(50 * minute)];
    expect(sittingOf(acts).map(({ at }) => at / minute)).toEqual([41, 50]);
    expect(sittingOf([])).toEqual([]);
  });

  it('says what is left as a range, narrower the more is known, and nothing after four pictures', () => {
    const pace = (labelled: number) => ({ ...paceOf([], 0, 1), labelled, hours: labelled / 10 });
    expect(hoursLeft(pace(4), 100)).toBeUndefined();
    const [least, most] = hoursLeft(pace(9), 100) ?? [0, 0];
    expect([least, most].map((hours) => Math.round(hours * 10) / 10)).toEqual([7, 17.4]);
    const [later, atMost] = hoursLeft(pace(900), 100) ?? [0, 0];
    expect(atMost - later).toBeLessThan((most - least) / 8);
    expect(hoursLeft(pace(0), 0)).toEqual([0, 0]);
  });
});

describe('progress as CSV', () => {
  it('has one figure a line and quotes names that need it', () => {
    const pace = paceOf([boxes(0), boxes(3 * second)], 0, 3 * second);
    const progress: Progress = {
      states: { new: 1, proposed: 0, 'in-work': 0, returned: 0, done: 0, reviewed: 2 },
      ...{ unreadable: 0, left: 1, models: [], sitting: undefined, week: pace, hoursLeft: undefined, people: [] },
      classes: [
        ...[
          {
            category: 1,
            name: 'a, "b"',
            colour: '#000000',
            drawn: 2,
            imported: 0,
            accepted: 0,
            edited: 0,
            proposed: 0,
          },
        ],
      ],
    };
    const lines = progressCsv(progress).split('\r\n');
    expect(lines[0]).toBe('part,name,figure,value');
    expect(lines).toContain('pictures,,reviewed,2');
    expect(lines).toContain('class,"a, ""b""",drawn,2');
    expect(lines).toContain('pace,last 7 days,seconds_per_box,3');
    expect(lines.filter((line) => /undefined|NaN|colour/.test(line))).toEqual([]);
  });
});
