/** Grants: the page names a file or folder that the user chose by an opaque token, and only main knows the path behind it. */
import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Grant } from "../../shared/ipc/contract.ts";

export interface Grants {
  /** The same path always has the same token, so that opening it again is recognised. */
  readonly grant: (file: string) => { readonly grant: Grant; readonly name: string; readonly isNew: boolean };
  readonly pathOf: (grant: Grant) => string | null;
  readonly all: () => { readonly grant: Grant; readonly path: string }[];
}

export function createGrants(): Grants {
  const pathByGrant = new Map<Grant, string>();
  const grantByPath = new Map<string, Grant>();
  return {
    grant(file) {
      const absolute = path.resolve(file);
      const name = path.basename(absolute) || absolute;
      const known = grantByPath.get(absolute);
      if (known !== undefined) return { grant: known, name, isNew: false };
      const grant = randomBytes(24).toString("base64url");
      pathByGrant.set(grant, absolute);
      grantByPath.set(absolute, grant);
      return { grant, name, isNew: true };
    },
    pathOf: (grant) => pathByGrant.get(grant) ?? null,
    all: () => [...pathByGrant].map(([grant, absolute]) => ({ grant, path: absolute })),
  };
}
