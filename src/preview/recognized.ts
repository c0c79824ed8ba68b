import { z } from 'zod';
import { LAYOUT_NAMES, LAYOUTS } from '../domain/layouts/layouts';
import type { RecognizedLayout } from '../domain/layouts/recognizeLayouts';
import { DEFAULT_LAYOUT } from '../domain/settings';
import { wrong } from './argumentValues';
import type { PreviewDataSource } from './previewDataSource';

const answerSchema = z.object({
  layouts: z.array(
    z.object({
      layout: z.enum(LAYOUT_NAMES),
      columns: z.record(z.string(), z.string()),
      found: z.array(z.string()),
      telling: z.array(z.string()),
      counts: z.string(),
    })
  ),
});

/**
 * Shows the records by the layout that they fit, and says which and why. Where none fits, they are shown by the default one.
 * @throws CallResultError `settings` that offers the layouts if there are several
 */
export async function takeRecognizedLayout(source: PreviewDataSource, say: (line: string) => void): Promise<void> {
  const [first, ...others] = await recognizedOf(source);
  if (first === undefined) {
    return;
  }
  if (others.length > 0) {
    const offers = [first, ...others].map((one) => `--layout ${one.layout} (${LAYOUTS[one.layout].title}. ${one.counts})`);
    throw wrong(`${placesOf(first)} fits several layouts. Choose one: ${offers.join(' or ')}`);
  }
  if (first.layout === DEFAULT_LAYOUT) {
    return;
  }
  const { jsonData, url, user, database } = source.settings;
  const columns = Object.keys(first.columns).length === 0 ? {} : { columns: first.columns };
  source.change({ jsonData: { ...(jsonData as object), layout: first.layout, ...columns }, url, user, database });
  say(
    `Layout ${first.layout} (${LAYOUTS[first.layout].title}), because ${placesOf(first)} has the columns ${first.telling.join(', ')}. ${first.counts} Choose another with --layout.`
  );
}

async function recognizedOf(source: PreviewDataSource): Promise<RecognizedLayout[]> {
  const { status, body } = await source.callResource({ method: 'GET', path: 'layouts' }, new AbortController().signal);
  // Why they cannot be read, the summary says.
  return status === 200 ? answerSchema.parse(JSON.parse(new TextDecoder().decode(body))).layouts : [];
}

function placesOf({ found: [first = '', ...others] }: RecognizedLayout): string {
  return others.length === 0 ? first : `${first} (and ${others.length} more)`;
}
