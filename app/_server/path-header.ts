/** Set by the proxy on every page request; a browser's own header of that name is overwritten. */
export const PATH_HEADER = "x-deskside-path";
