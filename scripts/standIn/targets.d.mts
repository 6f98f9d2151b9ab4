/** The types of targets.mjs, for vite.config.ts. */
export const NODE_TARGET: string;
export const CHROMIUM_TARGET: string;
