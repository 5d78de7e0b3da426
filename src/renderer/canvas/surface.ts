// The lifetime behind the component: two canvases, the viewport, the tool's state, and when to paint. No React, no drawing of its own.
import type { AnnotationId } from '../../common/annotation/types.ts';
import type { Size } from '../../common/geometry/box.ts';
import { contains, bounds } from '../../common/geometry/box.ts';
import { pan, reveal, toImage, zoomAt, type ScreenPoint } from '../../common/geometry/viewport.ts';
import { answered, firstCamera, fitted, free, stretched, turned, type Camera } from './camera.ts';
import { listen, type Hand } from './input.ts';
import { paintBoxes } from './paintBoxes.ts';
import { paintOverlay } from './paintOverlay.ts';
import { paintPicture } from './paintPicture.ts';
import type { AnnotationCanvasProps, ToolName } from './props.ts';
import { fadedAnnotations, newlyAccepted, shownAnnotations, type Scene } from './scene.ts';
import { pullNearestEdge } from './tools/edge.ts';
import { step } from './tools/step.ts';
import { step as panStep } from './tools/pan.ts';
import { idle, waits, type Cursor, type Draft, type Step, type ToolEvent, type ToolState } from './tools/tool.ts';

/** How long an accepted box carries its check, milliseconds. */
const checkTime = 1000;
const nothing: ReadonlySet<AnnotationId> = new Set();

export interface SurfaceElements {
  readonly host: HTMLElement;
  readonly base: HTMLCanvasElement;
  readonly overlay: HTMLCanvasElement;
}

export class CanvasSurface {
  readonly #elements: SurfaceElements;
  readonly #say: (message: string) => void;
  readonly #ending = new AbortController();
  readonly #resizing: ResizeObserver;
  #props: AnnotationCanvasProps;
  #view: Size = { width: 0, height: 0 };
  #pixelRatio = 1;
  #camera: Camera = firstCamera;
  /** What the canvas itself selected last, until the host has taken it over. */
  #ownSelection: ReadonlySet<AnnotationId> = nothing;
  #scene: Scene | undefined;
  #shown: Scene['shown'] = [];
  #faded: Scene['faded'] = [];
  #categories: Scene['categories'] = new Map();
  #state: ToolState = idle;
  #dragTool: ToolName | undefined;
  /** Of the hand that Space or the middle button lends; apart, so that clicks that wait outlast it. */
  #panState: ToolState = idle;
  #hand: Hand = 'tool';
  #draft: Draft | undefined;
  #hover: AnnotationId | undefined;
  #pointer: ScreenPoint | undefined;
  #justAccepted: ReadonlySet<AnnotationId> = nothing;
  #frame = 0;
  #dirty = { base: true, overlay: true, pointer: false, scale: true };
  #stop: () => void;

  /** `say` gets what a tool has to tell the annotator. */
  constructor(elements: SurfaceElements, props: AnnotationCanvasProps, say: (message: string) => void) {
    this.#elements = elements;
    this.#props = props;
    this.#say = say;
    this.#readBoxes();
    this.#readCategories();
    this.#resizing = new ResizeObserver(() => this.#measure());
    this.#resizing.observe(elements.host);
    this.#watchPixelRatio();
    this.#stop = listen(elements.host, {
      tool: (event, hand) => this.#handle(event, hand),
      zoom: (at, factor) =>
        this.#look(free(this.#camera, zoomAt(this.#camera.viewport, at, factor, this.#image(), this.#view))),
      scroll: (dx, dy) => this.#look(free(this.#camera, pan(this.#camera.viewport, dx, dy, this.#image(), this.#view))),
      edge: (at, direction, reach) => this.#pullEdge(at, direction * (reach === 'long' ? 10 : 1)),
      hand: (hand) => this.#setHand(hand),
      busy: () => (waits(this.#state) ? 'clicks' : this.#state.name === 'idle' ? 'no' : 'drag'),
    });
    this.#measure();
    this.#showCursor();
  }

