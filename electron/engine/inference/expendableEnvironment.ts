/** The environment of an expendable process: this process's, without variables for debugging. */
export function expendableEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !["NODE_OPTIONS", "G_DEBUG", "G_MESSAGES_DEBUG"].includes(name)),
  );
}
