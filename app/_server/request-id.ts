/** On every request that reaches the app and on every answer; a client's own header of that name is overwritten. */
export const REQUEST_ID_HEADER = "x-request-id";
