// A detector process that looks at ONNX files and does nothing else: started by the tests through the program's own client. The
// call's name is borrowed; its answer is the report.
import { answering } from '../../../src/detector/calls.ts';
import type { CallHandlers } from '../../../src/detector/calls.ts';
import { connectParent } from '../../../src/detector/connection.ts';
import { examineOnnx } from '../../../src/detector/foreign/examine.ts';
import { defaultPixelLimit } from '../../../src/common/protocol.ts';

/** Given by the test: `--megabytes=` and `--seconds=`. */
function given(name: string): number {
  const text = process.argv.find((one) => one.startsWith(`--${name}=`));
  return Number(text?.slice(name.length + 3));
}

const limits = { memory: given('megabytes') * 2 ** 20, milliseconds: given('seconds') * 1000 };

const connection = connectParent();
if (connection === undefined) process.exit(2);
const handlers = {
  importModel: ({ file }: { file: string }) => examineOnnx(file, undefined, defaultPixelLimit, limits),
} as unknown as CallHandlers;
connection.listen(answering(connection, handlers), () => process.exit(0));
connection.post({ kind: 'ready', pid: process.pid });
