// The lifetime behind the component: the scene, the viewport, and when to paint what. No React, no drawing of its own.
import { seenOf, type Difference } from '../../common/annotation/comparison.ts';
import type { AnnotationId } from '../../common/annotation/types.ts';
import type { Size } from '../../common/geometry/box.ts';
import { contains, bounds } from '../../common/geometry/box.ts';
import { approach, pan, reveal, toImage, zoomAt, type ScreenPoint } from '../../common/geometry/viewport.ts';
import { answered, centredOn, firstCamera, fitted, free, stretched, turned, type Camera } from './camera.ts';
import { listen, type Input } from './input.ts';
import { Minimap } from './minimap.ts';
import { Layers, type LayerElements, type LayerName } from './layers.ts';
import type { ShownAnswer } from './answers.ts';
import { wordsPlace } from './paintAnswer.ts';
import { paintBoxes } from './paintBoxes.ts';
import { paintMagnifier } from './paintMagnifier.ts';
import { paintOverlay } from './paintOverlay.ts';
import { paintPicture } from './paintPicture.ts';
import { paintRulerMarks, paintRulers } from './paintRulers.ts';
import type { AnnotationCanvasProps } from './props.ts';
import { changesOf } from './propChanges.ts';
import { fadedAnnotations, newlyAccepted, sceneOf, shownAnnotations, sizeOf, type Scene } from './scene.ts';
import { ToolHand } from './toolHand.ts';
import { pullNearestEdge } from './tools/edge.ts';
import type { Step } from './tools/tool.ts';

/** How long an accepted box carries its check, milliseconds. */
const checkTime = 1000;
const nothing: ReadonlySet<AnnotationId> = new Set();

export interface SurfaceElements extends LayerElements {
  readonly minimap: HTMLCanvasElement;
}

export class CanvasSurface {
  readonly #host: HTMLElement;
  readonly #say: (message: string) => void;
  readonly #ending = new AbortController();
  readonly #layers: Layers;
  readonly #hand: ToolHand;
  readonly #minimap: Minimap;
  #props: AnnotationCanvasProps;
  #camera: Camera = firstCamera;
  /** What the canvas itself selected last, until the host has taken it over. */
  #ownSelection: ReadonlySet<AnnotationId> = nothing;
  #scene: Scene | undefined;
  #shown: Scene['shown'] = [];
  #faded: Scene['faded'] = [];
  #categories: Scene['categories'] = new Map();
  #justAccepted: ReadonlySet<AnnotationId> = nothing;
  #frame = 0;
  #dirty = { base: true, overlay: true, pointer: false, scale: true };
  #input: Input;

