// Gathers a model's detections while it runs and writes them as proposals, a little at a time, so that the process answers
// the window in between. What is asked of the detector lies in prelabel.ts.
import type { CategoryId, ImageId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import type { ClassRule } from '../../common/modelRecords.ts';
import type { Detection, PictureDetections, ProviderName } from '../../common/protocol.ts';
import { categoriesForClasses, listCategories } from '../database/categories.ts';
import type { Database } from '../database/driver.ts';
import type { ImageRecord } from '../database/images.ts';
import { replaceProposals } from '../database/proposals.ts';
import { mustWait } from '../database/writeGate.ts';
import { isWanted, labelClasses } from './labelClasses.ts';
import type { PrelabelOptions, PrelabelReport } from './prelabel.ts';

/**
 * A transaction is begun this often, and ends after this long, so that the process answers the window in between. After each one the
 * window draws what came, which costs as much as many pictures do.
 */
const writeEvery = 400; // milliseconds
const writeFor = 12; // milliseconds

/** Gathers detections and writes them a little at a time. */
export class ProposalWriter {
  provider: ProviderName | undefined;
  /** Called when writing failed and the run has no more use. */
  onBroken: () => void = () => undefined;
  readonly #database: Database;
  readonly #options: PrelabelOptions;
  readonly #records: ReadonlyMap<ImageId, ImageRecord>;
  /** Of each label; undefined until the project has the class. */
  readonly #categories: (CategoryId | undefined)[];
  /** Of each label; undefined where its class is taken as it comes. */
  readonly #rules: readonly (ClassRule | undefined)[];
  readonly #gone = new Set<CategoryId>();
  readonly #queue: PictureDetections[] = [];
  #counts = { pictures: 0, proposals: 0, covered: 0, unusable: 0, failed: 0 };
  #timer: NodeJS.Timeout | undefined;
  #broken: unknown;
  #idle: (() => void) | undefined;
  #closed = false;

  constructor(database: Database, options: PrelabelOptions, records: ReadonlyMap<ImageId, ImageRecord>) {
    this.#database = database;
    this.#options = options;
    this.#records = records;
    const { rules, categories } = labelClasses(database, options.model.id, options.classes);
    this.#rules = rules;
    this.#categories = [...categories];
    this.#tellProgress();
  }

  get counts(): Omit<PrelabelReport, 'state' | 'provider'> {
    return this.#counts;
  }

  get providerUsed(): { readonly provider?: ProviderName } {
    return this.provider === undefined ? {} : { provider: this.provider };
  }

  /** The pictures that can be asked for; the others are told as problems. */
  readable(): ImageRecord[] {
    return [...this.#records.values()].filter((record) => {
      const isReadable = record.width > 0 && record.problem === null;
      if (!isReadable) this.#failPicture(record.name, record.problem ?? t('It was not read yet.'));
      return isReadable;
    });
  }

  take(item: PictureDetections): void {
    if (this.#closed) return;
    this.#queue.push(item);
    this.#timer ??= setTimeout(() => this.#write(), writeEvery);
  }

  /** Resolves when everything taken is written; throws what kept it from that. */
  async flush(): Promise<void> {
    if (this.#queue.length > 0) {
      const idle = new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#write(), 0);
      await idle;
    }
    if (this.#broken !== undefined) throw this.#broken;
  }

  /** What is not written yet is dropped. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#queue.length = 0;
    this.#idle?.();
  }

  #write(): void {
    this.#timer = undefined;
    if (this.#closed) return;
    if (mustWait(this.#database)) {
      this.#timer = setTimeout(() => this.#write(), writeEvery);
      return;
    }
    const until = performance.now() + writeFor;
    const written: ImageId[] = [];
    try {
      this.#database.unsyncedTransaction(() => {
        const categories = this.#presentCategories();
        for (let item = this.#queue.shift(); item !== undefined; item = this.#queue.shift()) {
          if (this.#writeOne(item, categories)) written.push(item.id);
          if (performance.now() >= until) break;
        }
      });
    } catch (caught) {
      this.#broken = caught;
      this.#queue.length = 0;
      this.onBroken();
    }
    if (written.length > 0) this.#options.onWritten?.(written);
    this.#tellProgress();
    if (this.#queue.length > 0) this.#timer = setTimeout(() => this.#write(), 1);
    else this.#idle?.();
  }

  /** A class that was deleted or merged while the run goes on is not made again. */
  #presentCategories(): (CategoryId | undefined)[] {
    const present = new Set(listCategories(this.#database).map(({ id }) => id));
    return this.#categories.map((id, label) => {
      if (id === undefined || present.has(id)) return id;
      if (!this.#gone.has(id)) {
        const where = this.#options.classes[label] ?? t('class {label}', { label });
        const message = t(
          'This class was deleted or merged while the model ran; the rest of its boxes were not proposed.',
        );
        this.#options.onProblem?.({ where, message, severity: 'warning' });
      }
      this.#gone.add(id);
      return undefined;
    });
  }

  /** A model may know eighty classes where a project has use for two: a class is made when something of it is found. */
  #addClasses(detections: readonly Detection[], categories: (CategoryId | undefined)[]): void {
    const { classes, newClassesFrom } = this.#options;
    const sure = detections.filter(({ score }) => score >= newClassesFrom).map(({ label }) => label);
    const missing = [...new Set(sure)].sort((a, b) => a - b);
    for (const label of missing) {
      const name = classes[label];
      if (name === undefined || this.#categories[label] !== undefined) continue;
      const [id] = categoriesForClasses(this.#database, [name]);
      this.#categories[label] = categories[label] = id;
    }
  }

  #writeOne({ id, width, height, result }: PictureDetections, categories: (CategoryId | undefined)[]): boolean {
    const record = this.#records.get(id);
    if (record === undefined) return false;
    if (!result.ok) return this.#failPicture(record.name, result.failure.message);
    if (width !== record.width || height !== record.height) {
      const before = `${record.width} × ${record.height}`;
      const message = t(
        'The file changed ({width} × {height} now, {before} at the last look). Look through the folder again.',
        { width, height, before },
      );
      return this.#failPicture(record.name, message);
    }
    const wanted = result.value.filter((detection) => isWanted({ rules: this.#rules }, detection));
    this.#addClasses(wanted, categories);
    const { model, known } = this.#options;
    const made = replaceProposals(this.#database, id, model.id, wanted, categories, known?.version);
    const before = this.#counts;
    this.#counts = {
      ...before,
      pictures: before.pictures + 1,
      proposals: before.proposals + made.proposed,
      covered: before.covered + made.covered,
      unusable: before.unusable + made.unusable,
    };
    return true;
  }

  #failPicture(where: string, message: string): false {
    this.#counts = { ...this.#counts, failed: this.#counts.failed + 1 };
    this.#options.onProblem?.({ where, message, severity: 'error' });
    return false;
  }

  #tellProgress(): void {
    const done = this.#counts.pictures + this.#counts.failed;
    this.#options.onProgress?.({ done, total: this.#records.size });
  }
}
