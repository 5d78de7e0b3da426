// The pass that goes on in the window: brings each proposal before the eyes, records what was said of it, and takes it back. Which
// keys mean that is commands/review.ts; what a pass is, reviewPass.ts.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { t } from '../../common/messages/t.ts';
import * as edits from '../../common/annotation/edits.ts';
import { noChange, type Annotations, type Change } from '../../common/annotation/change.ts';
import type { Annotation, AnnotationId, CategoryId } from '../../common/annotation/types.ts';
import { visible } from '../../common/annotation/visible.ts';
import type { ScoreWish } from '../../common/review.ts';
import type { Desk } from './desk.ts';
import { bringBack } from './marks.ts';
import { openImage, whenRead } from './openImage.ts';
import {
  answered,
  currentItem,
  nextPicture,
  refreshed,
  startedCheck,
  startedDraw,
  takenBack,
  withoutCurrent,
  type Answer,
  type CheckPass,
  type DrawPass,
  type Pass,
  type Verdict,
} from './reviewPass.ts';
import { boundsOf } from './threshold.ts';
import { deed, type Deed } from '../../common/annotation/deed.ts';

export interface ReviewState {
  readonly pass: Pass | undefined;
  /** The proposal before the eyes; undefined while it is on its way, or the pass is through. */
  readonly shown: AnnotationId | undefined;
  /** Nothing is left to judge or to draw; the summary stands in the bar. */
  readonly isOver: boolean;
}

export type ReviewStore = StoreApi<ReviewState>;
type Parts = Omit<Desk, 'review' | 'flow'> & { readonly settle: () => Promise<boolean> };

/** Yes, no, later, or this class instead. */
export type Judgement = 'yes' | 'no' | 'later' | { readonly as: CategoryId };

export interface Review {
  readonly store: ReviewStore;
  /** False when there is nothing to check, or it could not be asked for (which was told). */
  check(wish: CheckPass['wish']): Promise<boolean>;
  judge(judgement: Judgement): void;
  /** The last answer is taken back and its proposal shown again, on whatever picture. */
  back(): Promise<void>;
  /** All pictures of the list, for one class. */
  draw(category: CategoryId): void;
  nextPicture(): void;
  /** The picture before this one, whether it was passed or not. */
  previousPicture(): void;
  end(): void;
  /** The pass of the open project, if one goes on. */
  pass(): Pass | undefined;
}

const none: ReviewState = { pass: undefined, shown: undefined, isOver: false };

/** The scores that are shown now, as main is asked for them. */
export function scoreWish(desk: Parameters<typeof boundsOf>[0]): ScoreWish {
  const { from, to, byCategory } = boundsOf(desk);
  return { from, to, own: [...byCategory].map(([category, least]) => ({ category, from: least })) };
}

