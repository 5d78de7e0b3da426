// The unfinished file of a download and the note beside it that says what it is a part of. A part without a note, or with one of
// another address, is nothing.
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const noteSchema = z.object({
  address: z.string(),
  /** What the server calls this version of the file; weak ones do not promise the same bytes. */
  validator: z.string().nullable(),
  total: z.number().int().positive().nullable(),
});

export type Note = z.infer<typeof noteSchema>;

export interface Part {
  readonly note: Note;
  readonly length: number;
}

export const partFile = (file: string): string => `${file}.part`;
const noteFile = (file: string): string => `${file}.part.json`;

/** The part of this address; undefined when there is none that can be gone on with. */
export async function readPart(file: string, address: string): Promise<Part | undefined> {
  try {
    const note = noteSchema.parse(JSON.parse(await readFile(noteFile(file), 'utf8')));
    const { size } = await stat(partFile(file));
    return note.address === address && size > 0 ? { note, length: size } : undefined;
  } catch {
    return undefined;
  }
}

/** Before the first byte of the part, so that a kill in between leaves nothing that is taken for something else. */
export async function writeNote(file: string, note: Note): Promise<void> {
  await writeFile(`${noteFile(file)}.new`, JSON.stringify(note));
  await rename(`${noteFile(file)}.new`, noteFile(file));
}

export async function removePart(file: string): Promise<void> {
  await rm(partFile(file), { force: true });
  await rm(noteFile(file), { force: true });
}

/** SHA-256 of what a file holds, to be gone on with. */
export async function hashFile(file: string, signal: AbortSignal): Promise<Hash> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, signal })) hash.update(chunk as Buffer);
  return hash;
}

/** Puts the whole file in its place, on the disk before it has its name. */
export async function finishPart(file: string): Promise<void> {
  const handle = await open(partFile(file), 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partFile(file), file);
  await rm(noteFile(file), { force: true });
}
