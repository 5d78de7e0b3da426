// An annotator who knows the truth and does with keys and hand what it takes, no more: by drawing everything, by judging each
// proposal, or by accepting all from a score on and mending the rest.
import type { Annotation, CategoryId, ImageId } from '../../src/common/annotation/types.ts';
import { isHuman } from '../../src/common/annotation/types.ts';
import { centre, iou, type Box } from '../../src/common/geometry/box.ts';
import { imagePoint } from '../../src/common/geometry/viewport.ts';
import { openImage } from '../../src/renderer/state/openImage.ts';
import { setThreshold } from '../../src/renderer/state/threshold.ts';
import type { Desk } from '../../src/renderer/state/desk.ts';
import { sceneOf } from '../../src/renderer/commands/command.ts';
import type { Hands } from './hands.ts';

export interface TrueBox {
  readonly box: Box;
  readonly categoryId: CategoryId;
}

export type Truth = ReadonlyMap<ImageId, readonly TrueBox[]>;

/** From this IoU on a box stands for a true one. */
export const fits = 0.5;

export type Way = 'draw all' | 'one by one' | 'accept all';

/** Seconds of one action, facts/users.md section 3: a box drawn with its class, a judgement, a key that is pressed without a look. */
export const seconds = { drag: 7, judge: 1.5, plain: 0.3 } as const;

export interface Cost {
  actions: number;
  seconds: number;
}

interface Matched {
  /** By proposal; undefined: a false positive. */
  readonly meant: ReadonlyMap<Annotation, TrueBox | undefined>;
  readonly missed: readonly TrueBox[];
}

/** Each true box to the surest proposal that fits it, of its class where there is one. */
export function match(proposals: readonly Annotation[], truth: readonly TrueBox[]): Matched {
  const left = new Set(truth);
  const meant = new Map<Annotation, TrueBox | undefined>();
  for (const proposal of proposals) {
    const worth = (one: TrueBox) => iou(one.box, proposal.box) + (one.categoryId === proposal.categoryId ? 0.001 : 0);
    const [best] = [...left].sort((a, b) => worth(b) - worth(a));
    const found = best && iou(best.box, proposal.box) >= fits ? best : undefined;
    if (found) left.delete(found);
    meant.set(proposal, found);
  }
  return { meant, missed: [...left] };
}

export class Annotator {
  readonly #hands: Hands;
  readonly #desk: Desk;
  readonly #truth: Truth;
  #seconds = 0;

  constructor(hands: Hands, truth: Truth) {
    this.#hands = hands;
    this.#desk = hands.desk;
    this.#truth = truth;
  }

