import { useEffect, useState } from 'react';
import { type Answer, type Asked, askFrames } from './api';

export interface Answers {
  readonly loading: boolean;
  /** Why nothing could be asked at all. */
  readonly failure: string | null;
  /** The last answers, shown until newer ones have come. */
  readonly byRefId: ReadonlyMap<string, Answer>;
}

const NOTHING: Answers = { loading: true, failure: null, byRefId: new Map() };

/**
 * Asks again whenever the question or the revision changes; an answer that nobody waits for any more is called off.
 * Null: there is nothing to ask yet.
 */
export function useAnswers(asked: Asked | null, revision: number): Answers {
  const [answers, setAnswers] = useState(NOTHING);
  const question = asked === null ? null : JSON.stringify(asked);
  useEffect(() => {
    if (question === null) {
      return undefined;
    }
    const controller = new AbortController();
    setAnswers((last) => ({ ...last, loading: true }));
    askFrames(JSON.parse(question) as Asked, controller.signal).then(
      (byRefId) => setAnswers({ loading: false, failure: null, byRefId }),
      (error: unknown) => {
        if (!controller.signal.aborted) {
          setAnswers((last) => ({ ...last, loading: false, failure: error instanceof Error ? error.message : String(error) }));
        }
      }
    );
    return () => controller.abort();
  }, [question, revision]);
  return answers;
}
