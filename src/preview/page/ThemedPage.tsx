import { type ReactNode, useState } from 'react';
import { GrafanaShim } from './grafanaShim';

export type Mode = 'light' | 'dark';

export interface ThemeChoice {
  readonly mode: Mode;
  toggle(): void;
}

const KEPT_AS = 'callresult.theme';

/** Grafana's look, light or dark: what was chosen last, else what the system prefers. */
export function ThemedPage({ children }: { readonly children: (theme: ThemeChoice) => ReactNode }) {
  const [mode, setMode] = useState<Mode>(firstMode);
  const toggle = (): void => {
    const next = mode === 'dark' ? 'light' : 'dark';
    localStorage.setItem(KEPT_AS, next);
    setMode(next);
  };
  return <GrafanaShim mode={mode}>{children({ mode, toggle })}</GrafanaShim>;
}

function firstMode(): Mode {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept === 'light' || kept === 'dark') {
    return kept;
  }
  return window.matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}
