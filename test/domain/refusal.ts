import { CallResultError, type FailureKind } from '../../src/domain/errors';

/** The sentence with which something is refused. */
export function refusal(attempt: () => unknown, kind: FailureKind): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof CallResultError) {
      expect(error.kind).toBe(kind);
      return error.message;
    }
    throw error;
  }
  throw new Error('expected a refusal');
}
