// Imports a file into a project and says how far it is: for the test that kills it.
import { importLabels } from '../../../src/main/project/import.ts';
import { openProject } from '../../../src/main/project/project.ts';

const [folder = '', file = ''] = process.argv.slice(2);
const project = await openProject(folder, { access: 'write' });
console.log('open');
let isTaking = false;
await importLabels(project, file, {
  choices: { merge: 'replace', classes: [] },
  onProgress: (done, total) => {
    if (isTaking || done * 2 <= total) return;
    isTaking = true;
    console.log('taking');
  },
});
console.log('done');
