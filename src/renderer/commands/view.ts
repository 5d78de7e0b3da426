// Commands on what is shown: tools, zoom, panels, pages, palette, theme.
import type { Message } from '../../common/messages/catalogue.ts';
import type { Desk } from '../state/desk.ts';
import { openDialog, requestViewport, usualWidths, type Page } from '../state/view.ts';
import { makesBoxes, type ToolName } from '../canvas/props.ts';
import { askForClass } from './classes.ts';
import { canEdit, command, hasProject, onLabelPage, onPicture, type Command } from './command.ts';

function tool(name: ToolName, title: Message, key: string): Command {
  const when = makesBoxes(name) ? canEdit : onPicture;
  const run = (desk: Desk) => {
    desk.view.setState({ tool: name });
    // Nothing can be drawn before there is a class, so the next step is to name one.
    if (name === 'draw' && desk.categories.store.getState().list.length === 0) askForClass(desk);
  };
  return command(`tool.${name}`, title, 'View', [key], run, { when });
}

function page(name: Page, title: Message, keys: readonly string[]): Command {
  // Without a project the page of labelling is the welcome, the only way back from models and settings.
  const needsProject = name !== 'label' && name !== 'models' && name !== 'settings';
  return command(`page.${name}`, title, 'View', keys, (desk) => desk.view.setState({ page: name }), {
    scope: 'everywhere',
    ...(needsProject && { when: hasProject }),
  });
}

function togglePanel(desk: Desk, panel: 'list' | 'inspector'): void {
  const name = panel === 'list' ? 'listWidth' : 'inspectorWidth';
  desk.settings.set({ [name]: desk.settings.store.getState()[name] > 0 ? 0 : usualWidths[panel] });
}

/** Opened, it has the focus, so that the arrows go through the steps. */
function toggleHistory(desk: Desk): void {
  const { historyOpen } = desk.view.getState();
  desk.view.setState({ historyOpen: !historyOpen });
  if (!historyOpen && desk.settings.store.getState().listWidth === 0)
    desk.settings.set({ listWidth: usualWidths.list });
  const place = historyOpen ? '[role="application"]' : '[data-region="history"] [role="listbox"]';
  requestAnimationFrame(() => document.querySelector<HTMLElement>(place)?.focus());
}

/** Moves the focus to the next part of the window, for Tab belongs to the boxes while the canvas has it. */
function goToRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (one) => one.offsetParent !== null,
  );
  const place = regions.findIndex((one) => one.contains(document.activeElement));
  // From nowhere, forth is the first one and back the last.
  const from = place < 0 && step < 0 ? 0 : place;
  const next = regions[(from + step + regions.length) % regions.length];
  const target =
    next?.querySelector<HTMLElement>('[data-region-focus], [role="application"], button, input, [tabindex="0"]') ??
    next;
  target?.focus();
}

const themes = ['dark', 'light', 'system'] as const;

