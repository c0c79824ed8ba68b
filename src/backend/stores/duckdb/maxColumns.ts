/** Columns of one source of records that are looked at; further ones are left out. */
export const MAX_COLUMNS = 500;