  /** `say` gets what a tool has to tell the annotator. */
  constructor(elements: SurfaceElements, props: AnnotationCanvasProps, say: (message: string) => void) {
    this.#host = elements.host;
    this.#props = props;
    this.#say = say;
    this.#readBoxes();
    this.#readCategories();
    this.#layers = new Layers(elements, (before) => this.#stretch(before));
    this.#hand = new ToolHand({
      scene: () => this.#currentScene(),
      cursor: (cursor) => (elements.host.style.cursor = cursor),
      lifted: () => this.#ask('base'),
      taken: (taken) => this.#take(taken),
    });
    this.#minimap = new Minimap(elements.minimap, (point) =>
      this.#look(centredOn(this.#camera, point, this.#image(), this.#layers.view)),
    );
    this.#input = listen(elements.host, {
      tool: (event, hand) => {
        if (this.#layers.view.width === 0) return;
        this.#hand.handle(event, hand);
        this.#dirty.pointer = true;
        this.#ask('overlay');
      },
      zoom: (at, factor) =>
        this.#look(free(this.#camera, zoomAt(this.#camera.viewport, at, factor, this.#image(), this.#layers.view))),
      scroll: (dx, dy) =>
        this.#look(free(this.#camera, pan(this.#camera.viewport, dx, dy, this.#image(), this.#layers.view))),
      edge: (at, direction, reach) => this.#pullEdge(at, direction * (reach === 'long' ? 10 : 1)),
      hand: (hand) => this.#hand.setHand(hand),
      busy: () => this.#hand.busy,
    });
    this.#layers.measure();
    this.#hand.showCursor();
  }

  /** New props from the host. Only what they change is read and painted again. */
  update(next: AnnotationCanvasProps): void {
    const before = this.#props;
    this.#props = next;
    const changes = changesOf(before, next);
    if (before.imageId === next.imageId && before.annotations !== next.annotations)
      this.#markAccepted(newlyAccepted(before.annotations, next.annotations));
    if (changes.boxes) this.#readBoxes();
    if (changes.boxes && !this.#shown.some(({ id }) => id === this.#hand.hover)) this.#hand.forgetHover();
    if (before.categories !== next.categories) this.#readCategories();
    this.#scene = undefined;
    if (before.imageId !== next.imageId) this.#turnFrom(before);
    else if (before.imageWidth !== next.imageWidth || before.imageHeight !== next.imageHeight)
      this.#look(fitted(this.#camera, this.#image(), this.#layers.view));
    if (next.viewportRequest && next.viewportRequest.nonce !== before.viewportRequest?.nonce)
      this.#look(answered(this.#camera, next.viewportRequest, this.#image(), this.#layers.view));
    if (before.selection !== next.selection) this.#reveal(next.selection);
    if (before.comparison?.at !== next.comparison?.at) this.#goTo(next.comparison?.at);
    if (before.hand !== next.hand) this.#input.setHand(next.hand);
    if (before.tool !== next.tool || before.drawing !== next.drawing) this.#hand.dropClicks();
    if (before.tool !== next.tool && !this.#hand.isBusy) {
      this.#hand.forgetHover();
      this.#hand.showCursor();
    }
    if (changes.base) this.#ask('base');
    if (changes.overlay) this.#ask('overlay');
  }

  dispose(): void {
    this.#ending.abort();
    this.#input.end();
    this.#layers.dispose();
    this.#minimap.dispose();
    cancelAnimationFrame(this.#frame);
  }

  #image(): Size {
    return sizeOf(this.#props);
  }

  #currentScene(): Scene {
    this.#scene ??= sceneOf(this.#props, {
      view: this.#layers.view,
      viewport: this.#camera.viewport,
      shown: this.#shown,
      faded: this.#faded,
      categories: this.#categories,
      justAccepted: this.#justAccepted,
    });
    return this.#scene;
  }

  #readBoxes(): void {
    const { annotations, scores, showRejected, hidden, marks } = this.#props;
    this.#shown = shownAnnotations(annotations, scores, showRejected, hidden, marks);
    this.#faded = fadedAnnotations(annotations, scores, showRejected, hidden, marks);
  }

  #readCategories(): void {
    this.#categories = new Map(this.#props.categories.map((category) => [category.id, category]));
  }

  #take(taken: Step): void {
    if (taken.viewport) this.#look(free(this.#camera, taken.viewport));
    if (taken.change) this.#props.onChange(taken.change.change, taken.change.done);
    if (taken.select) {
      this.#ownSelection = taken.select;
      this.#props.onSelect(taken.select);
    }
    if (taken.message !== undefined) this.#say(taken.message);
    if (taken.done) this.#props.onToolDone?.();
    if (taken.drawn) this.#props.onDrawn(taken.drawn);
    if (taken.asks) this.#props.onAsk(taken.asks);
    if (taken.keeps) this.#props.onAnswer('keep');
  }

  #pullEdge(at: ScreenPoint, pixels: number): void {
    if (this.#props.asking?.kind === 'offered') return this.#props.onAnswer(pixels > 0 ? 'previous' : 'next');
    const pulled = this.#hand.isBusy ? {} : pullNearestEdge(at, pixels, this.#currentScene());
    if (pulled.change) this.#props.onChange(pulled.change.change, pulled.change.done);
    if (pulled.message !== undefined) this.#say(pulled.message);
  }

  // The viewport

  #look(camera: Camera): void {
    if (camera.viewport.scale !== this.#camera.viewport.scale) this.#dirty.scale = true;
    this.#camera = camera;
    this.#scene = undefined;
    this.#dirty.pointer = true;
    this.#ask('base');
    this.#ask('overlay');
  }

  #turnFrom(before: AnnotationCanvasProps): void {
    this.#hand.cancel();
    this.#hand.forgetHover();
    this.#justAccepted = nothing;
    const { imageId: to, between } = this.#props;
    const turn = { from: before.imageId, to, before: sizeOf(before), image: this.#image(), between };
    this.#look(turned(this.#camera, turn, this.#layers.view));
  }

  /** A box that was selected by key or in a list comes into view. */
  #reveal(selection: ReadonlySet<AnnotationId>): void {
    const [id] = selection;
    const own = id !== undefined && this.#ownSelection.has(id);
    this.#ownSelection = nothing;
    const box = id === undefined || selection.size > 1 || own ? undefined : this.#props.annotations.get(id)?.box;
    if (!box || this.#layers.view.width === 0) return;
    const shown = (this.#props.follow === 'each' ? approach : reveal)(
      this.#camera.viewport,
      box,
      this.#image(),
      this.#layers.view,
    );
    if (shown !== this.#camera.viewport) this.#look(free(this.#camera, shown));
  }

  /** The walk through a comparison came to it. */
  #goTo(difference: Difference | undefined): void {
    if (difference === undefined || this.#layers.view.width === 0) return;
    const { viewport } = this.#camera;
    const shown = approach(viewport, seenOf(difference).box, this.#image(), this.#layers.view);
    if (shown !== viewport) this.#look(free(this.#camera, shown));
  }

  // Size and painting

  #stretch(before: Size): void {
    this.#look(stretched(this.#camera, before, this.#layers.view, this.#image()));
    this.#dirty = { ...this.#dirty, base: true, overlay: true };
    // At once: a resized canvas is blank until it is painted.
    this.#paint();
  }

  #ask(layer: LayerName): void {
    this.#dirty[layer] = true;
    if (this.#frame === 0 && !this.#ending.signal.aborted) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (this.#layers.view.width === 0 || this.#ending.signal.aborted) return;
    const dirty = this.#dirty;
    this.#dirty = { base: false, overlay: false, pointer: false, scale: false };
    const scene = this.#currentScene();
    if (dirty.base) this.#paintBase(scene);
    const overlay = dirty.overlay && this.#layers.context('overlay');
    if (overlay) this.#paintOverlay(overlay, scene);
    if (dirty.scale) this.#props.onViewport({ scale: scene.viewport.scale });
    if (dirty.pointer) this.#tellPointer(scene);
  }

  #paintBase(scene: Scene): void {
    const context = this.#layers.context('base');
    if (!context) return;
    paintPicture(context, scene, this.#props.picture, this.#layers.pixelRatio);
    const without = this.#hand.draft?.kind === 'boxes' ? new Set(this.#hand.draft.boxes.keys()) : nothing;
    paintBoxes(context, scene, this.#layers.pixelRatio, { without, handles: this.#hand.draft ? 'hidden' : 'shown' });
    if (this.#props.rulers === 'shown') paintRulers(context, scene, this.#layers.pixelRatio);
    if (this.#props.minimap === 'shown') this.#minimap.paint(scene, this.#props.picture, this.#layers.pixelRatio);
    else this.#minimap.hide();
    // For benches and tests: which picture stands on the canvas now; nothing while it is being read.
    const { picture, imageId } = this.#props;
    this.#host.dataset['painted'] = 'bitmap' in picture ? String(imageId) : '';
  }

  #paintOverlay(context: CanvasRenderingContext2D, scene: Scene): void {
    const { pixelRatio } = this.#layers;
    const { picture, magnification, rulers } = this.#props;
    const { pointer, draft } = this.#hand;
    paintOverlay(context, scene, this.#hand, pixelRatio);
    if (scene.asking) this.#placeWords(scene.asking, scene);
    if (rulers === 'shown') paintRulerMarks(context, scene, pointer, pixelRatio);
    if (magnification !== undefined)
      paintMagnifier(context, scene, { picture, pointer, draft, magnification }, pixelRatio);
  }

  #placeWords(answer: ShownAnswer, scene: Scene): void {
    const { x, y } = wordsPlace(answer, scene);
    this.#host.style.setProperty('--answer-x', `${Math.round(x)}px`);
    this.#host.style.setProperty('--answer-y', `${Math.round(y)}px`);
  }

  #tellPointer(scene: Scene): void {
    const on = this.#hand.pointer;
    const point = on && toImage(on, scene.viewport);
    const inside = point && contains(bounds(scene.image), point);
    this.#props.onPointer(inside ? { x: point.x, y: point.y, on } : undefined);
  }

  #markAccepted(ids: readonly AnnotationId[]): void {
    if (ids.length === 0) return;
    this.#justAccepted = new Set([...this.#justAccepted, ...ids]);
    setTimeout(() => {
      if (this.#ending.signal.aborted) return;
      this.#justAccepted = new Set([...this.#justAccepted].filter((id) => !ids.includes(id)));
      this.#scene = undefined;
      this.#ask('base');
    }, checkTime);
  }
}
