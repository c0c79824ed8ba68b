import { LAYOUT_FACTS, type LayoutColumn } from '../../domain/layoutFacts';
import type { Layout } from './layout';

const column = (name: LayoutColumn<'asterisk'>) => name;

/** `Master.csv` as cdr_csv.c writes it; `loguniqueid`, `loguserfield` and `newcdrcolumns` of cdr.conf add to it. */
const MASTER = [
  'accountcode',
  'src',
  'dst',
  'dcontext',
  'clid',
  'channel',
  'dstchannel',
  'lastapp',
  'lastdata',
  'start',
  'answer',
  'end',
  'duration',
  'billsec',
  'disposition',
  'amaflags',
];
const NEW_COLUMNS = ['peeraccount', 'linkedid', 'sequence'];

/**
 * Asterisk's call detail records: a row for each pair of channels, that is for each attempt and each bridge, written when
 * the caller's channel is gone. Answered is what the disposition says (an announcement counts as an answer); only unanswered
 * rows look for a better reason in a column of one's own with `HANGUPCAUSE`.
 */
export const asteriskLayout: Layout = {
  name: 'asterisk',
  tables: [
    {
      name: 'cdr',
      files: 'all',
      headers: [
        MASTER,
        [...MASTER, 'uniqueid'],
        [...MASTER, 'uniqueid', 'userfield'],
        [...MASTER, ...NEW_COLUMNS],
        [...MASTER, 'uniqueid', ...NEW_COLUMNS],
        [...MASTER, 'uniqueid', 'userfield', ...NEW_COLUMNS],
      ],
    },
  ],
  merge: {
    key: column('linkedid'),
    optional: true,
    id: column('sequence'),
    windowMs: LAYOUT_FACTS.asterisk.mergeWindowMs,
    ranks: [
      { meaning: 'the first leg that was answered', codes: [{ first: 200, last: 299 }], prefers: 'earliest' },
      {
        meaning: 'the last leg that was tried',
        codes: [
          { first: 300, last: 499 },
          { first: 501, last: 999 },
        ],
        prefers: 'latest',
      },
      {
        meaning: 'a leg that only failed, such as one to a telephone that is not registered',
        codes: [{ first: 500, last: 500 }],
        prefers: 'latest',
      },
      { meaning: 'a leg that does not say how it ended', codes: 'unusable', prefers: 'latest' },
    ],
  },
  outcome: [
    { reads: 'word', column: column('disposition'), except: ['NO ANSWER', 'BUSY', 'FAILED', 'CONGESTION', 'CANCEL', 'UNKNOWN'] },
    { reads: 'phrase', column: column('hangupcause'), after: ['SIP '], least: 300 },
    { reads: 'code', column: column('hangupcause'), least: 300 },
    { reads: 'word', column: column('hangupcause'), prefix: 'Q.850 ', except: ['0', '16', '127'] },
    { reads: 'word', column: column('disposition') },
  ],
  times: { start: [column('start'), column('calldate')], answer: [column('answer')], end: [column('end')] },
  callId: column('uniqueid'),
  recordNumber: column('sequence'),
  timings: {
    setup: [
      { from: column('start'), to: column('answer') },
      { column: column('duration'), less: column('billsec'), millisecondsPerUnit: 1_000, unless: column('answer') },
    ],
    duration: [{ column: column('billsec'), millisecondsPerUnit: 1_000 }],
  },
  attempts: { only: null },
  notDimensions: ['channel', 'dstchannel', 'lastdata', 'clid', 'recordingfile', 'amaflags'],
  dimensions: { from: column('src'), to: column('dst'), context: column('dcontext') },
};
