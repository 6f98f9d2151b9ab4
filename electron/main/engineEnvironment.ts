/** The environment of the engine process: the user's own, without what would change how native code or Node behaves. */

const REMOVED = /^(G_DEBUG|G_MESSAGES_DEBUG|G_SLICE|LD_PRELOAD|LD_AUDIT|DYLD_.*|NODE_.*|ELECTRON_.*|VIPS_.*)$/i;

export function engineEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && !REMOVED.test(name)) kept[name] = value;
  }
  return kept;
}
