// Adds losses up between two reports.
import type { Losses } from '../../common/training.ts';
import { noLosses, sumLosses } from './losses.ts';

export interface MeterReading {
  /** Means over the updates since the last reading. */
  readonly losses: Losses;
  readonly updatesPerSecond: number;
}

/** Lives as long as a run. */
export class LossMeter {
  #sum = noLosses;
  #count = 0;
  #since = performance.now();

  add(losses: Losses): void {
    this.#sum = sumLosses([this.#sum, losses]);
    this.#count++;
  }

  /** Milliseconds since the last reading. */
  get age(): number {
    return performance.now() - this.#since;
  }

  /** After at least one update; starts again. */
  read(): MeterReading {
    const { classification, box, centreness } = this.#sum;
    const count = this.#count;
    const losses = { classification: classification / count, box: box / count, centreness: centreness / count };
    const updatesPerSecond = (count * 1000) / this.age;
    this.reset();
    return { losses, updatesPerSecond };
  }

  reset(): void {
    this.#sum = noLosses;
    this.#count = 0;
    this.#since = performance.now();
  }
}
