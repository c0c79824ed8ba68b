import type { ValueText } from './recordText';

/** Record text as it is. Lint names the files that may import this. */
export function unmasked(text: ValueText): string {
  return text as string;
}
