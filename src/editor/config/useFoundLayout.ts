import { useLayoutEffect, useRef, useState } from 'react';
import type { RecognizedLayout } from '../../domain/layouts/recognizeLayouts';
import { DEFAULT_LAYOUT } from '../../domain/settings';
import type { EditedSettings } from '../editorDataSource';
import type { Loaded } from '../parts/useLoaded';
import type { SectionProps } from './editedSettings';
import type { Options } from './options';

/**
 * Gives a new data source the layout that its records fit best. A layout that somebody has chosen stays, and so does that of a data
 * source which was set up before.
 */
export function useFoundLayout(
  settings: EditedSettings,
  saved: Options['version'],
  recognized: Loaded<readonly RecognizedLayout[]>,
  { change, readOnly }: Pick<SectionProps, 'change' | 'readOnly'>
): RecognizedLayout | null {
  const { layout = DEFAULT_LAYOUT, version } = settings;
  const [given, setGiven] = useState<{ readonly layout: RecognizedLayout; readonly saved: Options['version'] } | null>(null);
  const isNew = useRef(version === undefined && !readOnly);
  if (layout !== DEFAULT_LAYOUT) {
    isNew.current = false;
  }
  // In the same commit: a key pressed between the answer and a later effect would be lost, as `change` knows the settings before it.
  useLayoutEffect(() => {
    const fitting = recognized.state === 'loaded' ? recognized.value : [];
    const [best] = fitting;
    if (isNew.current && best !== undefined && fitting.every((one) => one.layout !== DEFAULT_LAYOUT)) {
      change({ layout: best.layout, columns: best.columns });
      setGiven({ layout: best, saved });
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- As often as the records were looked at; `change` is another function each time.
  }, [recognized]);
  return given !== null && given.saved === saved && given.layout.layout === layout ? given.layout : null;
}
