import { attackFiles } from '../../attack/damagedFiles';
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
