import type { LayoutName } from '../layoutNames';

/** Why the records of a layout may lack the calls that were not answered, and what to change in the system that writes them. */
export const FAILURES_REPAIR: Readonly<Record<LayoutName, string>> = {
  kamailio:
    'Set failed_transaction_flag of the module acc and that flag on INVITEs; the stock kamailio.cfg sets FLT_ACCFAILED on BYE only.',
  opensips: 'Account INVITEs with the flag "failed" (do_accounting("db", "failed|missed")).',
  asterisk: 'Set unanswered=yes in cdr.conf, and check that no dialplan sets CDR_PROP(disable) on failures.',
  freeswitch: 'Check that the CDR module logs every leg, and that no condition leaves legs without answer_epoch out.',
  voipmonitor: 'Check that no filter of the sniffer or the cleaning of the database removes calls without connect_duration.',
  homer: 'Check that the view takes replies of 300 and more, not those of 200 alone.',
  calls: 'Check that whatever writes the records writes calls that were not answered too.',
  custom:
    'Check that the table or view has calls that were not answered too, and that the columns name the one with the final status code.',
};

/** Where a second table may hold what the first one lacks. */
export const MISSED_CALLS_REPAIR =
  "Add the table missed_calls: as a file beside acc, or readable by the data source's user (under tables if it has another name). ";
