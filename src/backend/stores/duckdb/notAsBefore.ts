import type { SeenTimes } from '../sql/records/lookAtTimes';

/** A piece of a file would have been read otherwise together with what is before it: the file is read anew. */
export class NotAsBefore extends Error {
  /** @param times what a further reading has to know of how times are written; absent: the file has to be read as a whole */
  constructor(readonly times?: SeenTimes) {
    super();
  }
}
