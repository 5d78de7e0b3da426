// Bounds how many pixels are decoded at the same time, so that reading ahead costs bounded memory whatever the pictures' size.

interface Waiting {
  readonly pixels: number;
  start(): void;
}

/** First come, first served. A picture over the whole budget is decoded alone. */
export class PixelBudget {
  readonly #budget: number;
  readonly #waiting: Waiting[] = [];
  #used = 0;

  constructor(budget: number) {
    this.#budget = budget;
  }

  async spend<T>(pixels: number, work: () => Promise<T>): Promise<T> {
    if (this.#waiting.length > 0 || !this.#fits(pixels)) {
      await new Promise<void>((resolve) => this.#waiting.push({ pixels, start: resolve }));
    } else {
      this.#used += pixels;
    }
    try {
      return await work();
    } finally {
      this.#used -= pixels;
      this.#startNext();
    }
  }

  #fits(pixels: number): boolean {
    return this.#used === 0 || this.#used + pixels <= this.#budget;
  }

  #startNext(): void {
    for (let next = this.#waiting[0]; next !== undefined && this.#fits(next.pixels); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#used += next.pixels;
      next.start();
    }
  }
}
