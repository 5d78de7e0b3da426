// Notices when learning goes wrong: values that are not numbers, or a loss that shoots up and stays there.

/** Updates in a row with a loss far over its mean that count as an explosion. */
const patience = 20;
const factor = 5;

/** Lives as long as a run. */
export class ExplosionWatch {
  #mean: number | undefined;
  #strikes = 0;

  /** One update's total loss and gradient length → whether the state has to be taken back. */
  sees(loss: number, gradientLength: number): 'sound' | 'exploded' {
    if (!Number.isFinite(loss) || !Number.isFinite(gradientLength)) return 'exploded';
    const mean = this.#mean ?? loss;
    this.#strikes = loss > mean * factor + 1 ? this.#strikes + 1 : 0;
    if (this.#strikes >= patience) return 'exploded';
    // An outlier does not move the mean much, or it would excuse the next one.
    this.#mean = mean + 0.02 * (Math.min(loss, mean * 2 + 1) - mean);
    return 'sound';
  }

  /** The last update was no strike: its state is one to come back to. */
  get isCalm(): boolean {
    return this.#strikes === 0;
  }

  reset(): void {
    this.#mean = undefined;
    this.#strikes = 0;
  }
}
