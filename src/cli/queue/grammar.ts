// The grammar of what machines do together: the options of prelabel that belong to --queue, and the queue commands.
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { Run } from '../commands.ts';
import type { QueueCommandOptions } from './commands.ts';
import type { QueueOptions } from './options.ts';

export type SharingOptions = Partial<QueueOptions> & { readonly worker?: true; readonly out?: string };

export function addSharingOptions(command: Command): Command {
  return command
    .option('--queue <address>', 'share the work through a PostgreSQL: postgres://user@host/database')
    .option('--batch <name>', 'with --queue: what the batch is called (default: made of folder, model and score)')
    .addOption(
      new Option('--range <pictures>', 'with --queue: pictures in a range (default: 64)').argParser(from(1, 10_000)),
    )
    .addOption(
      new Option('--lease <seconds>', 'with --queue: how long a worker may be silent (default: 60)').argParser(
        from(4, 3600),
      ),
    )
    .option('--no-work', 'with --queue: only wait for the workers and write the file')
    .option('--worker', 'with --queue and --batch: help another machine, write no file')
    .addOption(databaseWait());
}

/** What is wrong with these options together, as commander says it. */
export function sharingMisuse(options: SharingOptions): string | undefined {
  const { queue, batch, worker, out, work } = options;
  const others = [batch, options.range, options.lease, options.databaseWait, worker];
  if (queue === undefined && (work === false || others.some((one) => one !== undefined)))
    return 'error: --batch, --range, --lease, --no-work, --worker and --database-wait go with --queue';
  if (worker === undefined)
    return out === undefined ? "error: required option '--out <file>' not specified" : undefined;
  if (batch === undefined) return 'error: --worker needs --queue and --batch';
  return out !== undefined || work === false ? 'error: a --worker writes no file: no --out, no --no-work' : undefined;
}

export function addQueueCommands(program: Command, run: Run): void {
  const queue = program.command('queue').description('the batches that machines share through a PostgreSQL');
  const json = (): Option => new Option('--json', 'print one JSON document on stdout');
  queue
    .command('status')
    .description('batches: pictures, ranges, workers and how fast')
    .argument('[batch]')
    .addOption(address())
    .addOption(databaseWait())
    .addOption(json())
    .action((name: string | undefined, options: QueueCommandOptions) =>
      run(async () => (await import('./commands.ts')).queueStatusCommand(name, options)),
    );
  queue
    .command('retry')
    .description('try the problems of a batch that has ended again')
    .argument('<batch>')
    .addOption(address())
    .addOption(databaseWait())
    .addOption(json())
    .action((name: string, options: QueueCommandOptions) =>
      run(async () => (await import('./commands.ts')).queueRetryCommand(name, options)),
    );
  queue
    .command('clear')
    .description('take a batch and what was found out of the database')
    .argument('<batch>')
    .option('--force', 'also while workers are at it')
    .addOption(address())
    .addOption(databaseWait())
    .addOption(json())
    .action((name: string, options: QueueCommandOptions & { force?: true }) =>
      run(async () => (await import('./commands.ts')).queueClearCommand(name, options)),
    );
}

function address(): Option {
  return new Option('--queue <address>', 'postgres://user@host/database').makeOptionMandatory();
}

function databaseWait(): Option {
  const option = new Option('--database-wait <seconds>', 'how long the database may be away (default: 120)');
  return option.argParser(from(1, 86_400));
}

function from(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`It has to be a whole number from ${least} to ${most}.`);
    return value;
  };
}
