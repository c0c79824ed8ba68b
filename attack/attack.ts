/**
 * `npm run attack -- [requests|files|masks|servers|soak] [--seed n] [--count n] [--minutes n] [--pause-while FILE]`: what the built plugin's process
 * does when what it is sent, what it reads or whom it asks is wrong in every way. The same seed does the same. Ends with exit code 1 if anything
 * happened that must not.
 */
import { parseArgs } from 'node:util';
import type { AttackPlan } from './clients';
import { attackFiles } from './damagedFiles';
import { attackMasks } from './masks';
import { attackRequests } from './requests';
import { attackServers } from './servers';
import { attackSoak } from './soak';
import type { Faults } from './watchedPlugin';

const ATTACKS: Readonly<Record<string, { count: number; run: (plan: AttackPlan, minutes: number) => Promise<{ faults: Faults }> }>> = {
  requests: { count: 5_000, run: attackRequests },
  files: { count: 2_000, run: attackFiles },
  masks: { count: 3_000, run: attackMasks },
  soak: { count: 0, run: (plan, minutes) => attackSoak(plan, minutes) },
  servers: { count: 1_000, run: (plan) => attackServers(plan) },
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string' },
      minutes: { type: 'string', default: '60' },
      'pause-while': { type: 'string' },
    },
  });
  for (const name of positionals.length === 0 ? Object.keys(ATTACKS) : positionals) {
    const attack = ATTACKS[name];
    if (attack === undefined) {
      throw new Error(`${name}: there are ${Object.keys(ATTACKS).join(', ')}.`);
    }
    const { faults, ...figures } = await attack.run(
      {
        seed: Number(values.seed),
        count: Number(values.count ?? attack.count),
        pauseWhile: values['pause-while'],
      },
      Number(values.minutes)
    );
    process.stdout.write(`${name}: ${JSON.stringify(figures)}\n`);
    for (const [what, { times, example }] of faults.counts) {
      process.stdout.write(`  ${times} × ${what}\n    ${example}\n`);
    }
    process.exitCode = faults.total > 0 ? 1 : process.exitCode;
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  }
);
