// What a message of the catalogue has beside its English text.
import type { Language } from '../languages.ts';

/** A translation for every language but English, which is the message itself. */
export type Room = Readonly<Record<string, Readonly<Record<Exclude<Language, 'en'>, string>>>>;
