import type { Address } from './listen';

/** go-plugin's own protocol, and Grafana's plugin protocol inside it. */
const coreProtocol = 1;
const pluginProtocol = 2;

const cookie = { key: 'grafana_plugin_type', value: 'datasource' };

/** What to tell someone who started the process by hand; null if Grafana started it. */
export function refusalOf(environment: NodeJS.ProcessEnv): string | null {
  if (environment[cookie.key] === cookie.value) {
    return null;
  }
  return (
    'This program is the backend of a Grafana data-source plugin: Grafana starts it. ' +
    `Put its folder into Grafana's plugin folder and restart Grafana. (${cookie.key} is not "${cookie.value}".)`
  );
}

/** The one line on stdout by which the host learns where to connect. */
export function handshakeLine(address: Address): string {
  return `${coreProtocol}|${pluginProtocol}|${address.network}|${address.address}|grpc`;
}
