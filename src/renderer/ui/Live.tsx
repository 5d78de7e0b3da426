// Words that follow the hand: written into the page by themselves, so that no component is drawn again while the pointer moves.
import { useLayoutEffect, useRef, type ElementType } from 'react';
import type { StoreApi } from 'zustand/vanilla';

interface LiveProps<State> {
  readonly store: StoreApi<State>;
  /** Writes what the state says into the element; the same function for as long as the component stands. */
  readonly write: (element: HTMLElement, state: State) => void;
  readonly as?: ElementType;
  readonly className?: string;
  readonly label?: string;
}

export function Live<State>({ store, write, as: Tag = 'span', className, label }: LiveProps<State>) {
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const update = () => {
      if (element.current) write(element.current, store.getState());
    };
    update();
    return store.subscribe(update);
  }, [store, write]);
  return <Tag ref={element} className={className} aria-label={label} />;
}

/** Sets the text only where it is another one: a screen reader and the layout hear of every write. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
