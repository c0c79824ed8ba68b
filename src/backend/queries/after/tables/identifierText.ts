import type { RecordText } from '../../../../domain/recordText';
import { unmasked } from '../../../../domain/unmasked';
import type { TextColumn } from './table';

/**
 * No mask changes a record's word nor its `call_id`, by which a call is looked up at the switch: whoever may read calls sees them as they
 * are, and the documentation says so.
 */
export function identifierText(text: RecordText): string {
  return unmasked(text);
}

/** A column of them. */
export function identifierColumn(name: 'call_id' | 'word', texts: readonly (RecordText | null)[]): TextColumn {
  return { type: 'text', holds: 'optional text', name, values: texts.map((text) => (text === null ? null : identifierText(text))) };
}
