// Starts the window: makes the desk, ties it to main, to the keys and to the theme, and draws the frame.
import './language.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { runCommand } from './commands.ts';
import { listenToKeys } from './keyboard.ts';
import { guardClosing } from './closing.ts';
import { tellSettingsProblems } from './settingsProblems.ts';
import { createDesk, listen } from './state/desk.ts';
import { followTheme } from './theme.ts';
import './styles/index.css';

const desk = createDesk(window.studio);
listen(desk, (id) => runCommand(desk, id));
listenToKeys(desk, window);
followTheme(desk);
const leave = guardClosing(desk);

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the window.');
createRoot(root).render(
  <StrictMode>
    <App desk={desk} onLeave={leave} />
  </StrictMode>,
);
void desk.flow.start().then(() => tellSettingsProblems(desk));
