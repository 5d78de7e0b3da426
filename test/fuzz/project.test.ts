// Project files and backups broken at random: opened, read and restored in a process of its own (projectProcess.ts).
import path from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { buildEntries } from '../detector/builtDetector.ts';
import { expectNothingFound } from '../support/fuzz.ts';
import { childRounds } from '../support/fuzzChild.ts';
import { amount } from '../support/nightly.ts';

const rounds = amount(500, 20_000);
let built: Awaited<ReturnType<typeof buildEntries>>;

beforeAll(async () => {
  built = await buildEntries({ project: 'test/fuzz/projectProcess.ts' });
});
afterAll(() => built.remove());

describe('project files broken at random', () => {
  it.each(['a project file', 'a backup'])(
    `%s: read, or a failure with words, ${rounds} times, and the process lives`,
    async (target) => {
      expectNothingFound(await childRounds(path.join(built.folder, 'project.js'), target, rounds), target);
    },
    amount(240_000, 3_600_000),
  );
});
