import { SERVER_ENGINES, SERVERS } from '../domain/engines/engines';
import { LAYOUT_NAMES } from '../domain/layouts/layouts';
import { TLS_MODES } from '../domain/serverSettings';
import { DEFAULT_PORT } from './arguments';
import { PASSWORD_VARIABLE } from './serverArguments';
import { CHECK } from './task';

export const USAGE = `Usage: npm start -- [PATH] [options]
       npm start -- ${CHECK} PATH [options]

PATH is a folder, a file or a glob with call records: CSV, JSON, XML (mod_xml_cdr), Parquet or DuckDB.
Without PATH a generated sample is shown: a month of a carrier, 500,000 calls.
With --engine they are read from a database instead; its password is taken from the environment variable ${PASSWORD_VARIABLE}.
${CHECK} prints what the doctor finds in the records, and exits 1 if it makes numbers wrong, or 2 if the records cannot be read.

  --layout NAME          how the records are laid out: ${LAYOUT_NAMES.join(', ')} (default: the one that fits their columns)
  --time-zone ZONE       zone of times stored without one: UTC, Europe/Berlin, … (default: UTC)
  --settings FILE        further settings, as JSON of the data source's jsonData; - reads them from standard input; options above them
  --column NAME=COLUMN   the layout's column NAME is called COLUMN in the records; may be repeated
  --engine NAME          a database: ${SERVER_ENGINES.map((engine) => `${engine} (${SERVERS[engine].title})`).join(', ')}
  --url ADDRESS          with --engine: host:port, or the path of a socket
  --user USER            with --engine: the database user
  --database NAME        with --engine: the database that holds the records
  --schema NAME          with --engine: the schema to look for tables in
  --tls MODE             with --engine: ${TLS_MODES.join(', ')} (default: disable)
  --table NAME=TABLE     with --engine: the layout's table NAME is called TABLE there; may be repeated
  --port PORT            port of the page on this machine (default: ${DEFAULT_PORT}, or the next one that is free)
  --summary              print the results and end
  --json                 with --summary: print one line of JSON instead of the table
  --write-provisioning FILE
                         write the data source as a provisioning file of Grafana and end; - prints it
  --help                 print this
`;
