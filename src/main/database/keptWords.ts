// Texts that a project keeps and that are said later, in the language of whoever reads them then: a message with its values. What
// came as a finished sentence, from another process or from an older program, stays one.
import { catalogue, type Message } from '../../common/messages/catalogue.ts';
import { t, type Values } from '../../common/messages/t.ts';

/** A message as it is kept: a text of one line. */
export function kept(message: Message, values?: Values): string {
  return values === undefined ? message : JSON.stringify([message, values]);
}

/** Two that are said one after the other. */
export function keptBoth(first: string, second: string): string {
  return `${first}\n${second}`;
}

/** What was kept, in words. */
export function sayKept(text: string): string {
  return text.split('\n').map(sayOne).join(' ');
}

function sayOne(text: string): string {
  if (isMessage(text)) return t(text);
  const [message, values] = readPair(text) ?? [text, {}];
  if (isMessage(message)) return t(message, values);
  // Of a program that says more than this one: in English, with what it holds.
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

const isMessage = (text: string): text is Message => Object.hasOwn(catalogue, text);

function readPair(text: string): readonly [message: string, values: Values] | undefined {
  if (!text.startsWith('["')) return undefined;
  try {
    const [message, values] = JSON.parse(text) as readonly unknown[];
    if (typeof message !== 'string' || typeof values !== 'object' || values === null) return undefined;
    return [message, values as Values];
  } catch {
    return undefined;
  }
}
