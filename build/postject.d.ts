declare module 'postject' {
  /** Puts `data` into the program file at `path`, under `resource`, and flips the fuse that tells the program it is there. */
  export function inject(path: string, resource: string, data: Buffer, options: { readonly sentinelFuse: string }): Promise<void>;
}
