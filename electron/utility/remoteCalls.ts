/** Work that main has done in processes of their own, as promises. */

export interface RemoteCalls<Request, Outcome> {
  readonly request: (request: Request) => Promise<Outcome>;
  readonly settle: (id: number, outcome: Outcome) => void;
}

export function createRemoteCalls<Request, Outcome>(
  send: (id: number, request: Request) => void,
): RemoteCalls<Request, Outcome> {
  const waiting = new Map<number, (outcome: Outcome) => void>();
  let nextId = 0;
  return {
    request: (request) =>
      new Promise((resolve) => {
        const id = nextId++;
        waiting.set(id, resolve);
        send(id, request);
      }),
    settle(id, outcome) {
      waiting.get(id)?.(outcome);
      waiting.delete(id);
    },
  };
}
