// The command line. Wiring only: grammar in commands.ts, exit codes here: 0 done, 1 with one line on stderr, 2 wrong usage,
// 130 interrupted.
import { CommanderError } from 'commander';
import { failureOf } from '../common/result.ts';
import { boxwright } from './commands.ts';
import type { Run } from './commands.ts';
import { withSession } from './session.ts';
import { sayFailure } from './terminal.ts';

// A reader such as `head` may close the pipe; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const run: Run = async (work) => {
  try {
    await withSession(work);
  } catch (caught) {
    const failure = failureOf(caught);
    sayFailure(failure);
    if (failure.kind === 'unexpected' && failure.detail !== undefined) process.stderr.write(`${failure.detail}\n`);
    process.exitCode = failure.kind === 'cancelled' ? 130 : 1;
  }
};

const program = boxwright(run);
for (const command of [program, ...program.commands, ...program.commands.flatMap((one) => one.commands)])
  command.exitOverride();
try {
  await program.parseAsync();
} catch (caught) {
  if (!(caught instanceof CommanderError)) throw caught;
  // Help that was asked for ends with 0; commander has said the rest already.
  process.exitCode = caught.exitCode === 0 ? 0 : 2;
}
