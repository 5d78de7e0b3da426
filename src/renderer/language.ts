// The language, before any other file of the window runs: index.tsx imports this one first.
import { localeTags } from '../common/messages/languages.ts';
import { speak } from '../common/messages/t.ts';

const { spoken } = window.studio.language;
speak(spoken);
document.documentElement.lang = localeTags[spoken];
