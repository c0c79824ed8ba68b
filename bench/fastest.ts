/** A client of a server on a connection that stays open. */
export interface TimedClient {
  /** As the report calls it. */
  readonly name: string;
  /** Milliseconds from sending the statement until its answer is complete in the client. */
  time(statement: string): Promise<number>;
  close(): Promise<void>;
}

/** Which of the statements is the fastest, each run once to warm up. */
export async function fastest(client: Pick<TimedClient, 'time'>, statements: readonly string[]): Promise<string> {
  const timed: { statement: string; milliseconds: number }[] = [];
  for (const statement of statements) {
    await client.time(statement);
    timed.push({ statement, milliseconds: await client.time(statement) });
  }
  return timed.sort((a, b) => a.milliseconds - b.milliseconds)[0]?.statement ?? '';
}
