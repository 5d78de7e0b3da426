// Numbers with their nouns, as the window, main and the command line say them.

/** "1 edit", "12 edits", "1,200 edits"; `plural` where an s is not enough. */
export function counted(number: number, noun: string, plural = `${noun}s`): string {
  return number === 1 ? `1 ${noun}` : `${number.toLocaleString('en')} ${plural}`;
}

/** "By a drag": words that begin a line of their own. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "tile 12 of 400". */
export function tileWords(done: number, total: number): string {
  return `tile ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
}
