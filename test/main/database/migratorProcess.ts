// Brings the project file of its first argument up to today's schema, in a process that crash tests kill: "begin" goes out before.
import { openDatabase } from '../../../src/main/database/driver.ts';
import { migrate } from '../../../src/main/database/migrate.ts';

const [file = ''] = process.argv.slice(2);
const database = await openDatabase(file, { access: 'write', missing: 'refuse' });
process.stdout.write('begin\n', () => {
  migrate(database);
  database.close();
  process.stdout.write('end\n');
});
