/** Calls over any port: both ends parse what they receive; errors carry a code; progress is limited by credits; a message cancels. */
import { z } from "zod";
import type { Contract, InputOf, OutputOf, ProgressOf } from "./contract.ts";

/** The minimum that a message port must offer; Electron's, the browser's and an in-memory pair all do. */
export interface Port {
  post(message: unknown): void;
  /** One listener; a later call replaces it. */
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

export type RpcErrorCode = "bad-request" | "bad-reply" | "cancelled" | "failed" | "closed";

export class RpcError extends Error {
  constructor(
    readonly code: RpcErrorCode,
    message: string,
  ) {
    super(message);
    this.name = "RpcError";
  }
}

/** Maximum number of unacknowledged progress messages: postMessage itself has no back-pressure. */
export const PROGRESS_WINDOW = 32;

const callId = z.number().int().nonnegative();
const messageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("call"), id: callId, command: z.string().max(64), input: z.unknown() }),
  z.object({ kind: z.literal("cancel"), id: callId }),
  z.object({ kind: z.literal("credit"), id: callId, count: z.number().int().positive() }),
  z.object({ kind: z.literal("reply"), id: callId, output: z.unknown() }),
  z.object({
    kind: z.literal("error"),
    id: callId,
    code: z.enum(["bad-request", "bad-reply", "cancelled", "failed", "closed"]),
    message: z.string(),
  }),
  z.object({ kind: z.literal("progress"), id: callId, value: z.unknown() }),
]);

export interface CallOptions<P> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (value: P) => void;
}

/** One asynchronous function per command. */
export type Client<C extends Contract> = {
  readonly [K in keyof C]: (input: InputOf<C, K>, options?: CallOptions<ProgressOf<C, K>>) => Promise<OutputOf<C, K>>;
};

export interface CallContext<P> {
  readonly signal: AbortSignal;
  /** Resolves when the other end is ready for more: await it, so that a slow page slows the engine down instead of filling memory. */
  readonly progress: (value: P) => Promise<void>;
}

/** One function per command; a missing handler does not compile. */
export type Handlers<C extends Contract> = {
  readonly [K in keyof C]: (input: InputOf<C, K>, context: CallContext<ProgressOf<C, K>>) => Promise<OutputOf<C, K>>;
};

interface PendingCall {
  readonly command: string;
  readonly resolve: (output: never) => void;
  readonly reject: (error: RpcError) => void;
  readonly onProgress: ((value: never) => void) | undefined;
  readonly removeAbort: () => void;
}

/** The calling end. Pending calls are rejected with `closed` when the port closes. */
export function createClient<C extends Contract>(
  contract: C,
  port: Port,
): Client<C> & { readonly dispose: () => void } {
  const pending = new Map<number, PendingCall>();
  let nextId = 0;
  let closed = false;

  function settle(id: number): PendingCall | undefined {
    const call = pending.get(id);
    pending.delete(id);
    call?.removeAbort();
    return call;
  }

  /** Progress that cannot be read, or that its listener fails on, is no progress: the call ends, at both ends. */
  function giveUp(id: number, code: RpcErrorCode, why: string): void {
    const call = settle(id);
    if (!call) return;
    port.post({ kind: "cancel", id });
    call.reject(new RpcError(code, `progress of ${call.command}: ${why}`));
  }

  function closeAll(): void {
    closed = true;
    for (const id of [...pending.keys()]) settle(id)?.reject(new RpcError("closed", "the other process ended"));
  }

  port.onClose(closeAll);
  port.onMessage((raw) => {
    const parsed = messageSchema.safeParse(raw);
    if (!parsed.success) return;
    const message = parsed.data;
    const call = pending.get(message.id);
    const command = call ? contract[call.command] : undefined;
    if (!call || !command) return;
    switch (message.kind) {
      case "reply": {
        const output = command.output.safeParse(message.output);
        settle(message.id);
        if (output.success) call.resolve(output.data as never);
        else call.reject(new RpcError("bad-reply", `${call.command}: ${z.prettifyError(output.error)}`));
        return;
      }
      case "error":
        settle(message.id)?.reject(new RpcError(message.code, message.message));
        return;
      case "progress": {
        const value = command.progress?.safeParse(message.value);
        try {
          if (value?.success) call.onProgress?.(value.data as never);
          else giveUp(message.id, "bad-reply", value ? z.prettifyError(value.error) : "it has no progress");
        } catch (error) {
          giveUp(message.id, "failed", error instanceof Error ? error.message : String(error));
        } finally {
          port.post({ kind: "credit", id: message.id, count: 1 });
        }
        return;
      }
      case "call":
      case "cancel":
      case "credit":
        return;
    }
  });

  function call(command: string, input: unknown, options: CallOptions<never> = {}): Promise<never> {
    return new Promise((resolve, reject) => {
      if (closed) return reject(new RpcError("closed", "the other process ended"));
      if (options.signal?.aborted) return reject(new RpcError("cancelled", command));
      const id = nextId++;
      const abort = () => port.post({ kind: "cancel", id });
      options.signal?.addEventListener("abort", abort, { once: true });
      pending.set(id, {
        command,
        resolve,
        reject,
        onProgress: options.onProgress,
        removeAbort: () => options.signal?.removeEventListener("abort", abort),
      });
      port.post({ kind: "call", id, command, input });
    });
  }

  const client: Record<string, unknown> = {
    dispose: () => {
      closeAll();
      port.close();
    },
  };
  for (const command of Object.keys(contract)) {
    client[command] = (input: unknown, options?: CallOptions<never>) => call(command, input, options);
  }
  return client as Client<C> & { readonly dispose: () => void };
}

