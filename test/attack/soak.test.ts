import { attackSoak } from '../../attack/soak';

/** `npm run attack -- soak` takes an hour, and all databases. */
const MINUTES = 0.25;

it('twenty clients lose and double nothing while records arrive, files are rotated and a database goes down, and leave no session', async () => {
  const { faults, ...figures } = await attackSoak({ seed: 7, count: 0 }, MINUTES, ['postgres']);
  expect(Object.fromEntries(faults.counts)).toEqual({});
  expect(figures.starts).toBe(1);
  // Little that is judged would prove little.
  expect(figures.judged).toBeGreaterThan(60);
  expect(Math.min(...Object.values(figures.calls))).toBeGreaterThan(5);
}, 120_000);
