// Says a message of the catalogue in the language that was chosen. The window and main each choose once, as they start; the
// command line speaks English.
import { IntlMessageFormat } from 'intl-messageformat';
import { catalogue, type Message } from './catalogue.ts';
import { localeTags, type Language } from './languages.ts';

export type Values = Readonly<Record<string, string | number>>;

let language: Language = 'en';
const formats = new Map<Message, IntlMessageFormat>();

/** Chooses the language. Before any `t` that stands outside of a function: the first import of a process does it. */
export function speak(chosen: Language): void {
  language = chosen;
  formats.clear();
}

export const spoken = (): Language => language;

/** The locale of numbers and dates: "en-GB". */
export const locale = (): string => localeTags[language];

/**
 * The message in the language that is spoken, with its values in place. Messages are ICU MessageFormat: "{name}",
 * "{count, number}", "{count, plural, one {# box} other {# boxes}}"; an apostrophe before a brace is doubled. A "<" stands for itself.
 * Throws where a value is missing (a test asks every call of the sources for that).
 */
export function t(message: Message, values?: Values): string {
  if (values === undefined) return words(message);
  return String(formatOf(message).format(values));
}

/** The same with values that are no text (elements of a page): what stands between them, in order. */
export function tParts<Part>(message: Message, values: Readonly<Record<string, Part | string | number>>) {
  const said = formatOf(message).format<Part>(values as Record<string, Part>);
  return Array.isArray(said) ? said : [said];
}

const words = (message: Message): string => (language === 'en' ? message : catalogue[message][language]);

function formatOf(message: Message): IntlMessageFormat {
  const known = formats.get(message);
  if (known !== undefined) return known;
  const made = new IntlMessageFormat(words(message), locale(), undefined, { ignoreTag: true });
  formats.set(message, made);
  return made;
}
