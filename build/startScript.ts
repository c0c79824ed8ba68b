/**
 * What Grafana starts on macOS: `node` as its makers signed it, with the bundle. It is the same process then, so that Grafana's
 * signals reach it; NODE_OPTIONS of the surroundings would change what it does.
 */
export const startScript = (platform: string, bundle: string): string => `#!/bin/sh
unset NODE_OPTIONS
lib="$(cd "$(dirname "$0")" && pwd)/lib/${platform}"
exec "$lib/node" "$lib/${bundle}" "$@"
`;
