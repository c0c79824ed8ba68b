/** The provisioned data source on the sample's records. */
export const PROVISIONED = { file: 'call-records.yaml', uid: 'call-records' } as const;

/** The dashboard that begins with everything. */
export const OVERVIEW = 'callresult-overview';
