import * as calendar from "./calendar";
import * as notes from "./notes";
import * as people from "./people";
import * as requests from "./requests";
import * as search from "./search";
import * as sessions from "./sessions";
import * as trust from "./trust";

/** Every table, for the client and for generating migrations. */
export const schema = { ...people, ...calendar, ...requests, ...sessions, ...notes, ...search, ...trust };
