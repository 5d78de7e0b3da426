// The languages that the program speaks, and which of them the settings and the system ask for.

export const languages = ['en', 'de', 'zh'] as const;
export type Language = (typeof languages)[number];

/** The setting: a language, or the one of the system. */
export const languageChoices = ['system', ...languages] as const;
export type LanguageChoice = (typeof languageChoices)[number];

/** Each in its own words, so that one who cannot read the others finds it. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch', zh: '简体中文' };

/** For numbers and dates. */
export const localeTags: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', zh: 'zh-CN' };

/** The language to speak. `system` is what the system prefers as tags ("de-AT"), best first; English when none is spoken. */
export function languageOf(choice: LanguageChoice, system: readonly string[]): Language {
  if (choice !== 'system') return choice;
  const wanted = system.map((tag) => tag.toLowerCase().split(/[-_]/)[0]);
  return wanted.flatMap((tag) => languages.find((language) => language === tag) ?? [])[0] ?? 'en';
}