  /** New props from the host. Only what they change is read and painted again. */
  update(next: AnnotationCanvasProps): void {
    const before = this.#props;
    this.#props = next;
    const boxes = (['annotations', 'threshold', 'showRejected', 'hidden', 'marks'] as const).some(
      (name) => before[name] !== next[name],
    );
    const changed =
      boxes ||
      (['picture', 'selection', 'categories', 'access', 'theme'] as const).some((name) => before[name] !== next[name]);
    if (before.imageId === next.imageId && before.annotations !== next.annotations)
      this.#markAccepted(newlyAccepted(before.annotations, next.annotations));
    if (boxes) this.#readBoxes();
    if (boxes && !this.#shown.some(({ id }) => id === this.#hover)) this.#hover = undefined;
    if (before.categories !== next.categories) this.#readCategories();
    this.#scene = undefined;
    if (before.imageId !== next.imageId) this.#turnFrom(before.imageId);
    else if (before.imageWidth !== next.imageWidth || before.imageHeight !== next.imageHeight)
      this.#look(fitted(this.#camera, this.#image(), this.#view));
    if (next.viewportRequest && next.viewportRequest.nonce !== before.viewportRequest?.nonce)
      this.#look(answered(this.#camera, next.viewportRequest, this.#image(), this.#view));
    if (before.selection !== next.selection) this.#reveal(next.selection);
    if ((before.tool !== next.tool || before.drawing !== next.drawing) && waits(this.#state)) this.#cancel();
    if (before.tool !== next.tool && this.#state.name === 'idle') {
      this.#hover = undefined;
      this.#showCursor();
    }
    if (changed) this.#ask('base');
    if (
      changed ||
      (['tool', 'drawing', 'activeCategory', 'crosshair', 'snapToBoxes'] as const).some(
        (name) => before[name] !== next[name],
      )
    )
      this.#ask('overlay');
  }

  dispose(): void {
    this.#ending.abort();
    this.#stop();
    this.#resizing.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  #image(): Size {
    return { width: Math.max(1, this.#props.imageWidth), height: Math.max(1, this.#props.imageHeight) };
  }

  #currentScene(): Scene {
    const props = this.#props;
    this.#scene ??= {
      image: this.#image(),
      view: this.#view,
      viewport: this.#camera.viewport,
      annotations: props.annotations,
      shown: this.#shown,
      faded: this.#faded,
      locked: props.marks.locked,
      selection: props.selection,
      categories: this.#categories,
      tool: props.tool,
      activeCategory: props.activeCategory,
      crosshair: props.crosshair,
      drawing: props.drawing,
      snapToBoxes: props.snapToBoxes,
      access: props.access,
      theme: props.theme,
      justAccepted: this.#justAccepted,
      nextId: props.nextId,
    };
    return this.#scene;
  }

  #readBoxes(): void {
    const { annotations, threshold, showRejected, hidden, marks } = this.#props;
    this.#shown = shownAnnotations(annotations, threshold, showRejected, hidden, marks);
    this.#faded = fadedAnnotations(annotations, threshold, showRejected, hidden, marks);
  }

  #readCategories(): void {
    this.#categories = new Map(this.#props.categories.map((category) => [category.id, category]));
  }

  // The tool

  #handle(event: ToolEvent, hand: Hand): void {
    if (this.#view.width === 0) return;
    if ('at' in event) this.#pointer = event.at;
    else if (event.kind === 'leave') this.#pointer = undefined;
    this.#dirty.pointer = true;
    if (hand === 'pan' || event.kind === 'cancel') this.#panAside(event);
    if (hand === 'pan') return;
    if (event.kind === 'down') this.#dragTool = this.#props.tool;
    const tool = this.#dragTool ?? this.#props.tool;
    this.#take(step(tool, this.#state, event, this.#currentScene()));
    if (event.kind === 'up' || event.kind === 'cancel') this.#dragTool = undefined;
    this.#ask('overlay');
  }

  #panAside(event: ToolEvent): void {
    const taken = panStep(this.#panState, event, this.#currentScene());
    this.#panState = taken.state;
    if (event.kind === 'cancel') return;
    if (taken.cursor) this.#setCursor(taken.cursor);
    if (taken.viewport) this.#look(free(this.#camera, taken.viewport));
    this.#ask('overlay');
  }

  #take(taken: Step): void {
    const dragging = this.#draft?.kind === 'boxes' ? this.#draft.boxes : undefined;
    const drags = taken.draft?.kind === 'boxes' ? taken.draft.boxes : undefined;
    this.#state = taken.state;
    this.#draft = taken.draft;
    this.#hover = taken.hover;
    // The base leaves out what is under the hand, from the first move of a drag until its end.
    if ((dragging === undefined) !== (drags === undefined)) this.#ask('base');
    if (taken.cursor) this.#setCursor(taken.cursor);
    if (taken.viewport) this.#look(free(this.#camera, taken.viewport));
    if (taken.change) this.#props.onChange(taken.change.change, taken.change.label);
    if (taken.select) {
      this.#ownSelection = taken.select;
      this.#props.onSelect(taken.select);
    }
    if (taken.message !== undefined) this.#say(taken.message);
    if (taken.done) this.#props.onToolDone?.();
  }

