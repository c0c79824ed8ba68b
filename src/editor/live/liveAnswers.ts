import { type DataFrame, type DataQueryRequest, type DataQueryResponse, LoadingState, type TimeRange } from '@grafana/data';
import { concat, defer, map, merge, type Observable, of, retry, switchMap, throwError, timer } from 'rxjs';
import type { LiveState } from '../../domain/live';
import type { EditedQuery } from '../fields/editedQuery';
import { fixedEnds, liveWindow, rangeNow } from './liveWindow';
import { afterPacket, type LiveAnswer, liveStateOf, type Packet } from './packet';
import { ChannelLost, watchChannel } from './watchChannel';

type Request = DataQueryRequest<EditedQuery>;
type Shown = (frames: readonly DataFrame[], range: TimeRange) => DataFrame[];

/** All that a panel shows comes under this name, so that each answer replaces the one before. */
const KEY = 'live';

/** How long a panel waits until it asks again; many panels do so at the same time. */
const ASK_AGAIN_MS = 2_000;
const SPREAD_MS = 3_000;
const askAgain = () => timer(ASK_AGAIN_MS + Math.random() * SPREAD_MS);

/**
 * The answer to a request some of whose queries are live, and every answer after it. A panel whose channel is lost, or whose query fails because the
 * records cannot be reached, asks again.
 * @param ask answers a request once
 * @param shown frames of a range as Grafana gets them
 */
export function liveAnswers(
  request: Request,
  ask: (request: Request) => Observable<DataQueryResponse>,
  shown: Shown
): Observable<DataQueryResponse> {
  let isFirst = true;
  return defer(() => {
    const range = isFirst ? request.range : rangeNow(request.range, request.timezone);
    isFirst = false;
    const now = { ...request, range };
    return ask(withWindow(now)).pipe(switchMap((response) => followed(response, now, shown)));
  }).pipe(retry({ delay: (error) => (error instanceof ChannelLost ? askAgain() : throwError(() => error as unknown)) }));
}

/** Each live query says how its range goes on. */
function withWindow(request: Request): Request {
  const live = liveWindow(request.range, Date.now());
  return { ...request, targets: request.targets.map((query) => (query.live === true ? { ...query, live } : query)) };
}

/** A response, and what the channels of its answers add. */
function followed(response: DataQueryResponse, request: Request, shownOf: Shown): Observable<DataQueryResponse> {
  const answers = answersOf(response.data as DataFrame[]);
  const channels = [...answers].flatMap(
    ([
      refId,
      {
        frames: [first],
      },
    ]) => {
      const state = first === undefined ? null : liveStateOf(first);
      return state?.channel === undefined ? [] : [[refId, state] as const];
    }
  );
  if (channels.length === 0) {
    const shown = of({ ...response, key: KEY });
    return mayHeal(response)
      ? concat(
          shown,
          throwError(() => new ChannelLost())
        )
      : shown;
  }
  const ends = fixedEnds(request.range, request.timezone);
  const shown = of({ ...response, key: KEY, state: LoadingState.Streaming });
  const pushed = merge(...channels.map(([refId, state]) => packets(refId, state))).pipe(
    map(([refId, packet]): DataQueryResponse => {
      if (fixedEnds(request.range, request.timezone) !== ends) {
        throw new ChannelLost();
      }
      answers.set(refId, afterPacket(answers.get(refId) ?? { frames: [], pushedAt: null }, packet));
      const data = [...answers.values()].flatMap(({ frames }) => frames);
      return {
        ...response,
        data: shownOf(data, rangeNow(request.range, request.timezone)),
        key: KEY,
        state: LoadingState.Streaming,
      };
    })
  );
  return concat(shown, pushed);
}

function packets(refId: string, state: LiveState): Observable<readonly [string, Exclude<Packet, { ended: true }>]> {
  return watchChannel(state).pipe(map((packet) => [refId, packet] as const));
}

/** By query, in the order of the response. */
function answersOf(frames: readonly DataFrame[]): Map<string, LiveAnswer> {
  const answers = new Map<string, LiveAnswer>();
  for (const frame of frames) {
    const refId = frame.refId ?? '';
    answers.set(refId, { frames: [...(answers.get(refId)?.frames ?? []), frame], pushedAt: null });
  }
  return answers;
}

/** Whether a query failed for a reason that may pass: not because of what it asks. */
function mayHeal({ error, errors = error === undefined ? [] : [error] }: DataQueryResponse): boolean {
  return errors.some(({ status }) => status === undefined || status >= 500);
}
