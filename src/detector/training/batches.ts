// Makes batches: chooses the pictures of an update, varies and draws them, assigns their boxes, fills the arrays that the graph takes.
// A batch follows from the seed and its number alone. Prepared ahead, while the graph runs on the one before.
import { assign } from '../../common/fcos/assign.ts';
import type { AssignmentRule, TruthBoxes } from '../../common/fcos/assign.ts';
import { levelGrids, locationCount } from '../../common/fcos/locations.ts';
import type { LossSpec } from '../../common/fcos/loss.ts';
import type { FcosSpec } from '../../common/fcos/spec.ts';
import { countPositives, emptyTargets, writeTargets } from '../../common/fcos/targets.ts';
import { fail, failureOf } from '../../common/result.ts';
import type { TrainingPicture } from '../../common/training.ts';
import { placedBoxes, placements } from './augment.ts';
import type { AugmentSpec, Size } from './augment.ts';
import { drawCanvas } from './canvas.ts';
import { pictureOrder, randomOf } from './order.ts';
import type { Order } from './order.ts';
import type { PictureStore, Stored } from './pictureStore.ts';
import type { Share } from './threadMessages.ts';

export interface BatchSpec {
  readonly network: FcosSpec;
  readonly loss: LossSpec;
  readonly assignment: AssignmentRule;
  readonly canvas: Size;
  /** Shares of a batch, and pictures in each. */
  readonly shares: number;
  readonly pictures: number;
  readonly seed: number;
}

/** Batches whose pictures are read while one is made. */
const batchesAhead = 2;

/** A picture of a batch: its boxes on the canvas, and how to draw it. */
interface Placed {
  readonly truth: TruthBoxes;
  draw(image: Float32Array): void;
}

/** Lives as long as a run. */
export class Batches {
  readonly #spec: BatchSpec;
  readonly #pictures: readonly TrainingPicture[];
  readonly #store: PictureStore;
  readonly #order: Order;
  /** The same order, for looking ahead: each keeps the pass that it is in. */
  readonly #aheadOrder: Order;
  readonly #free: Share[] = [];
  /** Places of pictures that could not be read; others stand in for them. */
  readonly #unreadable = new Set<number>();
  readonly #warn: (message: string) => void;

  /** `pictures`: at least one. `warn` hears once of each that cannot be read. */
  constructor(
    spec: BatchSpec,
    pictures: readonly TrainingPicture[],
    store: PictureStore,
    warn: (message: string) => void,
  ) {
    this.#spec = spec;
    this.#pictures = pictures;
    this.#store = store;
    this.#warn = warn;
    this.#order = pictureOrder(pictures.length, spec.seed);
    this.#aheadOrder = pictureOrder(pictures.length, spec.seed);
  }

  /** The shares of update `step`, from 1. Fails when no picture can be read. */
  async make(step: number, augment: AugmentSpec): Promise<readonly Share[]> {
    const { network, assignment, canvas, shares, pictures, loss } = this.#spec;
    const grids = levelGrids(canvas.width, canvas.height, network);
    this.#readAhead(step);
    const drawn: Placed[] = [];
    for (let place = 0; place < shares * pictures; place++) {
      const index = (step - 1) * shares * pictures + place;
      drawn.push(await this.#place(index, augment));
    }
    const assigned = drawn.map(({ truth }) => ({ truth, matched: assign(truth, grids, assignment) }));
    const positives = countPositives(assigned, grids);
    const rule = { regression: network.conventions.regression, loss };
    return Array.from({ length: shares }, (_, share) => {
      const room = this.#free.pop() ?? this.#emptyShare(locationCount(grids));
      for (let place = 0; place < pictures; place++) {
        const one = share * pictures + place;
        const values = canvas.width * canvas.height * 3;
        drawn[one]?.draw(room.image.subarray(place * values, (place + 1) * values));
        const picture = assigned[one];
        if (picture !== undefined) writeTargets(picture, grids, positives, rule, room.targets, place);
      }
      return room;
    });
  }

  /** Starts to read the pictures of the next batches; who cannot be read is met when its turn comes. */
  #readAhead(step: number): void {
    const batch = this.#spec.shares * this.#spec.pictures;
    for (let index = step * batch; index < (step + batchesAhead) * batch; index++) {
      const place = this.#aheadOrder(index);
      if (this.#unreadable.has(place)) continue;
      const picture = this.#pictures[place] as TrainingPicture;
      this.#store.get(picture.path).catch(() => undefined);
    }
  }

  /** Gives buffers back to be filled again. */
  recycle(share: Share): void {
    this.#free.push(share);
  }

  #emptyShare(locations: number): Share {
    const { canvas, pictures, network } = this.#spec;
    return {
      image: new Float32Array(pictures * canvas.width * canvas.height * 3),
      targets: emptyTargets(pictures, locations, network.head.classes),
    };
  }

  async #place(index: number, augment: AugmentSpec): Promise<Placed> {
    const { canvas, seed, network } = this.#spec;
    const random = randomOf(seed, index);
    const stored = new Map<number, Stored>();
    const first = await this.#readable(this.#order(index), stored);
    // Companions are read only for a picture that is put together of four.
    const isMosaic = random() < augment.mosaic;
    const companions: number[] = [];
    while (isMosaic && companions.length < 3) {
      companions.push(await this.#readable(Math.floor(random() * this.#pictures.length), stored));
    }
    const sourceOf = (picture: number): Stored => stored.get(picture) as Stored;
    const sizeOf = (picture: number): Size => {
      const { ownWidth, ownHeight } = sourceOf(picture);
      return { width: ownWidth, height: ownHeight };
    };
    let next = 0;
    const other = (): number => companions[next++] ?? first;
    const placed = placements(first, canvas, { ...augment, mosaic: isMosaic ? 1 : 0 }, random, other, sizeOf);
    const truth = placedBoxes(placed, (picture) => this.#pictures[picture]?.boxes ?? [], sizeOf);
    return { truth, draw: (image) => drawCanvas(placed, sourceOf, canvas, network.input, image) };
  }

  /** The picture, or the next one that can be read; put into `stored`. */
  async #readable(wanted: number, stored: Map<number, Stored>): Promise<number> {
    for (let place = wanted; ; place = (place + 1) % this.#pictures.length) {
      if (this.#unreadable.size === this.#pictures.length) fail('unreadable', 'None of the pictures can be read.');
      if (this.#unreadable.has(place)) continue;
      const picture = this.#pictures[place] as TrainingPicture;
      try {
        if (!stored.has(place)) stored.set(place, await this.#store.get(picture.path));
        return place;
      } catch (caught) {
        this.#unreadable.add(place);
        this.#warn(`${picture.path} is left out: ${failureOf(caught).message}`);
      }
    }
  }
}
