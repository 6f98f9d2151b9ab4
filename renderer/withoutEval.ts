/** Keeps zod from trying `new Function`, which the page's content security policy forbids; imported before any schema is made. */
import { z } from "zod";

z.config({ jitless: true });
