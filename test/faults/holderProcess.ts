// Opens a project, says how, and keeps it open until it is killed.
import { failureOf } from '../../src/common/result.ts';
import { openProject } from '../../src/main/project/project.ts';

const [folder = '', access = 'write'] = process.argv.slice(2);
try {
  const project = await openProject(folder, { access: access === 'write' ? 'write' : 'prefer-write' });
  console.log(JSON.stringify({ pid: process.pid, readOnly: project.readOnly, reason: project.readOnlyReason ?? '' }));
  setInterval(() => project.database.isOpen, 1000);
} catch (caught) {
  console.log(JSON.stringify({ pid: process.pid, failure: failureOf(caught) }));
}
