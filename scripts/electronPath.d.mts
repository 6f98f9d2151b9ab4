// Types of electronPath.mjs for the TypeScript projects that start Electron (end-to-end tests).
export interface InstalledElectron {
  path: string;
  kind: "official" | "fallback";
  version: string;
}
export declare const electronFolder: string;
export declare const electronMarker: string;
export declare function findElectron(): InstalledElectron | undefined;
export declare function electronSwitches(): { args: string[]; reasons: string[] };
