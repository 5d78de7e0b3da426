// What the bar says of a pass: how far it is, what was answered, how fast; and at its end what came of it. Pure.
import { counted } from '../common/words.ts';
import { pace, tally, type CheckPass, type DrawPass } from './state/reviewPass.ts';

const number = (value: number) => value.toLocaleString('en');

/** "37 of 400", "12 rejected", "21 a minute". */
export function checkWords(pass: CheckPass): readonly string[] {
  const { rejected, relabelled, skipped } = tally(pass);
  const speed = pace(pass.answers);
  return [
    `${number(pass.answers.length)} of ${number(pass.total)}`,
    ...some(rejected, 'rejected'),
    ...some(relabelled, 'of another class'),
    ...some(skipped, 'left for later'),
    ...(speed === undefined ? [] : [`${speed < 10 ? speed.toFixed(1) : Math.round(speed)} a minute`]),
  ];
}

/** "400 checked: 380 accepted, 12 rejected, 8 of another class". */
export function summaryOf(pass: CheckPass): string {
  const { accepted, rejected, relabelled, skipped } = tally(pass);
  const parts = [
    ...some(accepted, 'accepted'),
    ...some(rejected, 'rejected'),
    ...some(relabelled, 'of another class'),
    ...some(skipped, 'left for later'),
  ];
  if (parts.length === 0) return 'Nothing was left to check';
  return `${number(pass.answers.length)} checked: ${parts.join(', ')}`;
}

export function drawWords({ passed, images }: DrawPass): string {
  return `${number(passed.size)} of ${counted(images.length, 'picture')} through`;
}

function some(count: number, words: string): readonly string[] {
  return count === 0 ? [] : [`${number(count)} ${words}`];
}
