/** Names of the raw channels between the preload script and main; nothing else uses them. */

export const CONNECT_CHANNEL = "loupe:connect";
export const REGISTER_CHANNEL = "loupe:register-dropped";
/** Main → preload: a `PreloadMessage`, with a port where it announces one. */
export const MESSAGE_CHANNEL = "loupe:message";
