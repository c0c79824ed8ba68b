import './threadPool';
import { createHandlers } from './handlers/createHandlers';
import { servePlugin } from './protocol/serve';

void servePlugin(() => createHandlers(process.env, Date.now));
