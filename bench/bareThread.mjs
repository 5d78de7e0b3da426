// One thread of the bare loop with the program's own thread layout: a session, tensors that are prepared already, and nothing else.
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';

// As the program's detector process: what else runs on the machine then takes as much from the one as from the other. On Linux this
// is the thread's own, and those that it starts have it too.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const { model, images, shape, options } = workerData;
const session = await InferenceSession.create(model, options);
const tensors = images.map((image) => new Tensor('float32', image, shape));

parentPort.on('message', async (runs) => {
  for (let index = 0; index < runs; index++) await session.run({ image: tensors[index % tensors.length] });
  parentPort.postMessage(runs);
});
await session.run({ image: tensors[0] });
parentPort.postMessage(0);