/**
 * The answering end. A handler that throws answers `failed` (a bug, reported to `onBug`); one whose signal was aborted
 * answers `cancelled`. When the port closes every running call is aborted.
 */
export function serve<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  port: Port,
  onBug: (command: string, error: unknown) => void,
): void {
  const running = new Map<number, { readonly abort: AbortController; readonly addCredit: (count: number) => void }>();

  port.onClose(() => {
    for (const { abort } of running.values()) abort.abort();
  });
  port.onMessage((raw) => {
    const parsed = messageSchema.safeParse(raw);
    if (!parsed.success) return;
    const message = parsed.data;
    if (message.kind === "cancel") running.get(message.id)?.abort.abort();
    else if (message.kind === "credit") running.get(message.id)?.addCredit(message.count);
    else if (message.kind === "call") void answer(message.id, message.command, message.input);
  });

  async function answer(id: number, name: string, rawInput: unknown): Promise<void> {
    const fail = (code: RpcErrorCode, text: string) => port.post({ kind: "error", id, code, message: text });
    const command = Object.prototype.hasOwnProperty.call(contract, name) ? contract[name] : undefined;
    if (!command) return fail("bad-request", `unknown command ${name}`);
    if (running.has(id)) return fail("bad-request", `call ${id} is already running`);
    const input = command.input.safeParse(rawInput);
    if (!input.success) return fail("bad-request", `${name}: ${z.prettifyError(input.error)}`);

    const abort = new AbortController();
    const credits = createCredits(PROGRESS_WINDOW, abort.signal);
    running.set(id, { abort, addCredit: credits.add });
    const context = {
      signal: abort.signal,
      progress: async (value: unknown) => {
        await credits.take();
        if (!abort.signal.aborted) port.post({ kind: "progress", id, value });
      },
    };
    try {
      const handler = handlers[name] as unknown as (input: unknown, context: unknown) => Promise<unknown>;
      const output = await handler(input.data, context);
      const checked = command.output.safeParse(output);
      if (checked.success) port.post({ kind: "reply", id, output: checked.data });
      else fail("bad-reply", `${name}: ${z.prettifyError(checked.error)}`);
    } catch (error) {
      if (abort.signal.aborted) fail("cancelled", name);
      else {
        onBug(name, error);
        fail("failed", error instanceof Error ? error.message : String(error));
      }
    } finally {
      running.delete(id);
    }
  }
}

/** A counting semaphore that an abort opens permanently. */
function createCredits(initial: number, signal: AbortSignal) {
  let left = initial;
  const waiting: (() => void)[] = [];
  signal.addEventListener("abort", () => waiting.splice(0).forEach((wake) => wake()));
  return {
    add(count: number): void {
      left += count;
      while (left > 0 && waiting.length > 0) {
        left -= 1;
        waiting.shift()?.();
      }
    },
    take(): Promise<void> {
      if (left > 0 || signal.aborted) {
        left -= 1;
        return Promise.resolve();
      }
      return new Promise((wake) => waiting.push(wake));
    },
  };
}

/** Two ports joined in memory; messages arrive as a microtask, in order. For tests and the command line. */
export function createPortPair(): readonly [Port, Port] {
  const listeners: ((message: unknown) => void)[] = [() => undefined, () => undefined];
  const closers: (() => void)[] = [() => undefined, () => undefined];
  let open = true;
  const end = (self: 0 | 1): Port => ({
    post: (message) => queueMicrotask(() => open && listeners[1 - self]?.(message)),
    onMessage: (listener) => void (listeners[self] = listener),
    onClose: (listener) => void (closers[self] = listener),
    close: () => {
      if (!open) return;
      open = false;
      closers.forEach((closer) => closer());
    },
  });
  return [end(0), end(1)];
}
