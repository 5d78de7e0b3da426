// Checks a COCO file as cocoChunks lays it out, a row a line, without ever holding it: that the lines are JSON together, and that
// each row keeps the rules. A file by anybody else has to be read by import.ts.
import { cocoChecker, cocoLists, type CocoChecker, type CocoList } from './checkCoco.ts';
import type { Problem } from '../dataset/entries.ts';

export interface LineChecker {
  /** The lines of the file in their order, without line feeds. */
  line(text: string): void;
  /** All that is wrong, when every line was seen. */
  problems(): readonly Problem[];
}

interface Standing {
  readonly checker: CocoChecker;
  lines: number;
  /** The list whose rows come now. */
  list?: CocoList | undefined;
  rows: number;
  /** Whether the last line ended in a comma, so that another entry has to come. */
  goesOn: boolean;
  isOver: boolean;
}

export function lineChecker(): LineChecker {
  const standing: Standing = { checker: cocoChecker(), lines: 0, rows: 0, goesOn: true, isOver: false };
  return {
    line(text) {
      standing.lines += 1;
      try {
        readLine(text, standing);
      } catch (caught) {
        standing.checker.refuse(`line ${standing.lines}`, caught instanceof Error ? caught.message : String(caught));
      }
    },
    problems() {
      if (!standing.isOver) standing.checker.refuse(`line ${standing.lines}`, 'the file ends too early');
      return standing.checker.problems();
    },
  };
}

function readLine(text: string, standing: Standing): void {
  if (standing.isOver) throw new Error('there is more after the end');
  if (standing.list !== undefined) return readRow(text, standing, standing.list);
  if (text === '}') {
    if (standing.goesOn) throw new Error('an entry is missing before the end');
    standing.isOver = true;
    return;
  }
  if (!standing.goesOn) throw new Error('a comma is missing before this line');
  if (standing.lines === 1 && !text.startsWith('{')) throw new Error('the file does not begin with {');
  const member = standing.lines === 1 ? text.slice(1) : text;
  const list = cocoLists.find((one) => member === `"${one}":[`);
  if (list === undefined) return readMember(member, standing);
  standing.list = list;
  standing.rows = 0;
  standing.goesOn = false;
  standing.checker.list(list);
}

function readRow(text: string, standing: Standing, list: CocoList): void {
  if (text === ']' || text === '],') {
    if (standing.goesOn) throw new Error('a row is missing before the end of the list');
    standing.list = undefined;
    standing.goesOn = text === '],';
    return;
  }
  if (standing.rows > 0 && !standing.goesOn) throw new Error('a comma is missing before this line');
  standing.rows += 1;
  standing.checker.row(list, JSON.parse(withoutComma(text, standing)));
}

/** `"key":value` with or without a comma behind. */
function readMember(text: string, standing: Standing): void {
  const members = JSON.parse(`{${withoutComma(text, standing)}}`) as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(members)) standing.checker.member(key, members[key]);
}

function withoutComma(text: string, standing: Standing): string {
  const goesOn = text.endsWith(',');
  standing.goesOn = goesOn;
  return goesOn ? text.slice(0, -1) : text;
}
