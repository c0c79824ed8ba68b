/** By what Grafana knows this plugin. */
export const PLUGIN_ID = 'callmeter-callresult-datasource';
