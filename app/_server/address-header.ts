/** Where a request comes from, on every request that reaches the app; a client's own header of that name is overwritten. */
export const ADDRESS_HEADER = "x-deskside-address";
