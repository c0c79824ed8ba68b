import type { FoundColumn } from './foundColumns';

type Holds = 'time' | 'number' | 'text' | 'anything';

const STATUS_CODES = [
  'lastsipresponsenum',
  'siptermstatus',
  'finalcode',
  'finalstatus',
  'statuscode',
  'responsecode',
  'sipresponse',
  'sipstatus',
  'status',
];

/**
 * Names that phone systems and those who export their records give to what the product's own layouts call so, the more
 * telling first: Asterisk's cdr (cdr_adaptive_odbc), FreeSWITCH's cdr_csv and CDR tables, VoIPmonitor's cdr, Kamailio's
 * acc, and plain words. Folded: small letters and digits alone. A name that does not tell its unit stands nowhere.
 */
const USUAL_NAMES: Readonly<Record<string, { readonly holds: Holds; readonly names: readonly string[] }>> = {
  starttime: {
    holds: 'time',
    names: [
      'startstamp',
      'startepoch',
      'calldate',
      'callstart',
      'start',
      'begin',
      'begintime',
      'startedat',
      'invitetime',
      'createdate',
      'createdat',
      'timestamp',
      'eventtime',
      'time',
      'date',
      'ts',
    ],
  },
  answertime: { holds: 'time', names: ['answerstamp', 'answerepoch', 'answer', 'answeredat', 'connecttime', 'connectedat', 'connect'] },
  endtime: {
    holds: 'time',
    names: ['endstamp', 'endepoch', 'callend', 'end', 'endedat', 'disconnecttime', 'hanguptime', 'stoptime', 'finishedat'],
  },
  time: { holds: 'time', names: ['timestamp', 'eventtime', 'calldate', 'createdate', 'createdat', 'ts', 'starttime', 'date'] },
  answered: { holds: 'number', names: ['isanswered', 'connected'] },
  sipcode: { holds: 'anything', names: STATUS_CODES },
  code: { holds: 'anything', names: ['sipcode', ...STATUS_CODES] },
  word: { holds: 'text', names: ['hangupcause', 'disposition', 'dialstatus', 'terminationcause', 'releasecause', 'cause', 'result'] },
  q850cause: { holds: 'number', names: ['hangupcauseq850', 'q850', 'causecode', 'releasecause', 'cause'] },
  callid: { holds: 'anything', names: ['sipcallid', 'fbasename', 'uniqueid', 'uuid', 'calluuid', 'cid', 'linkedid'] },
  pddms: { holds: 'number', names: ['progressmsec', 'progressmediamsec'] },
  setupms: { holds: 'number', names: ['answermsec', 'waitmsec'] },
  durationms: { holds: 'number', names: ['billmsec', 'durationmsec'] },
  durations: { holds: 'number', names: ['billsec', 'connectduration', 'durationsec', 'durationseconds'] },
  from: {
    holds: 'anything',
    names: ['src', 'caller', 'calleridnumber', 'callingnumber', 'ani', 'anumber', 'srcuser', 'fromuser', 'source', 'callingparty'],
  },
  to: {
    holds: 'anything',
    names: [
      'dst',
      'called',
      'callee',
      'destinationnumber',
      'callednumber',
      'dnis',
      'bnumber',
      'dstuser',
      'touser',
      'destination',
      'calledparty',
    ],
  },
  trunk: { holds: 'anything', names: ['carrier', 'gateway', 'gw', 'trunkname', 'route', 'provider', 'destinationgateway'] },
  runid: { holds: 'anything', names: ['run', 'testrun', 'testid', 'campaign', 'batch'] },
};

const fold = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** A type that cannot hold what is wanted. Text and whole numbers may hold times and codes, as files have them. */
function fits(type: string, holds: Holds): boolean {
  const isTime = /time|date/i.test(type);
  switch (holds) {
    case 'time':
      return isTime || /char|text|string|int|long|double|decimal|numeric|float/i.test(type);
    case 'number':
      return !isTime && !/bool|json|uuid/i.test(type);
    case 'text':
      return /char|text|string|enum/i.test(type);
    case 'anything':
      return !isTime;
  }
}

/**
 * Which columns of the records probably hold what the layout looks for: the layout's column → the records' column. Only
 * for columns that are neither named in the settings nor there by their own name; no column is proposed twice.
 */
export function suggestColumns(
  wanted: readonly string[],
  named: Readonly<Record<string, string>>,
  found: readonly FoundColumn[]
): ReadonlyMap<string, string> {
  const suggestions = new Map<string, string>();
  const taken = new Set(Object.values(named).map((name) => name.toLowerCase()));
  const isThere = (name: string) => found.some((column) => column.name.toLowerCase() === name.toLowerCase());
  const own = new Set(wanted.filter((name) => named[name] === undefined && isThere(name)).map((name) => name.toLowerCase()));
  for (const name of wanted.filter((column) => named[column] === undefined && !isThere(column))) {
    const { holds, names } = USUAL_NAMES[fold(name)] ?? { holds: 'anything', names: [] };
    const free = found.filter(
      (column) => fits(column.type, holds) && !taken.has(column.name.toLowerCase()) && !own.has(column.name.toLowerCase())
    );
    const best = [fold(name), ...names]
      .map((usual) => free.find((column) => fold(column.name) === usual))
      .find((column) => column !== undefined);
    if (best !== undefined) {
      suggestions.set(name, best.name);
      taken.add(best.name.toLowerCase());
    }
  }
  return suggestions;
}
