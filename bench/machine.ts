// What a bench ran on and how busy the machine was: printed beside every figure, because only ratios travel.
import { cpus, freemem, loadavg, totalmem } from 'node:os';

export function machineLine(): string {
  const [first] = cpus();
  const load = loadavg()
    .map((value) => value.toFixed(2))
    .join(' ');
  const memory = `${(freemem() / 2 ** 30).toFixed(1)} of ${(totalmem() / 2 ** 30).toFixed(1)} GiB free`;
  return `machine: ${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, ${memory}, load ${load}, Node ${process.versions.node}`;
}

/** Milliseconds of all processors since the machine's start, by whomever. */
export function processorTimes(): { readonly busy: number; readonly all: number } {
  const sums = cpus().map(({ times: { user, nice, sys, irq, idle } }) => ({ busy: user + nice + sys + irq, idle }));
  const busy = sums.reduce((sum, one) => sum + one.busy, 0);
  return { busy, all: sums.reduce((sum, one) => sum + one.idle, busy) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
