// How much of a long test runs: `npm test` is to end within a quarter of an hour, `npm run nightly` takes the time it needs.

/** The amount of this run. What differs is how often or how long, never what is asked for. */
export const amount = (usual: number, nightly: number): number =>
  process.env['BOXWRIGHT_NIGHTLY'] === '1' ? nightly : usual;
