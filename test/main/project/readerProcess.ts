// Opens a project that it may not write, in every way, and prints what came of it: reader.js <project folder> <scratch file>.
import { failureOf } from '../../../src/common/result.ts';
import { openDatabase } from '../../../src/main/database/driver.ts';
import { countImages } from '../../../src/main/database/images.ts';
import { closeProject, openProject, type OpenProjectOptions } from '../../../src/main/project/project.ts';

const [folder = '', scratch = ''] = process.argv.slice(2);

// root writes everywhere, so it goes on as nobody. SQLite is loaded before: the checkout may be root's alone.
(await openDatabase(scratch, { access: 'write', missing: 'create' })).close();
if (process.getuid?.() === 0) {
  process.setgid?.(65534);
  process.setuid?.(65534);
}

async function open(access: OpenProjectOptions['access']): Promise<unknown> {
  try {
    const project = await openProject(folder, { access });
    const reason = project.readOnlyReason === undefined ? {} : { reason: project.readOnlyReason };
    const seen = { readOnly: project.readOnly, ...reason, pictures: countImages(project.database) };
    closeProject(project);
    return seen;
  } catch (caught) {
    return failureOf(caught).kind;
  }
}

process.stdout.write(
  JSON.stringify({ write: await open('write'), preferWrite: await open('prefer-write'), read: await open('read') }),
);
