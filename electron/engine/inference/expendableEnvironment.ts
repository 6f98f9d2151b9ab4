/** The environment of a process that may die: ours, without what only debugging needs. */
export function expendableEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !["NODE_OPTIONS", "G_DEBUG", "G_MESSAGES_DEBUG"].includes(name)),
  );
}
