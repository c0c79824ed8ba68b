import type { WriteStream } from 'node:tty';

/** Colors a text for a terminal, or leaves it as it is. */
export interface Paint {
  /** `hex`: `#rrggbb`. */
  color(hex: string, text: string): string;
  bold(text: string): string;
  faint(text: string): string;
}

const PLAIN: Paint = { color: (_hex, text) => text, bold: (text) => text, faint: (text) => text };

/** Colors only where somebody looks: not in pipes and files, and not where NO_COLOR is set. */
export function paintFor(stream: Pick<WriteStream, 'isTTY'> & Partial<Pick<WriteStream, 'getColorDepth'>>, env: NodeJS.ProcessEnv): Paint {
  const unwanted = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  const depth = stream.isTTY && !unwanted ? (stream.getColorDepth?.() ?? 1) : 1;
  if (depth === 1) {
    return PLAIN;
  }
  const styled = (code: string, text: string): string => `\u001b[${code}m${text}\u001b[0m`;
  return {
    color: (hex, text) => styled(depth === 24 ? `38;2;${channels(hex).join(';')}` : `38;5;${nearestOf256(hex)}`, text),
    bold: (text) => styled('1', text),
    faint: (text) => styled('2', text),
  };
}

function channels(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

/** The 6 × 6 × 6 color cube that terminals number from 16 on. */
function nearestOf256(hex: string): number {
  const [red, green, blue] = channels(hex).map((channel) => Math.round((channel / 255) * 5)) as [number, number, number];
  return 16 + 36 * red + 6 * green + blue;
}
