// What the set-up tells the person: plain lines on stderr, so that a command's stdout stays its own.

export function say(line) {
  process.stderr.write(`boxwright: ${line}\n`);
}

/** An error whose message is the whole answer: it is printed without a stack. */
export class SetupError extends Error {}

/** Runs the whole of a script; a SetupError becomes one clear line and exit status 1. */
export async function runScript(main) {
  try {
    const status = await main();
    process.exitCode = status ?? 0;
  } catch (error) {
    if (error instanceof SetupError) say(error.message);
    else console.error(error);
    process.exitCode = 1;
  }
}
