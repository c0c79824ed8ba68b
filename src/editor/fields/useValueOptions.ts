import type { SelectableValue, TimeRange } from '@grafana/data';
import { useEffect, useState } from 'react';
import { MISSING_VALUE } from '../../domain/filters';
import { type Loaded, messageOf } from '../parts/useLoaded';
import type { Records, ValueCount } from '../records';
import { MISSING_TEXT } from '../variables/options';
import { t } from '../locale/translate';

const MAX_SUGGESTIONS = 100;
const TYPING_PAUSE_MS = 250;

export interface ValueOptions {
  readonly options: SelectableValue<string>[];
  readonly loading: boolean;
  /** What to say when there is nothing to choose. */
  readonly nothing: string;
  readonly open: () => void;
  readonly search: (text: string) => void;
}

/** The values of a dimension in the time range, the most frequent first, asked as soon as the reader opens the list. */
export function useValueOptions(records: Records, dimension: string, range: TimeRange | undefined): ValueOptions {
  const [search, setSearch] = useState<string | null>(null);
  const [answer, setAnswer] = useState<Loaded<readonly ValueCount[]>>({ state: 'loading' });
  const from = range?.from.valueOf();
  const to = range?.to.valueOf();

  useEffect(() => {
    if (search === null || dimension === '') {
      return;
    }
    let current = true;
    const ask = async () => {
      const request = {
        dimension,
        search,
        limit: MAX_SUGGESTIONS,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      };
      const loaded = await records.values(request).then(
        ({ values }): Loaded<readonly ValueCount[]> => ({ state: 'loaded', value: values }),
        (error: unknown): Loaded<readonly ValueCount[]> => ({ state: 'failed', message: messageOf(error) })
      );
      if (current) {
        setAnswer(loaded);
      }
    };
    setAnswer((before) => (before.state === 'failed' ? { state: 'loading' } : before));
    const timer = setTimeout(() => void ask(), search === '' ? 0 : TYPING_PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [records, dimension, search, from, to]);

  useEffect(() => {
    setSearch(null);
    setAnswer({ state: 'loading' });
  }, [dimension]);

  return {
    options: answer.state === 'loaded' ? answer.value.map(toOption) : [],
    loading: search !== null && answer.state === 'loading',
    nothing:
      dimension === '' ? t('Choose a dimension first') : answer.state === 'failed' ? answer.message : t('No such value in the time range'),
    open: () => setSearch((text) => text ?? ''),
    search: setSearch,
  };
}

function toOption({ value, calls }: ValueCount): SelectableValue<string> {
  return { value, label: valueLabel(value), calls };
}

export function valueLabel(value: string): string {
  return value === MISSING_VALUE ? MISSING_TEXT : value;
}
