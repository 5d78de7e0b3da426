// What the canvas is given of a question to the detector, and what it does with one.
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ImageSummary } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import type { AnnotationCanvasProps } from '../canvas/props.ts';
import { makesBoxes } from '../canvas/props.ts';
import type { ShownAnswer } from '../canvas/answers.ts';
import { commandOf } from '../commands.ts';
import { askDetectorAt, keepAnswer, snapDrawn } from '../commands/asking.ts';
import { drawingClass } from '../commands/classes.ts';
import { keysOf } from '../keyMap.ts';
import { keyName } from '../keyNames.ts';
import type { KeyMap } from '../../common/keys/keyMap.ts';
import type { AskingState } from '../state/asking.ts';
import { runCommand } from '../commands.ts';
import { useDesk, useFields } from '../state/useDesk.ts';

type Given = Pick<AnnotationCanvasProps, 'asking' | 'clicks' | 'onAsk' | 'onAnswer' | 'onDrawn'>;

/** A picture that only passes by is not looked at ahead. Milliseconds. */
const restsFrom = 250;

export function useAsking(image: ImageSummary): Given {
  const desk = useDesk();
  const state = useStore(desk.asking.store);
  const { clickAsks, keys } = useFields(desk.settings.store, 'clickAsks', 'keys');
  useLookAhead(image);
  const asking = useMemo(() => shownAnswer(state, keys), [state, keys]);
  const hands = useMemo(
    (): Pick<Given, 'onAsk' | 'onAnswer' | 'onDrawn'> => ({
      onAsk: ({ at, classes }) => void askDetectorAt(desk, at, classes === 'active' ? drawingClass(desk) : undefined),
      onAnswer: (wish) => (wish === 'keep' ? void keepAnswer(desk) : runCommand(desk, `ask.${wish}`)),
      onDrawn: (drawn) => void snapDrawn(desk, drawn),
    }),
    [desk],
  );
  return { asking, clicks: clickAsks ? 'ask' : 'nothing', ...hands };
}

/** With a tool in hand that will ask, the picture is looked at before the first question; never by a server, which may cost. */
function useLookAhead({ id, problem }: ImageSummary): void {
  const desk = useDesk();
  const { tool } = useFields(desk.view, 'tool');
  const { project } = useFields(desk.project, 'project');
  const { models } = useFields(desk.models.store, 'models');
  const { clickAsks, snapToDetector } = useFields(desk.settings.store, 'clickAsks', 'snapToDetector');
  const model = models.find((one) => one.id === project?.model);
  const willAsk = tool === 'ask' || (makesBoxes(tool) && (clickAsks || snapToDetector));
  const wanted = willAsk && problem === undefined && model !== undefined && model.remote === undefined;
  useEffect(() => {
    if (!wanted) return undefined;
    const timer = setTimeout(() => desk.asking.lookAhead(id), restsFrom);
    return () => clearTimeout(timer);
  }, [desk, id, wanted, model?.id]);
}

/** Undefined: nothing was asked. */
export function shownAnswer(state: AskingState, keys: KeyMap): ShownAnswer | undefined {
  const key = (id: string) => {
    const [first] = keysOf(keys, commandOf(id));
    return first === undefined ? undefined : keyName(first);
  };
  switch (state.phase) {
    case 'none':
      return undefined;
    case 'asking':
      return { kind: 'asking', at: state.at, ...(state.pace === 'slow' && { words: t('Asking the detector…') }) };
    case 'refused':
      return { kind: 'refused', at: state.at, words: state.said };
    case 'snapped':
      return { kind: 'snapped', box: state.box, words: t('Snapped to the detector · Ctrl at the release keeps yours') };
    case 'offered': {
      const { boxes, chosen, knows } = state;
      const { box, name, score, category } = boxes[chosen]!;
      const several = boxes.length > 1;
      const [keep, next, drop] = [key('ask.keep'), key('ask.next'), key('ask.drop')];
      const words = [
        several && t('{place} of {count}', { place: chosen + 1, count: boxes.length }),
        keep !== undefined && t('{key} keeps', { key: keep }),
        several && next !== undefined && t('{key} next', { key: next }),
        drop !== undefined && t('{key} drops', { key: drop }),
        knows === 'final' && t('this model only knows its final boxes'),
      ];
      return {
        kind: 'offered',
        box,
        chip: `${name} ${score.toFixed(2)}`,
        ...(category !== undefined && { categoryId: category }),
        words: words.filter(Boolean).join(' · '),
      };
    }
  }
}
