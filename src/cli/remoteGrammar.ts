// The grammar of what concerns model servers: `boxwright remote …` and `boxwright model use-remote`. The work lies in remote.ts.
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { Run } from './commands.ts';
import type { AddServerOptions, UseRemoteOptions } from './remote.ts';

export function addRemoteCommands(program: Command, run: Run): void {
  const remote = program.command('remote').description('model servers (KServe v2, Triton) that run models elsewhere');
  remote
    .command('add')
    .description(
      'add a server, or change what is given of one; your pictures are sent there when a model of it is used',
    )
    .argument('<address>', 'such as https://gpu.example.org or gpu:8000')
    .option('--token-file <file>', 'a file with the token that the server wants')
    .option('--ca <file>', 'the certificate (PEM) of the authority that the server’s own comes from')
    .addOption(new Option('--requests <number>', 'under way at the same time (default: 4)').argParser(upTo(64)))
    .addOption(new Option('--seconds <seconds>', 'one request may take (default: 60)').argParser(upTo(3600)))
    .addOption(json())
    .action((address: string, options: AddServerOptions) =>
      run(async (session) => (await import('./remote.ts')).addServerCommand(session, address, options)),
    );
  remote
    .command('list')
    .description('ask each server whether it is ready, and for its models with their inputs and outputs')
    .addOption(json())
    .action((options: { json?: true }) =>
      run(async (session) => (await import('./remote.ts')).listServersCommand(session, options)),
    );
  remote
    .command('remove')
    .description('forget a server with its token')
    .argument('<address>')
    .addOption(json())
    .action((address: string, options: { json?: true }) =>
      run(async (session) => (await import('./remote.ts')).removeServerCommand(session, address, options)),
    );
}

export function addUseRemote(model: Command, run: Run): void {
  model
    .command('use-remote')
    .description('list a model that a server runs, when it has the same network as a model that is here')
    .argument('<address>', 'of a server that was added')
    .argument('<model>', 'what it is called there')
    .requiredOption('--like <model>', 'the model here whose network it is; its classes and its input are taken over')
    .option('--name <name>', 'what to call it')
    .option('--model-version <version>', 'which version there (default: the server’s choice)')
    .addOption(json())
    .action((address: string, name: string, options: UseRemoteOptions) =>
      run(async (session) => (await import('./remote.ts')).useRemoteCommand(session, address, name, options)),
    );
}

function json(): Option {
  return new Option('--json', 'print one JSON document on stdout');
}

function upTo(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new InvalidArgumentError(`It has to be a whole number from 1 to ${most}.`);
    return value;
  };
}
