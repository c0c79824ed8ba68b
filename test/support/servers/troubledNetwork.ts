import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * `pass`: everything goes through. `drop`: what is sent is lost without a word. `hold`: it waits until the network is well again. `drip`: a byte at a time.
 * Connections are taken up in all of them.
 */
export type Trouble = 'pass' | 'drop' | 'hold' | 'drip';

const DRIP_MS = 20;

/** A network between clients and a server on this machine, which can be made to fail. */
export class TroubledNetwork {
  trouble: Trouble = 'pass';
  private readonly sockets = new Set<Socket>();
  private waiting: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    private readonly target: number,
    readonly port: number
  ) {
    server.on('connection', (client) => this.join(client));
  }

  /**
   * In front of a port of this machine.
   * @param port where it listens, as another one did before that was closed; 0 for any
   */
  static async before(target: number, port = 0): Promise<TroubledNetwork> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return new TroubledNetwork(server, target, (server.address() as AddressInfo).port);
  }

  /** Everything goes through from now on, and what was held too. */
  heal(): void {
    this.trouble = 'pass';
    this.waiting.splice(0).forEach((send) => send());
  }

  /** Ends all connections without a farewell. */
  cut(): void {
    this.sockets.forEach((socket) => socket.resetAndDestroy());
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket): void {
    const far = connect(this.target, '127.0.0.1');
    this.carry(client, far);
    this.carry(far, client);
  }

  private carry(from: Socket, to: Socket): void {
    this.sockets.add(from);
    // Whatever the trouble, bytes arrive in order.
    let sent = Promise.resolve();
    from.on('data', (bytes) => (sent = sent.then(() => this.send(bytes, to))));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
  }

  private async send(bytes: Buffer, to: Socket): Promise<void> {
    if (this.trouble === 'drop') {
      return;
    }
    if (this.trouble === 'hold') {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    let rest = bytes;
    while (this.trouble === 'drip' && rest.length > 1 && !to.destroyed) {
      to.write(rest.subarray(0, 1));
      rest = rest.subarray(1);
      await new Promise((resolve) => setTimeout(resolve, DRIP_MS));
    }
    to.write(rest);
  }
}
