import { type RefCallback, useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Asked } from '../api';
import { useAnswers } from '../useAnswers';

/** Asked shortly before it is seen, so that whoever scrolls seldom waits. */
const NEAR = '300px';

interface Seen {
  /** Goes to the element that must come near the viewport. */
  readonly ref: RefCallback<HTMLElement>;
  readonly loading: boolean;
  readonly answer: Answer | null;
}

/**
 * The answer to a single query, asked only while its element is near the viewport; what was answered stays.
 * @param asked null: nothing is to be asked
 */
export function useAnswerNearView(asked: Asked | null, revision: number): Seen {
  const [ref, near] = useNear();
  const wanted = asked === null ? null : JSON.stringify(asked);
  const [question, setQuestion] = useState<{ readonly text: string; readonly revision: number } | null>(null);
  useEffect(() => {
    if (near && wanted !== null) {
      setQuestion((last) => (last?.text === wanted && last.revision === revision ? last : { text: wanted, revision }));
    }
  }, [near, wanted, revision]);
  const { loading, failure, byRefId } = useAnswers(
    question === null ? null : (JSON.parse(question.text) as Asked),
    question?.revision ?? 0
  );
  const [answer] = byRefId.values();
  return { ref, loading: wanted !== null && loading, answer: failure === null ? (answer ?? null) : { error: failure } };
}

function useNear(): [RefCallback<HTMLElement>, boolean] {
  const [near, setNear] = useState(false);
  const observer = useRef<IntersectionObserver | null>(null);
  const ref = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (element !== null) {
      observer.current = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), { rootMargin: NEAR });
      observer.current.observe(element);
    }
  }, []);
  return [ref, near];
}
