// One thread of the bare loop with the program's own thread layout: a session, tensors that are prepared already, and nothing else.
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const { model, images, shape, options } = workerData;
const session = await InferenceSession.create(model, options);
const tensors = images.map((image) => new Tensor('float32', image, shape));

parentPort.on('message', async (runs) => {
  for (let index = 0; index < runs; index++) await session.run({ image: tensors[index % tensors.length] });
  parentPort.postMessage(runs);
});
await session.run({ image: tensors[0] });
parentPort.postMessage(0);
