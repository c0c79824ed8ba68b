import { wrong } from './argumentValues';

/** What is done with the records. */
export type Task = { readonly do: 'page' | 'table' | 'json' | 'check' } | { readonly do: 'provisioning'; readonly file: string };

interface Given {
  readonly summary?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly port?: string | undefined;
  readonly 'write-provisioning'?: string | undefined;
}

/** The word that asks for a check in place of the page, before all other arguments. */
export const CHECK = 'check';

const NOT_WITH_CHECK = ['summary', 'json', 'port', 'write-provisioning'] as const;

/** @throws CallResultError `settings` where options exclude each other */
export function taskOf(isCheck: boolean, given: Given): Task {
  const { summary = false, json = false, 'write-provisioning': file } = given;
  if (isCheck) {
    return checkTask(given);
  }
  if (json && !summary) {
    throw wrong('--json goes with --summary. Write: --summary --json.');
  }
  if (file === undefined) {
    return { do: !summary ? 'page' : json ? 'json' : 'table' };
  }
  if (summary) {
    throw wrong('--write-provisioning does not go with --summary. Leave one of them out.');
  }
  return { do: 'provisioning', file: provisioningFile(file) };
}

function checkTask(given: Given): Task {
  const option = NOT_WITH_CHECK.find((name) => given[name] !== undefined);
  if (option !== undefined) {
    throw wrong(`--${option} does not go with ${CHECK}. Leave it out.`);
  }
  return { do: 'check' };
}

/** Grafana reads no other files, and does not say so. */
function provisioningFile(file: string): string {
  if (file !== '-' && !/\.ya?ml$/.test(file)) {
    throw wrong(`--write-provisioning: Grafana does not read a file named "${file}". Name one that ends in .yaml, or - to print it.`);
  }
  return file;
}
