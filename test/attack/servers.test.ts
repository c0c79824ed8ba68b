import { attackServers } from '../../attack/servers';

/** Each of the six troubles once for each of the three servers; `npm run attack -- servers` makes longer ones, and more of them. */
const EVENTS = 18;
const LONGEST_MS = 600;

it('databases that are killed, frozen, stalled and cut off answer right as soon as they are back, and no session of the plugin is left', async () => {
  const { faults, ...figures } = await attackServers({ seed: 7, count: EVENTS }, LONGEST_MS);
  expect(Object.fromEntries(faults.counts)).toEqual({});
  expect(figures.starts).toBe(1);
  expect(Object.keys(figures.events).sort()).toEqual(['cut', 'dripped', 'frozen', 'killed', 'lost', 'stalled']);
  // A server that fails though nobody attacks it is started again, and its event is not judged.
  expect(figures.serverFailures).toBeLessThan(3);
  // Trouble that nobody noticed would prove little.
  expect(figures.errorsTold).toBeGreaterThan(5);
}, 120_000);