export const viewCommands: readonly Command[] = [
  tool('select', 'Select tool', 'v'),
  tool('draw', 'Draw boxes', 'b'),
  tool('ask', 'Ask the detector for a box', 'e'),
  tool('pan', 'Pan tool', 'h'),
  command(
    'tool.pan-held',
    'Pan while held',
    'View',
    ['Space', 'Shift+Space'],
    (desk) => desk.view.setState({ hand: 'pan' }),
    {
      scope: 'canvas',
      during: 'labelling',
      when: onPicture,
      release: (desk) => desk.view.setState({ hand: 'tool' }),
    },
  ),
  command('view.fit', 'Fit picture', 'View', ['f'], (desk) => requestViewport(desk.view, 'fit'), { when: onLabelPage }),
  command('view.one-to-one', '100 %', 'View', ['Shift+Digit1'], (desk) => requestViewport(desk.view, 'one-to-one'), {
    when: onLabelPage,
  }),
  command('view.zoom-in', 'Zoom in', 'View', ['+', '=', 'NumpadAdd'], (desk) => requestViewport(desk.view, 'zoom-in'), {
    during: 'labelling',
    when: onLabelPage,
  }),
  command(
    'view.zoom-out',
    'Zoom out',
    'View',
    ['-', 'NumpadSubtract'],
    (desk) => requestViewport(desk.view, 'zoom-out'),
    { during: 'labelling', when: onLabelPage },
  ),
  command(
    'view.show-box',
    'Zoom to the selected box',
    'View',
    ['z'],
    (desk) => {
      const { annotations, selection } = desk.document.store.getState();
      const box = annotations.get([...selection][0] ?? 0)?.box;
      if (box) requestViewport(desk.view, 'show-box', box);
    },
    { when: (desk) => onPicture(desk) && desk.document.store.getState().selection.size > 0 },
  ),
  command(
    'view.hide-boxes',
    'Hide all boxes while held',
    'View',
    ['q'],
    (desk) => desk.view.setState({ hidden: 'all' }),
    {
      when: onPicture,
      release: (desk) => desk.view.setState({ hidden: 'none' }),
    },
  ),
  command(
    'view.show-rejected',
    'Show rejected proposals, or hide them',
    'View',
    ['r'],
    (desk) => {
      desk.view.setState(({ showRejected }) => ({ showRejected: showRejected === 'shown' ? 'hidden' : 'shown' }));
    },
    { when: onPicture },
  ),
  command('view.crosshair', 'Crosshair on or off', 'View', ['x'], (desk) =>
    desk.settings.set({ crosshair: !desk.settings.store.getState().crosshair }),
  ),
  command('view.filmstrip', 'Filmstrip on or off', 'View', ['$mod+Alt+f'], (desk) =>
    desk.settings.set({ filmstrip: !desk.settings.store.getState().filmstrip }),
  ),
  command('view.toggle-list', 'Picture list on or off', 'View', ['$mod+b'], (desk) => togglePanel(desk, 'list'), {
    scope: 'everywhere',
    when: onLabelPage,
  }),
  command(
    'view.toggle-inspector',
    'Inspector on or off',
    'View',
    ['$mod+Alt+b'],
    (desk) => togglePanel(desk, 'inspector'),
    { scope: 'everywhere', when: onLabelPage },
  ),
  command('view.history', 'History of this picture on or off', 'View', ['Shift+h'], toggleHistory, { when: onPicture }),
  command('view.next-region', 'Next part of the window', 'View', ['F6'], () => goToRegion(1), { scope: 'everywhere' }),
  command('view.previous-region', 'Previous part of the window', 'View', ['Shift+F6'], () => goToRegion(-1), {
    scope: 'everywhere',
  }),
  command('view.theme', 'Theme: dark, light, as the system', 'View', [], (desk) => {
    const { theme } = desk.settings.store.getState();
    desk.settings.set({ theme: themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'dark' });
  }),
  command('view.palette', 'Command palette', 'View', ['$mod+k'], (desk) => openDialog(desk.view, { kind: 'palette' }), {
    scope: 'everywhere',
  }),
  command('view.keys', 'Keys', 'View', ['?'], (desk) => openDialog(desk.view, { kind: 'keys' })),
  command('view.problems', 'Show problems', 'View', [], (desk) => openDialog(desk.view, { kind: 'problems' }), {
    when: hasProject,
  }),
  page('label', 'Label', ['$mod+Digit1']),
  page('grid', 'Grid of crops', ['Shift+g']),
  page('train', 'Train', ['$mod+Digit2']),
  page('data', 'Data', ['$mod+Digit3']),
  page('insight', 'Look at the data', ['$mod+Digit6']),
  page('progress', 'Progress', ['$mod+Digit5']),
  page('models', 'Models', ['$mod+Digit4']),
  page('settings', 'Settings', ['$mod+,']),
];
