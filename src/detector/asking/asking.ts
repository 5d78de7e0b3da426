// Answers questions about a place in a picture out of what the model gave for it. The first question about a picture costs a run, before
// all that waits in the queue; those after it cost none, until the picture's file or the model is another.
import { bestAnswers } from '../../common/fcos/answer.ts';
import type { AskedPlace } from '../../common/fcos/answer.ts';
import { inputOf } from '../../common/model/card.ts';
import { knowledgeOf } from '../../common/model/seen.ts';
import type { DetectorCalls } from '../../common/protocol.ts';
import { fail } from '../../common/result.ts';
import { mayCut } from '../../common/tiles/choose.ts';
import { fileState, modelState } from '../inference.ts';
import type { Models } from '../inference.ts';
import type { PipelineModel } from '../pipelineModel.ts';
import type { Prepared } from '../preprocess.ts';
import type { Readers } from '../readers.ts';
import { TiledPicture, planPicture } from '../tiles/tiledPicture.ts';
import type { PlannedPicture } from '../tiles/tiledPicture.ts';
import { KeptViews } from './keptViews.ts';
import type { KeptView } from './keptViews.ts';
import { answersOf, looksFor } from './looks.ts';
import type { Look } from './looks.ts';

type Request = DetectorCalls['askAt']['request'];
type Reply = DetectorCalls['askAt']['reply'];

/** A question with what it takes to answer it. */
interface Asked {
  readonly key: string;
  readonly request: Request;
  readonly model: PipelineModel;
  readonly planned: PlannedPicture | undefined;
}

interface Looked {
  readonly view: KeptView;
  readonly from: Reply['from'];
}

interface Decoded {
  readonly key: string;
  readonly tiled: Promise<TiledPicture>;
}

/** Pictures of which it is remembered how they are cut. */
const mostPlans = 64;

/** So long the decoded pixels of a large picture stay on the disk after the last tile was read. Milliseconds. */
const decodedStays = 60_000;

/** Lives as long as the process. */
export class Asking {
  readonly #models: Models;
  readonly #readers: Readers;
  readonly #kept: KeptViews;
  /** Undefined: the picture is looked at whole. */
  readonly #plans = new Map<string, PlannedPicture | undefined>();
  /** Looks under way: a question that comes meanwhile waits for the same run. */
  readonly #running = new Map<string, Promise<KeptView>>();
  /** The one large picture whose pixels are at hand. */
  #decoded: Decoded | undefined;
  #letGo: NodeJS.Timeout | undefined;

  constructor(models: Models, readers: Readers, kept = new KeptViews()) {
    this.#models = models;
    this.#readers = readers;
    this.#kept = kept;
  }

  /** Fails as reading the picture or loading the model does, and when the model cannot be run on it. */
  async at(request: Request): Promise<Reply> {
    const key = await keyOf(request);
    return this.#models.use(request.model, undefined, async (model) => {
      const asked: Asked = { key, request, model, planned: await this.#plan(key, request, model) };
      const { place } = request;
      return place === undefined ? this.#lookAhead(asked) : this.#answer(asked, place);
    });
  }

  async #answer(asked: Asked, place: AskedPlace): Promise<Reply> {
    const looks = looksFor(asked.planned, place);
    const views = await Promise.all(looks.map((look) => this.#look(asked, look)));
    const found = views.flatMap(({ view }, index) => answersOf(looks[index] as Look, view.seen, place, view));
    const [first] = views;
    if (first === undefined) return fail('invalid', 'The place is not in the picture.');
    const { width, height, seen } = first.view;
    return { answers: bestAnswers(found), knows: knowledgeOf(seen), from: fromOf(views), width, height };
  }

  async #lookAhead(asked: Asked): Promise<Reply> {
    const nothing = { answers: [], knows: 'everywhere' } as const;
    if (asked.planned !== undefined) {
      const { width, height } = asked.planned.picture;
      return { ...nothing, from: 'kept', width, height };
    }
    const looked = await this.#look(asked, { index: 0, region: 'whole' });
    const { width, height } = looked.view;
    return { ...nothing, from: looked.from, width, height };
  }

  async #plan(
    key: string,
    { picture, tiles, pixelLimit }: Request,
    { card }: PipelineModel,
  ): Promise<Asked['planned']> {
    if (!mayCut(tiles)) return undefined;
    if (this.#plans.has(key)) return this.#plans.get(key);
    const planned = await planPicture(picture.path, card, tiles, pixelLimit);
    this.#plans.set(key, planned);
    for (const oldest of [...this.#plans.keys()].slice(0, -mostPlans)) this.#plans.delete(oldest);
    return planned;
  }

  async #look(asked: Asked, look: Look): Promise<Looked> {
    const key = `${asked.key}|${look.index}`;
    const before = this.#kept.get(key);
    if (before !== undefined) return { view: before, from: 'kept' };
    const running = this.#running.get(key) ?? this.#run(key, asked, look).finally(() => this.#running.delete(key));
    this.#running.set(key, running);
    return { view: await running, from: 'run' };
  }

  async #run(key: string, asked: Asked, look: Look): Promise<KeptView> {
    const prepared = await this.#prepare(asked, look);
    // Over every score: what counts as a detection is not asked.
    const ran = await asked.model.run([prepared], 1, 'outputs');
    this.#readers.takeBack(ran.prepared);
    const [seen] = ran.seen;
    if (seen === undefined) return fail('detector', 'The model gave nothing that can be asked.');
    const { imageWidth, imageHeight } = prepared.geometry;
    const { width, height } = asked.planned?.picture ?? { width: imageWidth, height: imageHeight };
    const view = { seen, width, height };
    this.#kept.put(key, view);
    return view;
  }

  async #prepare({ key, request, model, planned }: Asked, { index }: Look): Promise<Prepared> {
    const input = inputOf(model.card);
    if (planned === undefined) {
      return this.#readers.read(request.picture.path, request.pixelLimit, input, 'interactive');
    }
    const tiled = await this.#decode(key, planned, model);
    return tiled.use(index, (view) => this.#readers.readTile(view, input, 'interactive'));
  }

  #decode(key: string, planned: PlannedPicture, { card }: PipelineModel): Promise<TiledPicture> {
    if (this.#decoded?.key !== key) {
      this.#close();
      this.#decoded = { key, tiled: TiledPicture.decode(planned, card) };
      // What failed is tried again by the next question.
      this.#decoded.tiled.catch(() => this.#close(key));
    }
    clearTimeout(this.#letGo);
    this.#letGo = setTimeout(() => this.#close(), decodedStays).unref();
    return this.#decoded.tiled;
  }

  #close(only?: string): void {
    const decoded = this.#decoded;
    if (decoded === undefined || (only !== undefined && decoded.key !== only)) return;
    this.#decoded = undefined;
    decoded.tiled.then((tiled) => tiled.close()).catch(() => undefined);
  }
}

function fromOf(views: readonly Looked[]): Reply['from'] {
  return views.some(({ from }) => from === 'run') ? 'run' : 'kept';
}

/** Of the model, the picture and how it is cut, as their files are now: nothing that is older answers. */
async function keyOf({ model, picture, tiles }: Request): Promise<string> {
  const [ofModel, ofPicture] = await Promise.all([modelState(model), fileState(picture.path)]);
  return [model.cardPath, ofModel, picture.path, ofPicture, JSON.stringify(tiles ?? 'whole')].join('|');
}
