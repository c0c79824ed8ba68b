import { CALLS_PER_RUN, RUN_MS, runStarts, SAMPLE_CALLS, SLOT_MS, slotWeights, troubleOf } from './month';
import { type Ending, TEST_ENDINGS, TRUNKS } from './trunks';

const TEST_PROFILE = 'test';
/** More than are drawn for one call. */
const DRAWS = 32;

/**
 * One SELECT with all calls of the sample, ordered by time. Chance is a hash of the call's number and of what is drawn:
 * it depends neither on threads nor on the order of evaluation, so the same month is always the same.
 * @param startMs begin of the month, epoch milliseconds, a midnight UTC
 */
export function sampleSql(startMs: number): string {
  const { trunkOutage, siteOutage, degradation } = troubleOf(startMs);
  const runs = runStarts();
  const traffic = SAMPLE_CALLS - runs.length * CALLS_PER_RUN;
  // One number goes in, not a pair: hashes of pairs with one half in common are not independent draws.
  const drawn = (draw: number): string => `hash((n * ${DRAWS} + ${draw})::UBIGINT)`;
  const chance = (draw: number): string => `((${drawn(draw)} >> 11)::DOUBLE / 9007199254740992)`;
  const normal = (draw: number): string => `sqrt(-2 * ln(1 - ${chance(draw)})) * cos(2 * pi() * ${chance(draw + 1)})`;
  const numberOf = (prefix: string, digits: string, draw: number): string =>
    `${prefix} || lpad((${drawn(draw)} % (10 ** ${digits})::UBIGINT)::VARCHAR, ${digits}, '0')`;

  return `
WITH slots(ms, before, weight) AS (VALUES ${slotRows(startMs)}),
trunks(trunk, above, pdd, talk, prefix, digits) AS (VALUES ${trunkRows()}),
endings(profile, above, code) AS (VALUES ${endingRows()}),
runs(run, ms) AS (VALUES ${runs.map((ms, run) => `(${run + 1}, ${ms})`).join(', ')}),
traffic AS (
  SELECT n, (n + ${chance(1)}) / ${traffic} * (SELECT max(before + weight) FROM slots) AS place, ${chance(2)} AS pick
  FROM (SELECT range AS n FROM range(${traffic}))
),
placed AS (
  SELECT n, slots.ms + (place - slots.before) / slots.weight * ${SLOT_MS} AS ms, pick, NULL::INTEGER AS run
  FROM traffic ASOF JOIN slots ON traffic.place >= slots.before
  UNION ALL
  SELECT ${traffic} + (run - 1) * ${CALLS_PER_RUN} + range AS n, ms + range * ${RUN_MS / CALLS_PER_RUN} AS ms, 0 AS pick, run
  FROM runs, range(${CALLS_PER_RUN})
),
routed AS (
  SELECT n, floor(placed.ms)::BIGINT AS ms, run, trunk, pdd, talk, prefix, digits,
    CASE WHEN run IS NULL THEN trunk ELSE '${TEST_PROFILE}' END AS profile, ${chance(3)} AS fate
  FROM placed ASOF JOIN trunks ON placed.pick >= trunks.above
),
fated AS (
  SELECT routed.*, endings.code FROM routed ASOF JOIN endings ON routed.profile = endings.profile AND routed.fate >= endings.above
),
troubled AS (
  SELECT * EXCLUDE (code), CASE
    WHEN ms >= ${siteOutage.from} AND ms < ${siteOutage.to} AND ${chance(4)} < 0.95 THEN CASE WHEN ${chance(5)} < 0.6 THEN 408 END
    WHEN trunk = '${trunkOutage.trunk}' AND ms >= ${trunkOutage.from} AND ms < ${trunkOutage.to} AND ${chance(4)} < 0.92 THEN 503
    WHEN trunk = '${degradation.trunk}' AND ms >= ${degradation.from}
      AND ${chance(4)} < ${degradation.worst} * (ms - ${degradation.from}) / ${degradation.to - degradation.from} THEN 480
    ELSE code END AS code
  FROM fated
),
timed AS (
  SELECT *,
    CASE WHEN code = 408 THEN 32000 WHEN code = 503 THEN 40 + ${chance(6)} * 160 WHEN code IS NOT NULL THEN pdd * exp(0.42 * ${normal(7)}) END::INTEGER AS pdd_ms,
    CASE WHEN code = 200 THEN 1500 + 7000 * exp(0.55 * ${normal(9)}) WHEN code = 487 THEN 4000 + 15000 * exp(0.5 * ${normal(9)}) ELSE 0 END::INTEGER AS ring_ms,
    CASE WHEN code = 200 THEN CASE WHEN run IS NULL THEN talk * 1000 * exp(0.95 * ${normal(11)}) ELSE 10000 END END::INTEGER AS duration_ms
  FROM troubled
)
SELECT
  make_timestamp((${startMs} + ms) * 1000) AS start_time,
  CASE WHEN code = 200 THEN make_timestamp((${startMs} + ms + pdd_ms + ring_ms) * 1000) END AS answer_time,
  make_timestamp((${startMs} + ms + coalesce(pdd_ms, 0) + ring_ms + coalesce(duration_ms, 0)) * 1000) AS end_time,
  code AS sip_code,
  printf('%016x@sbc%d.example.net', ${drawn(13)}, 1 + ${drawn(14)} % 3) AS call_id,
  pdd_ms,
  CASE WHEN code = 200 THEN pdd_ms + ring_ms END AS setup_ms,
  duration_ms,
  ${numberOf("'+494066969'", '3', 15)} AS "from",
  ${numberOf('prefix', 'digits', 16)} AS "to",
  trunk,
  CASE WHEN run IS NOT NULL THEN printf('nightly-%02d', run) END AS run_id
FROM timed
ORDER BY timed.ms, n`;
}

function slotRows(startMs: number): string {
  let before = 0;
  return slotWeights(startMs)
    .map((weight, slot) => {
      const row = `(${slot * SLOT_MS}, ${before.toFixed(6)}::DOUBLE, ${weight.toFixed(6)}::DOUBLE)`;
      before += Number(weight.toFixed(6));
      return row;
    })
    .join(', ');
}

function trunkRows(): string {
  const total = TRUNKS.reduce((sum, { share }) => sum + share, 0);
  let above = 0;
  return TRUNKS.map(({ name, share, pddMs, talkS, numbers }) => {
    const row = `('${name}', ${above.toFixed(9)}::DOUBLE, ${pddMs}, ${talkS}, '${numbers.prefix}', ${numbers.digits})`;
    above += share / total;
    return row;
  }).join(', ');
}

function endingRows(): string {
  const profiles = [...TRUNKS.map(({ name, endings }) => ({ name, endings })), { name: TEST_PROFILE, endings: TEST_ENDINGS }];
  return profiles.flatMap(({ name, endings }) => rowsOf(name, endings)).join(', ');
}

function rowsOf(name: string, endings: readonly Ending[]): string[] {
  const total = endings.reduce((sum, { weight }) => sum + weight, 0);
  let above = 0;
  return endings.map(({ code, weight }) => {
    const row = `('${name}', ${above.toFixed(9)}::DOUBLE, ${code ?? 'NULL'})`;
    above += weight / total;
    return row;
  });
}
