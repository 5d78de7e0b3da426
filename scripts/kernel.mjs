// Compiles the WebAssembly that makes pictures smaller. Run by hand after changing src/detector/triangle/assembly:
// node scripts/kernel.mjs. A test compiles it again and compares.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import asc from 'assemblyscript/asc';
import { root } from './setup/paths.mjs';

const folder = path.join(root, 'src', 'detector', 'triangle');

/** The text of kernelCode.ts. Fails with what the compiler says. */
export async function compiledKernel() {
  let code;
  const options = ['--enable', 'simd', '--runtime', 'stub', '--noAssert', '--importMemory', '-O3'];
  const { error, stderr } = await asc.main(['kernel.ts', '--outFile', 'kernel.wasm', ...options], {
    readFile: (name) => {
      // It asks for what may lie beside the file, too.
      return name === 'kernel.ts' ? readFileSync(path.join(folder, 'assembly', name), 'utf8') : null;
    },
    writeFile: (_, contents) => {
      code = Buffer.from(contents).toString('base64');
    },
    listFiles: () => [],
  });
  if (error) throw new Error(stderr.toString(), { cause: error });
  const lines = code.match(/.{1,100}/g).map((line) => `  '${line}',`);
  return `// Made by scripts/kernel.mjs from assembly/kernel.ts. Do not edit.
export const kernelCode = [
${lines.join('\n')}
].join('');
`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(path.join(folder, 'kernelCode.ts'), await compiledKernel());
