import { rm } from 'node:fs/promises';
import { end } from './serverProcess';

/** What a test may do to a server of its own: it starts again on the same port with the same data. */
export interface Life {
  /** Ends it as an administrator would: connections are closed. */
  stop(): Promise<void>;
  /** Ends all of it by SIGKILL, as a failure of the machine would. */
  kill(): Promise<void>;
  /** Stops all of its processes where they are (SIGSTOP), until `thaw`: connections are taken up, and nothing is answered. */
  freeze(): void;
  thaw(): void;
  start(): Promise<void>;
  /** Stops it, if it runs, and removes its data. */
  remove(): Promise<void>;
}

interface Started {
  readonly pid: number;
  readonly folder: string;
  readonly quit: NodeJS.Signals;
  launch(): Promise<number>;
  /** The processes that are the server's; only its first unless told. */
  members?(pid: number): number[];
}

export function lifeOf({ pid: first, folder, quit, launch, members = (pid) => [pid] }: Started): Life {
  let pid = first;
  // First the one that starts the others, so that no further ones are started.
  const freeze = () => [pid, ...members(pid)].forEach((member) => signal(member, 'SIGSTOP'));
  return {
    stop: () => end(pid, quit),
    kill: async () => {
      freeze();
      await Promise.all(members(pid).map((member) => end(member, 'SIGKILL')));
    },
    freeze,
    thaw: () => members(pid).forEach((member) => signal(member, 'SIGCONT')),
    start: async () => {
      pid = await launch();
    },
    remove: async () => {
      await end(pid, quit);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One that has ended in the meantime needs none. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}
