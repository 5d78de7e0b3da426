// A program that downloads one file, to be killed in the middle of it. Arguments: address and file.
import { download } from '../../../../src/main/project/download/download.ts';

const [address = '', file = ''] = process.argv.slice(2);
await download({
  address,
  file,
  proxy: 'none',
  limit: 1e9,
  signal: new AbortController().signal,
  onProgress: (done) => process.stdout.write(`${done}\n`),
});
