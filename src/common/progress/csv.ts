// The progress of a project as CSV: one figure a line, so that any table can be made of it.
import type { Pace, Progress } from './progress.ts';

type Line = readonly [part: string, name: string, figure: string, value: number];

export function progressCsv(progress: Progress): string {
  const lines: (readonly (string | number)[])[] = [['part', 'name', 'figure', 'value'], ...figures(progress)];
  return `${lines.map((line) => line.map(field).join(',')).join('\r\n')}\r\n`;
}

function figures({ states, unreadable, left, classes, models, people, sitting, week, hoursLeft }: Progress): Line[] {
  const parts = (part: string, name: string, values: Readonly<Record<string, number>>): Line[] =>
    Object.entries(values).map(([figure, value]) => [part, name, figure, value]);
  return [
    ...parts('pictures', '', { ...states, unreadable, left }),
    ...(sitting === undefined ? [] : pace('pace', 'sitting', sitting)),
    ...pace('pace', 'last 7 days', week),
    ...(hoursLeft === undefined
      ? []
      : parts('pace', '', { hours_left_least: hoursLeft[0], hours_left_most: hoursLeft[1] })),
    ...classes.flatMap(({ category: _, name, colour: __, ...boxes }) => parts('class', name, boxes)),
    ...models.flatMap(({ model, ...boxes }) => parts('model', model, boxes)),
    ...people.flatMap(({ by, week: own, ...counts }) => [
      ...parts('person', by, counts),
      ...pace('person, last 7 days', by, own),
    ]),
  ];
}

function pace(part: string, name: string, { hours, labelled, reviewed, boxes, secondsPerBox }: Pace): Line[] {
  return [
    [part, name, 'hours', hours],
    [part, name, 'labelled', labelled],
    [part, name, 'reviewed', reviewed],
    [part, name, 'boxes', boxes],
    ...(secondsPerBox === undefined ? [] : ([[part, name, 'seconds_per_box', secondsPerBox]] as const)),
  ];
}

/** Quoted where it has to be. Numbers have a point, whatever the system writes. */
function field(value: string | number): string {
  const text = typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
