/** Columns of one source of records that are looked at; further ones are left out. */
export const MAX_COLUMNS = 500;
/** Columns that the header of a CSV file may have; what the engine needs to read one grows faster than their number. */
export const MAX_HEADER_COLUMNS = 10_000;
