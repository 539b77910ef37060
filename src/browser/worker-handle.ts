/** Sources of the workers by name, put into the page by page-bundle.ts. */
declare const LONGHAUL_WORKERS: Readonly<Record<string, string>>;

export interface WorkerHandle<Order, News extends { readonly type: string }> {
  send(order: Order, transfer?: Transferable[]): void;
  /** Sends an order and waits for the next news of a type. */
  ask<T extends News['type']>(order: Order, type: T): Promise<Extract<News, { type: T }>>;
}

/** Starts one of the page's workers, from the page's own text: nothing is fetched. */
export function startWorker<Order, News extends { readonly type: string }>(
  name: string,
  onNews: (news: News) => void,
): WorkerHandle<Order, News> {
  const source = LONGHAUL_WORKERS[name];
  if (source === undefined) throw new Error(`no worker ${name} in this page`);
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  // As an error of the page: the runner hears of those.
  worker.addEventListener('error', ({ message }) => reportError(new Error(`${name}: ${message}`)));
  const waiting = new Map<string, ((news: News) => void)[]>();
  worker.addEventListener('message', ({ data }: MessageEvent<News>) => {
    waiting.get(data.type)?.shift()?.(data);
    onNews(data);
  });
  return {
    send: (order, transfer = []) => worker.postMessage(order, transfer),
    ask: (order, type) =>
      new Promise((resolve) => {
        const queue = waiting.get(type) ?? [];
        waiting.set(type, [...queue, resolve as (news: News) => void]);
        worker.postMessage(order);
      }),
  };
}
