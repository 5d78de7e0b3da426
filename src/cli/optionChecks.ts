// What several commands share of the grammar: --json, and numbers that are checked before anything runs.
import { InvalidArgumentError, Option } from 'commander';

export function json(): Option {
  return new Option('--json', 'print one JSON document on stdout');
}

export function score(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('It has to be a number from 0 to 1.');
  return value;
}

export function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('It has to be a whole number.');
  return value;
}
