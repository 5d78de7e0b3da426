// The one table of commands. Keyboard, palette, menu, tooltips, the sheet of keys and the tests all read it.
import type { Desk } from './state/desk.ts';
import type { Command } from './commands/command.ts';
import { askingCommands } from './commands/asking.ts';
import { attributeCommands } from './commands/attributes.ts';
import { boxCommands } from './commands/boxes.ts';
import { arrangeCommands } from './commands/arrange.ts';
import { comparingCommands } from './commands/comparing.ts';
import { copyingCommands } from './commands/copying.ts';
import { markCommands } from './commands/marks.ts';
import { classCommands } from './commands/classes.ts';
import { drawingCommands } from './commands/drawing.ts';
import { detectorCommands } from './commands/detector.ts';
import { everywhereCommands } from './commands/everywhere.ts';
import { gridCommands } from './commands/grid.ts';
import { insightCommands } from './commands/insight.ts';
import { keyCommands } from './commands/keys.ts';
import { lookingCommands } from './commands/looking.ts';
import { pictureCommands } from './commands/pictures.ts';
import { projectCommands } from './commands/project.ts';
import { reviewCommands } from './commands/review.ts';
import { snapshotCommands } from './commands/snapshots.ts';
import { verdictCommands } from './commands/verdicts.ts';
import { trainingCommands } from './commands/training.ts';
import { viewCommands } from './commands/view.ts';
import { viewingCommands } from './commands/viewing.ts';

export const commands: readonly Command[] = [
  ...projectCommands,
  ...pictureCommands,
  ...verdictCommands,
  ...boxCommands,
  ...copyingCommands,
  ...arrangeCommands,
  ...markCommands,
  ...drawingCommands,
  ...everywhereCommands,
  ...classCommands,
  ...attributeCommands,
  ...detectorCommands,
  ...reviewCommands,
  ...askingCommands,
  ...comparingCommands,
  ...trainingCommands,
  ...viewCommands,
  ...viewingCommands,
  ...lookingCommands,
  ...gridCommands,
  ...insightCommands,
  ...snapshotCommands,
  ...keyCommands(() => commandIds),
];

const byId = new Map(commands.map((command) => [command.id, command]));

export const commandIds: ReadonlySet<string> = new Set(byId.keys());

/** The command of this id. Throws for an id that is not in the table: that is a bug. */
export function commandOf(id: string): Command {
  const command = byId.get(id);
  if (command === undefined) throw new Error(`There is no command "${id}".`);
  return command;
}

/** Runs a command if it can do something now. What the menu sends may be of no use at the moment, or unknown. */
export function runCommand(desk: Desk, id: string): void {
  const command = byId.get(id);
  if (command?.when(desk) === true) void command.run(desk);
}