export function createReview(parts: Parts): Review {
  const { document, images, marks, notices, project, studio, view } = parts;
  const store = createStore<ReviewState>(() => none);
  /** Only the last one that was begun brings something before the eyes. */
  let arrivals = 0;

  function pass(): Pass | undefined {
    const { pass: now } = store.getState();
    return now !== undefined && now.project === project.getState().project?.id ? now : undefined;
  }

  function checking(): CheckPass | undefined {
    const now = pass();
    return now?.kind === 'check' ? now : undefined;
  }

  async function ask(wish: CheckPass['wish']) {
    if (!(await parts.settle())) return undefined;
    const result = await studio.ask('review/list', { ...wish, scores: scoreWish(parts) });
    if (!result.ok) notices.report(result.failure);
    return result.ok ? result.value : undefined;
  }

  function show(id: AnnotationId): void {
    const annotation = document.store.getState().annotations.get(id);
    if (annotation) bringBack(marks, annotation);
    marks.setState({ alone: { kind: 'boxes', ids: new Set([id]) } });
    document.select([id]);
    store.setState({ shown: id, isOver: false });
  }

  /** The picture of the current item, once its boxes are read; false when somebody went elsewhere meanwhile. */
  async function reach(image: number, mine: number): Promise<'there' | 'unreadable' | 'elsewhere'> {
    openImage(parts, image);
    const isRead = await whenRead(document, image);
    if (mine !== arrivals || images.store.getState().current !== image) return 'elsewhere';
    return isRead ? 'there' : 'unreadable';
  }

  /** Brings the next proposal before the eyes. One that is gone has the list asked for anew, once; after that it is left out. */
  async function arrive(): Promise<void> {
    const mine = ++arrivals;
    store.setState({ shown: undefined });
    let hasAsked = false;
    for (let now = checking(); now !== undefined && mine === arrivals; now = checking()) {
      const item = currentItem(now);
      if (item !== undefined) {
        const place = await reach(item.image, mine);
        if (place === 'elsewhere') return;
        const found = place === 'there' ? document.store.getState().annotations.get(item.id) : undefined;
        if (found && isOpen(found)) return show(item.id);
      }
      if (hasAsked && item === undefined) return over();
      if (hasAsked) store.setState({ pass: withoutCurrent(now) });
      else {
        const list = await ask(now.wish);
        if (mine !== arrivals) return;
        hasAsked = true;
        const latest = checking();
        if (latest && list) store.setState({ pass: refreshed(latest, list) });
        else if (latest && item !== undefined) store.setState({ pass: withoutCurrent(latest) });
      }
    }
  }

  const isOpen = (annotation: Annotation) =>
    annotation.origin.kind === 'proposed' && visible(annotation, boundsOf(parts), 'hidden');

  function over(): void {
    store.setState({ shown: undefined, isOver: true });
    unfade();
    notices.announce(t('The pass is through.'));
  }

  function unfade(): void {
    marks.setState({ alone: undefined });
    document.select([]);
  }

  function judge(judgement: Judgement): void {
    const now = checking();
    const item = now && currentItem(now);
    const { annotations } = document.store.getState();
    const before = annotations.get(item?.id ?? 0);
    // A key that comes before its proposal does judges nothing; on another picture it leads back.
    if (now === undefined || item === undefined || before === undefined || store.getState().shown !== item.id) {
      if (item !== undefined) void arrive();
      return;
    }
    const said = sentence(annotations, before, judgement);
    store.setState({ shown: undefined });
    if (said.change !== noChange) document.edit(said.change, said.done);
    // A locked box stays as it is, which was told.
    if (said.change !== noChange && document.store.getState().annotations === annotations) return show(item.id);
    const answer: Answer = { item, verdict: said.verdict, before, at: Date.now() };
    store.setState({ pass: answered(now, answer) });
    void arrive();
  }

  function sentence(
    annotations: Annotations,
    before: Annotation,
    judgement: Judgement,
  ): { readonly change: Change; readonly done: Deed; readonly verdict: Verdict } {
    const { id, categoryId } = before;
    if (judgement === 'later') return { change: noChange, done: deed('accept'), verdict: 'skipped' };
    // A box that was put right by hand is the annotator's already; yes has nothing to add.
    if (judgement === 'yes')
      return {
        change: before.origin.kind === 'proposed' ? edits.accept(annotations, [id]) : noChange,
        done: deed('accept'),
        verdict: 'accepted',
      };
    if (judgement === 'no')
      return { change: edits.discard(annotations, [id]), done: deed('reject'), verdict: 'rejected' };
    const name = parts.categories.store.getState().byId.get(judgement.as)?.name ?? '';
    const isProposal = before.origin.kind === 'proposed';
    const change = (isProposal ? edits.acceptAs : edits.relabel)(annotations, [id], judgement.as);
    return {
      change: change.updated.length === 0 ? noChange : change,
      done: deed(isProposal ? 'accept' : 'relabel', 1, { name }),
      verdict: judgement.as === categoryId ? 'accepted' : 'relabelled',
    };
  }

  async function back(): Promise<void> {
    const now = checking();
    const last = now?.answers.at(-1);
    if (now === undefined || last === undefined) {
      notices.announce(t('Nothing was answered in this pass yet.'));
      return;
    }
    const mine = ++arrivals;
    store.setState({ pass: takenBack(now), shown: undefined, isOver: false });
    if ((await reach(last.item.image, mine)) !== 'there') return;
    if (last.verdict !== 'skipped') putBack(last);
    show(last.item.id);
  }

  /** By the picture's own undo where the answer is the last step there, so that its history tells the truth. */
  function putBack({ before }: Answer): void {
    const { annotations, steps, done } = document.store.getState();
    const { change } = steps[done - 1] ?? { change: noChange };
    const isLast = [...change.removed, ...change.updated.map(([from]) => from)].some((one) => one === before);
    const now = annotations.get(before.id);
    if (isLast) document.undo();
    else if (now === undefined) document.edit({ ...noChange, added: [before] }, deed('take-back-answer'));
    else if (now !== before) document.edit({ ...noChange, updated: [[now, before]] }, deed('take-back-answer'));
  }

  function showPicture(now: DrawPass): void {
    const next = nextPicture(now, images.store.getState().current);
    if (next === undefined) {
      store.setState({ isOver: true });
      marks.setState({ alone: undefined });
      notices.announce(t('The pass is through.'));
      return;
    }
    openImage(parts, next);
  }

  // The annotator looks at another picture, or a new run took the place of the proposal before the eyes.
  document.store.subscribe(({ image, phase, annotations }) => {
    const { shown } = store.getState();
    const now = shown === undefined ? undefined : checking();
    const item = now && currentItem(now);
    if (item === undefined) return;
    if (image !== item.image) store.setState({ shown: undefined });
    else if (phase === 'ready' && !annotations.has(item.id)) void arrive();
  });

  return {
    store,
    pass,
    judge,
    back,
    async check(wish) {
      const list = await ask(wish);
      const { project: open } = project.getState();
      if (list === undefined || list.total === 0 || open === undefined) return false;
      view.setState({ tool: 'select', page: 'label' });
      store.setState({ pass: startedCheck(open.id, wish, list), shown: undefined, isOver: false });
      await arrive();
      return true;
    },
    draw(category) {
      const { project: open } = project.getState();
      const { images: all, shown, current } = images.store.getState();
      const readable = shown.flatMap((index) => all[index] ?? []).filter(({ problem }) => problem === undefined);
      if (open === undefined || readable.length === 0) return;
      const now = startedDraw(
        open.id,
        category,
        readable.map(({ id }) => id),
      );
      view.setState({ tool: 'draw', page: 'label', activeCategory: category });
      marks.setState(({ hiddenClasses }) => ({
        alone: { kind: 'class', id: category },
        hiddenClasses: new Set([...hiddenClasses].filter((id) => id !== category)),
      }));
      document.select([]);
      store.setState({ pass: now, shown: undefined, isOver: false });
      if (!now.images.includes(current ?? 0)) showPicture(now);
    },
    nextPicture() {
      const now = pass();
      const { current } = images.store.getState();
      if (now?.kind !== 'draw' || current === undefined) return;
      const next = { ...now, passed: now.images.includes(current) ? new Set([...now.passed, current]) : now.passed };
      store.setState({ pass: next });
      showPicture(next);
    },
    previousPicture() {
      const now = pass();
      if (now?.kind !== 'draw') return;
      const place = now.images.indexOf(images.store.getState().current ?? 0);
      const before = now.images.at(place - 1);
      if (before !== undefined) openImage(parts, before);
    },
    end() {
      arrivals += 1;
      if (pass()) unfade();
      store.setState(none);
    },
  };
}
