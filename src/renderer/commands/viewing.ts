// Commands on how the picture is shown, for looking only: adjustments, levels. Nothing of it reaches the model or the export.
import { isAdjusted, unadjusted, type Adjustments } from '../canvas/adjust/adjustments.ts';
import type { Desk } from '../state/desk.ts';
import type { Settings } from '../../common/records.ts';
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

function stepped(id: string, title: string, part: (now: Adjustments) => Partial<Adjustments>): Command {
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

type Toggled = { [Name in keyof Settings]: Settings[Name] extends boolean ? Name : never }[keyof Settings];

/** Turns a setting on or off. */
function toggle(id: string, title: string, name: Toggled): Command {
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
  toggle('keep-adjustments', 'Keep light and contrast for the next picture, or not', 'keepAdjustments'),
];
