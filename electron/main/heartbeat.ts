/** Detects a process that is alive but no longer answers. */

const BEAT_MS = 5_000;
/** Beats without an answer: 25 to 30 seconds. Counted in beats, so that a computer's sleep does not count as silence. */
const MAX_SILENT_BEATS = 5;

export interface HeartbeatOptions {
  readonly ping: (id: number) => void;
  /** Called once. */
  readonly onSilence: () => void;
}

export function createHeartbeat({ ping, onSilence }: HeartbeatOptions): {
  readonly pong: (id: number) => void;
  readonly stop: () => void;
} {
  let sent = 0;
  let answered = 0;
  const timer = setInterval(() => {
    if (sent - answered >= MAX_SILENT_BEATS) {
      clearInterval(timer);
      onSilence();
      return;
    }
    sent += 1;
    ping(sent);
  }, BEAT_MS);
  return {
    pong: (id) => void (answered = Math.max(answered, Math.min(id, sent))),
    stop: () => clearInterval(timer),
  };
}
