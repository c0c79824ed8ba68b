import { bundleBackend } from '/work/main/build/backend';
import { buildExecutable } from '/work/main/build/executable';
import { mkdirSync } from 'node:fs';
const t = Date.now(); const say = (s: string) => console.log(s, Date.now() - t, 'ms');
mkdirSync('/work/main/.build', { recursive: true });
const bundle = await bundleBackend('/work/main/build/_entry.ts', { folder: '/work/main/.build/try', name: 'b.cjs' }); say('bundle');
console.log(await buildExecutable(bundle, '/tmp/t/distx', 'gpx_try')); say('exe');
