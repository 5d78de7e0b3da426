// One question at a time: what is still being worked out when a newer one is asked is given up.
export type Latest = <Value>(work: (signal: AbortSignal) => Promise<Value>) => Promise<Value>;

export function latest(): Latest {
  let stop = new AbortController();
  return (work) => {
    stop.abort();
    stop = new AbortController();
    return work(stop.signal);
  };
}
