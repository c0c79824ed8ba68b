import { promises as fs } from 'node:fs';
import { text } from 'node:stream/consumers';
import { wrong } from './argumentValues';

/** Settings are a page of text; more is another file. */
const MAX_BYTES = 5_000_000;

/**
 * The settings of a file, or of standard input, as they are in Grafana's `jsonData`; what they mean is checked by the plugin.
 * @throws CallResultError `settings` if the file is not there or is not a JSON object
 */
export async function readSettingsFile(file: string | undefined): Promise<Readonly<Record<string, unknown>>> {
  if (file === undefined) {
    return {};
  }
  const name = file === '-' ? 'standard input' : file;
  const settings = parsed(await contentOf(file, name), name);
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    throw wrong(
      `--settings: ${name} does not hold a JSON object. Write the settings as in the data source's jsonData: {"timeZone": "Europe/Berlin"}.`
    );
  }
  return { ...settings };
}

async function contentOf(file: string, name: string): Promise<string> {
  if (file === '-') {
    return text(process.stdin);
  }
  try {
    const { size } = await fs.stat(file);
    if (size > MAX_BYTES) {
      throw new Error('it is too large');
    }
    return await fs.readFile(file, 'utf8');
  } catch (cause) {
    throw wrong(
      `--settings: ${name} cannot be read (${cause instanceof Error ? cause.message : String(cause)}). Name a file with JSON.`,
      cause
    );
  }
}

function parsed(json: string, name: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw wrong(`--settings: ${name} is not valid JSON (${cause instanceof Error ? cause.message : String(cause)}).`, cause);
  }
}
