// Types of layers.mjs for its test.
export interface LayerReport {
  cruised: number;
  overlooked: string[];
  violations: { rule: string; from: string; to: string; comment: string }[];
}
export declare function checkLayers(root?: string): Promise<LayerReport>;
export declare function layerRuleNames(): string[];