  /** Works through all pictures; `from`: the score from which proposals are looked at, or accepted. */
  async label(way: Way, from = 0): Promise<Cost> {
    const desk = this.#desk;
    if (way !== 'draw all') setThreshold(desk, from);
    const [first] = this.#truth.keys();
    if (first !== undefined && desk.images.store.getState().current !== first) openImage(desk, first);
    for (const image of this.#truth.keys()) {
      await this.#hands.read();
      if (desk.document.store.getState().image !== image) throw new Error(`the key did not go on to picture ${image}`);
      const truth = this.#truth.get(image) ?? [];
      if (way === 'draw all') await this.#draw(truth);
      else if (way === 'one by one') await this.#judge(truth);
      else await this.#acceptAll(truth);
      // With proposals left on screen one key accepts them, marks the picture and goes on.
      if (this.#proposals().length > 0 && way === 'accept all') await this.#key('Shift+k', seconds.judge);
      else await this.#key('k', seconds.plain);
    }
    await desk.document.settled();
    return { actions: this.#hands.actions, seconds: this.#seconds };
  }

  async #key(stroke: string, takes: number): Promise<void> {
    if (!(await this.#hands.key(stroke))) throw new Error(`${stroke} does nothing here`);
    this.#seconds += takes;
  }

  async #draw(boxes: readonly TrueBox[]): Promise<void> {
    if (boxes.length === 0) return;
    const tool = () => this.#desk.view.getState().tool;
    // One class after the other: the class stays until another is chosen.
    for (const { box, categoryId } of boxes.toSorted((a, b) => a.categoryId - b.categoryId)) {
      if (tool() !== 'draw') await this.#key('b', seconds.plain);
      this.#hands.drag(imagePoint(box.x1, box.y1), imagePoint(box.x2, box.y2));
      this.#seconds += seconds.drag;
      const drawn = sceneOf(this.#desk)?.selected[0];
      if (drawn?.categoryId !== categoryId) await this.#key(this.#digit(categoryId), seconds.plain);
    }
    this.#desk.view.setState({ tool: 'select' });
    this.#desk.document.select([]);
  }

  #digit(category: CategoryId): string {
    const place = this.#desk.categories.store.getState().list.findIndex(({ id }) => id === category);
    return `Digit${place + 1}`;
  }

  #proposals(): readonly Annotation[] {
    return sceneOf(this.#desk)?.groups.proposals ?? [];
  }

  async #judge(truth: readonly TrueBox[]): Promise<void> {
    const { meant, missed } = match(this.#proposals(), truth);
    if (meant.size > 0 && this.#desk.document.store.getState().selection.size === 0)
      await this.#key('Tab', seconds.plain);
    for (let left = meant.size; left > 0; left--) {
      const [selected] = this.#desk.document.store.getState().selection;
      const proposal = this.#proposals().find(({ id }) => id === selected);
      if (proposal === undefined) throw new Error('the keys did not go on to the next proposal');
      const is = meant.get(proposal);
      if (is === undefined) await this.#key('Backspace', seconds.judge);
      else if (is.categoryId === proposal.categoryId) await this.#key('Enter', seconds.judge);
      else await this.#key(this.#digit(is.categoryId), seconds.judge);
    }
    await this.#draw(missed);
  }

  async #acceptAll(truth: readonly TrueBox[]): Promise<void> {
    this.#desk.document.select([]);
    const { meant, missed } = match(this.#proposals(), truth);
    for (const [proposal, is] of meant) if (is === undefined) await this.#rejectUnderHand(proposal);
    for (const [proposal, is] of meant) {
      if (is === undefined || is.categoryId === proposal.categoryId) continue;
      await this.#take(proposal);
      await this.#key(this.#digit(is.categoryId), seconds.plain);
    }
    await this.#draw(missed);
  }

  /** Points at it where nothing smaller lies above; else clicks down to it. */
  async #rejectUnderHand(proposal: Annotation): Promise<void> {
    const place = this.#freePlace(proposal);
    if (place === undefined) await this.#take(proposal);
    else {
      this.#desk.document.select([]);
      this.#hands.point(place);
    }
    await this.#key('Backspace', seconds.judge);
    this.#desk.document.select([]);
  }

  async #take(proposal: Annotation): Promise<void> {
    const place = this.#freePlace(proposal);
    if (place === undefined) {
      // From the list: a click on its row.
      this.#hands.clicks += 1;
      this.#desk.document.select([proposal.id]);
    } else this.#hands.click(place);
    this.#seconds += seconds.judge;
    await this.#hands.read();
  }

  /** A point of the box at which it is the smallest. */
  #freePlace({ id, box }: Annotation): ReturnType<typeof imagePoint> | undefined {
    const { shown } = this.#hands.scene();
    const middle = centre(box);
    const size = (one: Box) => (one.x2 - one.x1) * (one.y2 - one.y1);
    for (const part of [0, 0.2, -0.2, 0.35, -0.35, 0.45, -0.45]) {
      for (const down of [0, 0.2, -0.2, 0.35, -0.35, 0.45, -0.45]) {
        const at = { x: middle.x + part * (box.x2 - box.x1), y: middle.y + down * (box.y2 - box.y1) };
        const above = shown.filter(
          (other) =>
            other.id !== id &&
            at.x >= other.box.x1 - 5 &&
            at.x <= other.box.x2 + 5 &&
            at.y >= other.box.y1 - 5 &&
            at.y <= other.box.y2 + 5 &&
            size(other.box) <= size(box),
        );
        if (above.length === 0) return imagePoint(at.x, at.y);
      }
    }
    return undefined;
  }
}

/** What stands in the picture now that is not as the truth has it, in words; empty when all is right. */
export function differences(boxes: readonly Annotation[], truth: readonly TrueBox[]): readonly string[] {
  const human = boxes.filter(isHuman);
  const { meant, missed } = match(human, truth);
  const extra = [...meant].filter(([, is]) => is === undefined).length;
  const wrong = [...meant].filter(([box, is]) => is !== undefined && is.categoryId !== box.categoryId).length;
  return [
    ...(missed.length > 0 ? [`${missed.length} missed`] : []),
    ...(extra > 0 ? [`${extra} too many`] : []),
    ...(wrong > 0 ? [`${wrong} of another class`] : []),
  ];
}
