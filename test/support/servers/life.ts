import { rm } from 'node:fs/promises';
import { end } from './serverProcess';

/** What a test may do to a server of its own: it starts again on the same port with the same data. */
export interface Life {
  /** Ends it as an administrator would: connections are closed. */
  stop(): Promise<void>;
  /** Ends all of it by SIGKILL, as a failure of the machine would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Stops it, if it runs, and removes its data. */
  remove(): Promise<void>;
}

interface Started {
  readonly pid: number;
  readonly folder: string;
  readonly quit: NodeJS.Signals;
  launch(): Promise<number>;
  kill?(pid: number): Promise<void>;
}

export function lifeOf({ pid: first, folder, quit, launch, kill = (pid) => end(pid, 'SIGKILL') }: Started): Life {
  let pid = first;
  return {
    stop: () => end(pid, quit),
    kill: () => kill(pid),
    start: async () => {
      pid = await launch();
    },
    remove: async () => {
      await end(pid, quit);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
