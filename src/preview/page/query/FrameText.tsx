import type { DataFrame } from '@grafana/data';

/** A frame of sentences: a paragraph per row. */
export function FrameText({ frame }: { readonly frame: DataFrame }) {
  const texts = (frame.fields[0]?.values ?? []) as readonly (string | null)[];
  return texts.map((text, row) => (
    <p key={row} style={{ maxWidth: '75ch', margin: '0 0 8px' }}>
      {text}
    </p>
  ));
}
