// Writes test/main/database/fixtures/v<N>.boxwright.gz for each schema version that has none: a small project as a program of that version
// leaves it. Run it once after a migration was added, and commit the file; those that are there are never made again.
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

process.chdir(resolve(import.meta.dirname, '..'));
await runnerImport(resolve('test/support/writeOldProjects.ts'), { configFile: false, logLevel: 'error' });
