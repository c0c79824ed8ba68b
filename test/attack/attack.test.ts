import { attackFiles } from '../../attack/damagedFiles';
import { attackMasks } from '../../attack/masks';
import { attackRequests } from '../../attack/requests';

/** The same in every run; `npm run attack` makes others, and more of them. */
const SEED = 7;

it('wrong requests and damaged files end no process, cause no internal error, hide no sound file and show no masked number', async () => {
  const [requests, files] = await Promise.all([attackRequests({ seed: SEED, count: 60 }), attackFiles({ seed: SEED, count: 60 })]);
  expect(Object.fromEntries([...requests.faults.counts, ...files.faults.counts])).toEqual({});
  expect(requests).toMatchObject({ requests: 60, starts: 1 });
  expect(files).toMatchObject({ files: 60, folders: 10, answered: 10, starts: 1 });
  // Requests that are all refused at the door would prove little.
  expect(requests.statuses['query: 200']).toBeGreaterThan(30);
}, 120_000);

it('two data sources that differ in hidden digits alone give the same answers, whatever is guessed', async () => {
  const { faults, ...figures } = await attackMasks({ seed: SEED, count: 150 });
  expect(Object.fromEntries(faults.counts)).toEqual({});
  expect(figures.starts).toBe(1);
  expect(figures.answered).toBeGreaterThan(30);
}, 120_000);
