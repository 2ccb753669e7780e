/**
 * The method of a request that the framework cannot take (it answers TRACE with a fault), which reaches the proxy as a
 * GET with this header; a client's own header of that name is taken away.
 */
export const METHOD_HEADER = "x-deskside-method";

/** What the framework and our own handlers know. */
export const METHODS: readonly string[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
