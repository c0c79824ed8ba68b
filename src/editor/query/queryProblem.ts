import { CallResultError } from '../../domain/errors';
import { parseCallQuery } from '../../kinds/kinds';
import type { EditedQuery } from '../fields/editedQuery';

/** What the backend would refuse, in its own words; null if it would not. Takes a query with variables replaced. */
export function queryProblem(query: EditedQuery): string | null {
  try {
    parseCallQuery(query);
    return null;
  } catch (error) {
    if (error instanceof CallResultError) {
      return error.message;
    }
    throw error;
  }
}
