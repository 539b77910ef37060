export const NATIVE: string;
export const MACHINES: readonly { readonly machine: string; readonly compiler: string }[];
export const FLAGS: readonly string[];
export function sourceFiles(): string[];
export function sourceHash(): string;
