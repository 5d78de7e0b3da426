// Numbers alone and with their nouns, in the language that is spoken.
import { locale, t } from './t.ts';

/** "1,200": a number with its groups. */
export const grouped = (number: number): string => number.toLocaleString(locale());

/** "1 box", "1,200 boxes"; and so on below. */
export const boxes = (count: number) => t('{count, plural, one {# box} other {# boxes}}', { count });
export const pictures = (count: number) => t('{count, plural, one {# picture} other {# pictures}}', { count });
export const classes = (count: number) => t('{count, plural, one {# class} other {# classes}}', { count });
export const edits = (count: number) => t('{count, plural, one {# edit} other {# edits}}', { count });
export const proposals = (count: number) => t('{count, plural, one {# proposal} other {# proposals}}', { count });
