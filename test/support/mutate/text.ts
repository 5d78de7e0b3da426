// Texts by their structure: lines (JSON lines, CSV, YOLO), and XML by its tags.
import { mutate } from './bytes.ts';
import { mutateJson } from './json.ts';
import { mutateParts } from './parts.ts';
import type { Mutation } from './random.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytesOf = (words: string): Uint8Array => new TextEncoder().encode(words);
const breakText = (part: string, random: () => number): string => text(mutate(bytesOf(part), random));

/** Tags and what is between them. */
export const mutateXml: Mutation = mutateParts<string>({
  split: (bytes) => text(bytes).match(/<[^>]*>|[^<]+/g) ?? [],
  join: (parts) => bytesOf(parts.join('')),
  breakPart: breakText,
});

/** Lines of JSON; the value of one is swapped, or its text is broken. A line that is none keeps its text whole but for the latter. */
export const mutateJsonLines: Mutation = mutateParts<string>({
  split: (bytes) => text(bytes).split(/(?<=\n)/),
  join: (parts) => bytesOf(parts.join('')),
  breakPart: (line, random) => {
    if (random() < 0.3 || !isJson(line)) return breakText(line, random);
    return `${text(mutateJson(bytesOf(line), random))}\n`;
  },
});

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
