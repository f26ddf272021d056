/**
 * The field of a row `i` of search_value that is looked up by its resource. As `i.field` alone SQLite may look through all values
 * of the field, of every resource, for those of this one: an expression keeps it from using that index.
 */
export const OWN_FIELD = `i.field || ''`;
