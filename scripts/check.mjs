// `npm run check`: every check of the sources, without the tests.
import './setup/nodeVersion.mjs';
import { runSourceChecks } from './checks.mjs';
import { preparePackages } from './setup/prepare.mjs';
import { runScript } from './setup/say.mjs';

await runScript(async () => {
  await preparePackages();
  const { failed } = await runSourceChecks();
  return failed === 0 ? 0 : 1;
});
