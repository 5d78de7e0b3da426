// Runs many small asynchronous jobs, a few at a time, in order of their list.

/** The results in the order of `items`; at most `limit` run at once. Rejects with the first rejection. */
export async function mapLimited<Item, Value>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, index: number) => Promise<Value>,
): Promise<Value[]> {
  const values = new Array<Value>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      values[index] = await work(items[index] as Item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return values;
}

/** Lets the event loop run what is waiting. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
