// A process that is told something and answers, one line of JSON each way: how the training bench speaks with both of its sides.
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Lives until `close`. */
export class LineProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  readonly #name: string;

  /** What the process says on stderr is shown as it is. */
  constructor(name: string, program: string, args: readonly string[], environment: Readonly<Record<string, string>>) {
    this.#name = name;
    this.#child = spawn(program, [...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...environment },
    });
    // A process that is gone shows as the end of its lines.
    this.#child.stdin.on('error', () => undefined);
    this.#child.on('error', () => undefined);
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async ask<Answer>(message: unknown): Promise<Answer> {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
    const line = await this.#lines.next();
    if (line.done === true) throw new Error(`${this.#name} ended without an answer.`);
    return JSON.parse(line.value) as Answer;
  }

  /** Most memory that it ever held, in bytes; undefined where the system does not say it of another process. */
  get peakBytes(): number | undefined {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(this.#told('status'))?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  }

  /** Processor time of all its threads since its start, in milliseconds; undefined as above. */
  get busyMilliseconds(): number | undefined {
    // The name in parentheses may hold blanks; utime and stime are the 12th and 13th fields behind it, in hundredths.
    const fields = this.#told('stat').split(') ').at(-1)?.split(' ') ?? [];
    return fields.length < 13 ? undefined : (Number(fields[11]) + Number(fields[12])) * 10;
  }

  #told(file: 'status' | 'stat'): string {
    try {
      return readFileSync(`/proc/${this.#child.pid ?? 0}/${file}`, 'utf8');
    } catch {
      return '';
    }
  }

  /** It ends by itself when nothing more can come. */
  close(): void {
    this.#child.stdin.end();
  }
}
