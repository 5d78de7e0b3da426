// The one catalogue of messages: each English text with its translations, a room of the program in a file. The English text is the
// name by which the sources say it, so a text that is changed wants its translations looked at again: it does not compile before.
import { boxPanels } from './rooms/boxPanels.ts';
import { canvas } from './rooms/canvas.ts';
import { commandTitles } from './rooms/commandTitles.ts';
import { commandWords } from './rooms/commandWords.ts';
import { comparing } from './rooms/comparing.ts';
import { framePanels } from './rooms/framePanels.ts';
import { grid } from './rooms/grid.ts';
import { keys } from './rooms/keys.ts';
import { look } from './rooms/look.ts';
import { main } from './rooms/main.ts';
import { menu } from './rooms/menu.ts';
import { models } from './rooms/models.ts';
import { pages } from './rooms/pages.ts';
import { people } from './rooms/people.ts';
import { progress } from './rooms/progress.ts';
import { project } from './rooms/project.ts';
import { review } from './rooms/review.ts';
import { settings } from './rooms/settings.ts';
import { shared } from './rooms/shared.ts';
import { state } from './rooms/state.ts';
import { train } from './rooms/train.ts';

export const catalogue = {
  ...boxPanels,
  ...canvas,
  ...commandTitles,
  ...commandWords,
  ...comparing,
  ...framePanels,
  ...grid,
  ...keys,
  ...look,
  ...main,
  ...menu,
  ...models,
  ...pages,
  ...people,
  ...progress,
  ...project,
  ...review,
  ...settings,
  ...shared,
  ...state,
  ...train,
};

/** A text that can be said. */
export type Message = keyof typeof catalogue;
