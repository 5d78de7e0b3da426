// `npm start`: sets up what is missing and opens the studio. Arguments go on to the program.
import './setup/nodeVersion.mjs';
import { hasDisplay, startDisplay } from './setup/display.mjs';
import { describeElectron } from './setup/electron.mjs';
import { root } from './setup/paths.mjs';
import { prepareWindow } from './setup/prepare.mjs';
import { runProgram } from './setup/program.mjs';
import { runScript, say } from './setup/say.mjs';

await runScript(async () => {
  const needsDisplay = !hasDisplay();
  const electron = await prepareWindow(needsDisplay ? 'own' : 'given');
  say(describeElectron(electron));
  const display = needsDisplay ? await startDisplay() : undefined;
  if (display) say(`there is no display: the window opens on a display of its own, ${display.environment.DISPLAY}`);
  // Chromium refuses its sandbox to root, and only to root.
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  try {
    return await runProgram(electron.binary, [root, ...flags, ...process.argv.slice(2)], display?.environment);
  } finally {
    display?.stop();
  }
});
