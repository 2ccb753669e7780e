/** The largest note in a script of three bytes a character, and room for JSON's own marks. */
export const BODY_LIMIT_BYTES = 1024 * 1024;
