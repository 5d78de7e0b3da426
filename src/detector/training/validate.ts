// How the averaged parameters do on the pictures that were held out: runs them through the network in the compute threads and
// evaluates as COCO does.
import { evaluate } from '../../common/coco/evaluate.ts';
import { evaluatedFrom } from '../../common/coco/evaluation.ts';
import type { InputSpec } from '../../common/fcos/spec.ts';
import { fcosInput } from '../../common/foreign/input.ts';
import type { Placement } from '../../common/foreign/input.ts';
import type { Detection } from '../../common/protocol.ts';
import type { SamplePrediction, TrainingPicture, ValidationFigures } from '../../common/training.ts';
import { detectionList } from '../detectionList.ts';
import { columnsOf } from '../evaluateDetections.ts';
import type { EvaluatedPicture } from '../evaluateDetections.ts';
import { prepare } from '../preprocess.ts';
import type { Crew } from './crew.ts';

/** What enters the network that learns. */
interface OwnInput {
  readonly image: Float32Array<ArrayBuffer>;
  readonly geometry: Placement;
}

export interface ValidationWork {
  readonly classes: readonly string[];
  readonly pictures: readonly TrainingPicture[];
  readonly input: InputSpec;
  readonly pixelLimit: number;
}

export interface Validation {
  readonly figures: ValidationFigures;
  readonly samples: readonly SamplePrediction[];
}

/** Pictures of which predictions are shown, and boxes on each of them. */
const shownPictures = 6;
const shownBoxes = 60;
/** Predictions under this score are not shown. */
const shownFrom = 0.2;

/** Bytes of prepared pictures that are kept between validations; others are read again each time. */
const keptBytes = 256e6;

/** The held-out pictures of a run; lives as long as it. */
export class Validator {
  readonly #work: ValidationWork;
  readonly #kept = new Map<number, OwnInput>();
  #bytes = 0;

  constructor(work: ValidationWork) {
    this.#work = work;
  }

  /**
   * Half of what AP may be off by chance with so few boxes: of two states that differ by less, the later one, which has learnt more,
   * is as good a choice.
   */
  get slack(): number {
    const boxes = this.#work.pictures.reduce((all, picture) => all + picture.boxes.length, 0);
    return 0.25 / Math.sqrt(Math.max(1, boxes));
  }

  /** `version` tells one state of the parameters from another. A picture that cannot be read any more is left out. */
  async validate(crew: Crew, version: number): Promise<Validation> {
    const { classes, pictures } = this.#work;
    const found: (readonly Detection[] | undefined)[] = pictures.map(() => undefined);
    let next = 0;
    // Two pictures for each thread: one runs while the next one is read.
    const lane = async (hand: number): Promise<void> => {
      while (next < pictures.length) {
        const index = next++;
        const prepared = await this.#prepared(index).catch(() => undefined);
        if (prepared === undefined) continue;
        found[index] = detectionList(await crew.detect(hand, { ...prepared, version }, evaluatedFrom));
      }
    };
    await Promise.all(Array.from({ length: crew.size * 2 }, (_, index) => lane(index % crew.size)));
    const evaluated = pictures.flatMap(({ boxes }, index): EvaluatedPicture[] => {
      const detections = found[index];
      return detections === undefined ? [] : [{ boxes, detections }];
    });
    const samples = pictures.slice(0, shownPictures).map(({ id }, index) => ({
      id,
      detections: (found[index] ?? []).filter(({ score }) => score >= shownFrom).slice(0, shownBoxes),
    }));
    return { figures: figuresOf(classes, evaluated), samples };
  }

  /** Its pixels are the caller's to give away. */
  async #prepared(index: number): Promise<OwnInput> {
    const kept = this.#kept.get(index);
    if (kept !== undefined) return { ...kept, image: kept.image.slice() };
    const { path } = this.#work.pictures[index] as TrainingPicture;
    const { image, geometry } = await prepare(path, this.#work.pixelLimit, fcosInput(this.#work.input));
    if (!(image instanceof Float32Array)) throw new Error('An FCOS takes float32.');
    const prepared = { image, geometry };
    if (this.#bytes + prepared.image.byteLength <= keptBytes) {
      this.#bytes += prepared.image.byteLength;
      this.#kept.set(index, { ...prepared, image: prepared.image.slice() });
    }
    return prepared;
  }
}

function figuresOf(classes: readonly string[], pictures: readonly EvaluatedPicture[]): ValidationFigures {
  const { truth, detections } = columnsOf(classes, pictures);
  const { stats, perCategory, bestScore } = evaluate(truth, detections);
  const perClassAP50 = Object.fromEntries(perCategory.map(({ name, AP50 }) => [name, AP50]));
  return { AP: stats.AP, AP50: stats.AP50, perClassAP50, ...(bestScore !== undefined && { bestScore }) };
}