  #pullEdge(at: ScreenPoint, pixels: number): void {
    const pulled = this.#state.name === 'idle' ? pullNearestEdge(at, pixels, this.#currentScene()) : {};
    if (pulled.change) this.#props.onChange(pulled.change.change, pulled.change.label);
    if (pulled.message !== undefined) this.#say(pulled.message);
  }

  #cancel(): void {
    if (this.#state.name === 'idle') return;
    const tool = this.#dragTool ?? this.#props.tool;
    this.#dragTool = undefined;
    this.#take(step(tool, this.#state, { kind: 'cancel' }, this.#currentScene()));
  }

  #setHand(hand: Hand): void {
    this.#hand = hand;
    this.#showCursor();
  }

  #showCursor(): void {
    const usual: Record<ToolName, Cursor> = { select: 'default', draw: 'crosshair', pan: 'grab' };
    this.#setCursor(this.#hand === 'pan' ? 'grab' : usual[this.#props.tool]);
  }

  #setCursor(cursor: Cursor): void {
    this.#elements.host.style.cursor = cursor;
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

  #turnFrom(before: number): void {
    this.#cancel();
    this.#hover = undefined;
    this.#justAccepted = nothing;
    this.#look(turned(this.#camera, before, this.#props.imageId, this.#image(), this.#view));
  }

  /** A box that was selected by key or in a list comes into view. */
  #reveal(selection: ReadonlySet<AnnotationId>): void {
    const [id] = selection;
    const own = id !== undefined && this.#ownSelection.has(id);
    this.#ownSelection = nothing;
    const box = id === undefined || selection.size > 1 || own ? undefined : this.#props.annotations.get(id)?.box;
    if (!box || this.#view.width === 0) return;
    const shown = reveal(this.#camera.viewport, box, this.#image(), this.#view);
    if (shown !== this.#camera.viewport) this.#look(free(this.#camera, shown));
  }

  // Size and painting

  #measure(): void {
    const { host, base, overlay } = this.#elements;
    const before = this.#view;
    const after = { width: host.clientWidth, height: host.clientHeight };
    const pixelRatio = window.devicePixelRatio || 1;
    if (after.width === 0 || after.height === 0) return;
    if (before.width === after.width && before.height === after.height && pixelRatio === this.#pixelRatio) return;
    this.#view = after;
    this.#pixelRatio = pixelRatio;
    for (const canvas of [base, overlay]) {
      canvas.width = Math.round(after.width * pixelRatio);
      canvas.height = Math.round(after.height * pixelRatio);
      canvas.style.width = `${after.width}px`;
      canvas.style.height = `${after.height}px`;
    }
    this.#look(stretched(this.#camera, before, after, this.#image()));
    this.#dirty = { ...this.#dirty, base: true, overlay: true };
    // At once: a resized canvas is blank until it is painted.
    this.#paint();
  }

  #watchPixelRatio(): void {
    const query = window.matchMedia(`(resolution: ${window.devicePixelRatio || 1}dppx)`);
    query.addEventListener(
      'change',
      () => {
        this.#measure();
        this.#watchPixelRatio();
      },
      { once: true, signal: this.#ending.signal },
    );
  }

  #ask(layer: 'base' | 'overlay'): void {
    this.#dirty[layer] = true;
    if (this.#frame === 0 && !this.#ending.signal.aborted) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (this.#view.width === 0 || this.#ending.signal.aborted) return;
    const dirty = this.#dirty;
    this.#dirty = { base: false, overlay: false, pointer: false, scale: false };
    const scene = this.#currentScene();
    if (dirty.base) this.#paintBase(scene);
    const overlay = dirty.overlay && this.#context(this.#elements.overlay);
    if (overlay)
      paintOverlay(
        overlay,
        scene,
        { draft: this.#draft, hover: this.#hover, pointer: this.#pointer },
        this.#pixelRatio,
      );
    if (dirty.scale) this.#props.onViewport({ scale: scene.viewport.scale });
    if (dirty.pointer) this.#tellPointer(scene);
  }

  #paintBase(scene: Scene): void {
    const context = this.#context(this.#elements.base);
    if (!context) return;
    paintPicture(context, scene, this.#props.picture, this.#pixelRatio);
    const without = this.#draft?.kind === 'boxes' ? new Set(this.#draft.boxes.keys()) : nothing;
    paintBoxes(context, scene, this.#pixelRatio, { without, handles: this.#draft ? 'hidden' : 'shown' });
    // For benches and tests: which picture stands on the canvas now; nothing while it is being read.
    const { picture, imageId } = this.#props;
    this.#elements.host.dataset['painted'] = 'bitmap' in picture ? String(imageId) : '';
  }

  #context(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
    const context = canvas.getContext('2d', { alpha: canvas === this.#elements.overlay });
    context?.setTransform(this.#pixelRatio, 0, 0, this.#pixelRatio, 0, 0);
    return context;
  }

  #tellPointer(scene: Scene): void {
    const on = this.#pointer;
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
