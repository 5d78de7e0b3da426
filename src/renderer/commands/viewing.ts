// Commands on how the picture is shown, for looking only: adjustments, levels. Nothing of it reaches the model or the export.
import { isAdjusted, unadjusted, type Adjustments } from '../canvas/adjust/adjustments.ts';
import type { Message } from '../../common/messages/catalogue.ts';
import type { Desk } from '../state/desk.ts';
import type { Settings } from '../../common/records.ts';
import type { PanKind } from '../canvas/props.ts';
import { requestViewport } from '../state/view.ts';
import { command, onLabelPage, onPicture, type Command } from './command.ts';

export function adjust(desk: Desk, part: Partial<Adjustments>): void {
  desk.view.setState(({ adjustments }) => ({ adjustments: { ...adjustments, ...part } }));
}

/** A step of a command: a twentieth of the way from the middle of a slider to its end. */
const step = 0.05;

/** Gamma by the place of its slider, −1 … 1: from a fifth to five times, 1 in the middle. */
export function gammaAt(place: number): number {
  return place === 0 ? 1 : 5 ** place;
}

export function placeOfGamma(gamma: number): number {
  return Math.log(gamma) / Math.log(5);
}

function moved(value: number, by: number): number {
  return Math.min(1, Math.max(-1, Math.round((value + by) / step) * step));
}

function stepped(id: string, title: Message, part: (now: Adjustments) => Partial<Adjustments>): Command {
  return command(
    `view.${id}`,
    title,
    'View',
    [],
    (desk) => {
      adjust(desk, part(desk.view.getState().adjustments));
    },
    { when: onPicture },
  );
}

const steps: readonly Command[] = [
  stepped('brighter', 'Show the picture brighter', ({ brightness }) => ({ brightness: moved(brightness, step) })),
  stepped('darker', 'Show the picture darker', ({ brightness }) => ({ brightness: moved(brightness, -step) })),
  stepped('more-contrast', 'Show more contrast', ({ contrast }) => ({ contrast: moved(contrast, step) })),
  stepped('less-contrast', 'Show less contrast', ({ contrast }) => ({ contrast: moved(contrast, -step) })),
  stepped('gamma-up', 'Lighten the shadows (gamma up)', ({ gamma }) => ({
    gamma: gammaAt(moved(placeOfGamma(gamma), step)),
  })),
  stepped('gamma-down', 'Darken the shadows (gamma down)', ({ gamma }) => ({
    gamma: gammaAt(moved(placeOfGamma(gamma), -step)),
  })),
];

function lookTo(kind: PanKind, title: Message, key: string): Command {
  return command(`view.${kind}`, title, 'View', [`$mod+Alt+${key}`], (desk) => requestViewport(desk.view, kind), {
    when: onLabelPage,
  });
}

const looks = [
  lookTo('look-left', 'Move the view left', 'ArrowLeft'),
  lookTo('look-right', 'Move the view right', 'ArrowRight'),
  lookTo('look-up', 'Move the view up', 'ArrowUp'),
  lookTo('look-down', 'Move the view down', 'ArrowDown'),
];

type Toggled = { [Name in keyof Settings]: Settings[Name] extends boolean ? Name : never }[keyof Settings];

/** Turns a setting on or off. */
function toggle(id: string, title: Message, name: Toggled): Command {
  return command(`view.${id}`, title, 'View', [], (desk) =>
    desk.settings.set({ [name]: !desk.settings.store.getState()[name] }),
  );
}

export const viewingCommands: readonly Command[] = [
  command(
    'view.look',
    'How the picture is shown: light, contrast, magnifier…',
    'View',
    [],
    (desk) => desk.view.setState(({ lookOpen }) => ({ lookOpen: !lookOpen })),
    { when: onLabelPage },
  ),
  ...steps,
  command(
    'view.invert',
    'Show the picture inverted',
    'View',
    ['i'],
    (desk) => adjust(desk, { inverted: !desk.view.getState().adjustments.inverted }),
    { when: onPicture },
  ),
  command(
    'view.grayscale',
    'Show the picture in gray',
    'View',
    [],
    (desk) => adjust(desk, { grayscale: !desk.view.getState().adjustments.grayscale }),
    { when: onPicture },
  ),
  command(
    'view.auto-levels',
    'Levels from what the picture makes use of (16 bits)',
    'View',
    [],
    (desk) => adjust(desk, { levels: 'auto' }),
    { when: onPicture },
  ),
  command(
    'view.unadjust',
    'Show the picture as it is',
    'View',
    ['Shift+i'],
    (desk) => desk.view.setState({ adjustments: unadjusted }),
    { when: (desk) => onLabelPage(desk) && isAdjusted(desk.view.getState().adjustments) },
  ),
  command('view.magnify', 'Magnifier while held', 'View', ['m'], (desk) => desk.view.setState({ magnifier: 'on' }), {
    when: onPicture,
    release: (desk) => desk.view.setState({ magnifier: 'off' }),
  }),
  command(
    'view.magnifier',
    'Magnifier on or off',
    'View',
    ['Shift+m'],
    (desk) => desk.view.setState(({ magnifier }) => ({ magnifier: magnifier === 'on' ? 'off' : 'on' })),
    { when: onPicture },
  ),
  command('view.magnification', 'Magnifier 4 or 8 times', 'View', [], (desk) =>
    desk.settings.set({ magnification: desk.settings.store.getState().magnification === 4 ? 8 : 4 }),
  ),
  toggle('minimap', 'Minimap on or off', 'minimap'),
  toggle('rulers', 'Rulers on or off', 'rulers'),
  toggle('keep-zoom', 'Keep zoom and place for the next picture, or show it whole', 'keepZoom'),
  ...looks,
  toggle('keep-adjustments', 'Keep light and contrast for the next picture, or not', 'keepAdjustments'),
];
