/** Sources of the workers by name, put into the page by page-bundle.ts. */
declare const LONGHAUL_WORKERS: Readonly<Record<string, string>>;

export interface WorkerHandle<Command, Message extends { readonly type: string }> {
  send(command: Command, transfer?: Transferable[]): void;
  /** Sends a command and waits for the next message of a type. */
  ask<T extends Message['type']>(command: Command, type: T): Promise<Extract<Message, { type: T }>>;
}

/** Starts one of the page's workers from text in the page: nothing is fetched. */
export function startWorker<Command, Message extends { readonly type: string }>(
  name: string,
  onMessage: (message: Message) => void,
): WorkerHandle<Command, Message> {
  const source = LONGHAUL_WORKERS[name];
  if (source === undefined) throw new Error(`no worker ${name} in this page`);
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  // Raised as an error of the page, which reaches the runner.
  worker.addEventListener('error', ({ message }) => reportError(new Error(`${name}: ${message}`)));
  const waiting = new Map<string, ((message: Message) => void)[]>();
  worker.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    waiting.get(data.type)?.shift()?.(data);
    onMessage(data);
  });
  return {
    send: (command, transfer = []) => worker.postMessage(command, transfer),
    ask: (command, type) =>
      new Promise((resolve) => {
        const queue = waiting.get(type) ?? [];
        waiting.set(type, [...queue, resolve as (message: Message) => void]);
        worker.postMessage(command);
      }),
  };
}
