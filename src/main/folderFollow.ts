// When to look through the folders of the open project again: soon after something in them changed, when one went away or came
// back, and where changes are not heard (network drives, no more handles) when the window gets the focus and every few minutes.
import { stat } from 'node:fs/promises';
import { log } from './log.ts';
import { FolderWatch, isFar } from './project/folderWatch.ts';

export interface FolderFollowOptions {
  /** Where the picture folders are now. */
  readonly folders: () => readonly string[];
  /** Whether looks are wanted at all: the setting, and that the project can be written. */
  readonly wanted: () => boolean;
  /** A look through all folders; it calls `begin`, `add` and `end`. */
  readonly look: () => Promise<void>;
  readonly isLooking: () => boolean;
  /** What can be done when a look is over. */
  readonly rest: () => Promise<void>;
  /** Said once: changes are not heard, and why. */
  readonly onUnheard: (why: 'limit' | 'network') => void;
  readonly onClose: () => void;
}

/** All in milliseconds. */
const quietFor = 800;
const latest = 5000;
const presenceEvery = 2500;
const unheardEvery = 300_000;
/** Of a look that the focus sets off. */
const leastPause = 30_000;

/** One for an open project; `close` it. */
export class FolderFollow {
  readonly #options: FolderFollowOptions;
  readonly #watch: FolderWatch;
  readonly #presence: NodeJS.Timeout;
  #present = new Map<string, boolean>();
  #asking = false;
  #far = false;
  #timer: NodeJS.Timeout | undefined;
  #firstChange = 0;
  #lookedAt = 0;
  #took = 0;
  #begun = 0;
  #saidNetwork = false;
  #resting: Promise<void> | undefined;
  #wanted: boolean;
  #open = true;

  constructor(options: FolderFollowOptions) {
    this.#options = options;
    this.#wanted = options.wanted();
    this.#watch = new FolderWatch({
      onChange: () => {
        this.#changed();
      },
      onLimit: (code) => {
        log('warning', `the folders cannot all be watched (${code}); they are looked at now and then`);
        options.onUnheard('limit');
      },
    });
    this.#presence = setInterval(() => void this.#askPresence(), presenceEvery);
    this.#presence.unref();
  }

  /** A look begins. */
  begin(): void {
    this.#begun = performance.now();
    this.#watch.begin();
  }

  /** The look comes to this folder. */
  readonly add = (folder: string): void => {
    if (this.#options.wanted()) this.#watch.add(folder);
  };

  /** The look came to its end. */
  end(): void {
    this.#lookedAt = performance.now();
    this.#took = this.#lookedAt - this.#begun;
    this.#watch.end();
    this.#resting ??= this.#options.rest().finally(() => (this.#resting = undefined));
    void this.#askFar();
  }

  /** The window is looked at again. */
  focused(): void {
    if (this.#isUnheard && performance.now() - this.#lookedAt > leastPause) this.#changed();
  }

  close(): void {
    this.#open = false;
    clearInterval(this.#presence);
    clearTimeout(this.#timer);
    this.#watch.close();
    this.#options.onClose();
  }

  get #isUnheard(): boolean {
    return this.#far || this.#watch.limited;
  }

  /** Once it is quiet, at the latest after some seconds, and never more than a quarter of the time. */
  #changed(): void {
    if (!this.#open || !this.#options.wanted()) return;
    const now = performance.now();
    if (this.#timer === undefined) this.#firstChange = now;
    clearTimeout(this.#timer);
    const rest = this.#lookedAt + 3 * this.#took - now;
    const wait = Math.max(rest, Math.min(quietFor, this.#firstChange + latest - now), 0);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#look();
    }, wait);
  }

  async #look(): Promise<void> {
    if (!this.#open || !this.#options.wanted()) return;
    if (this.#options.isLooking()) this.#changed();
    else await this.#options.look();
  }

  /** A drive that hangs answers late; it is asked once at a time, and never by main's own thread. */
  async #askPresence(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      const now = new Map<string, boolean>();
      for (const folder of this.#options.folders())
        now.set(
          folder,
          await stat(folder).then(
            (found) => found.isDirectory(),
            () => false,
          ),
        );
      const before = this.#present;
      this.#present = now;
      const differs = [...now].some(([folder, is]) => before.has(folder) && before.get(folder) !== is);
      this.#followSetting();
      const isDue = this.#isUnheard && performance.now() - this.#lookedAt > unheardEvery;
      if (differs || isDue) this.#changed();
    } finally {
      this.#asking = false;
    }
  }

  /** Switched on again, it begins with a look; switched off, nothing is heard any more. */
  #followSetting(): void {
    const wanted = this.#options.wanted();
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) return this.#changed();
    this.#watch.begin();
    this.#watch.end();
  }

  async #askFar(): Promise<void> {
    const far = await Promise.all(this.#options.folders().map(isFar));
    this.#far = far.includes(true);
    if (!this.#far || this.#saidNetwork || !this.#open) return;
    this.#saidNetwork = true;
    this.#options.onUnheard('network');
  }
}
