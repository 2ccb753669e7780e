/** Problem details (RFC 9457). */
export const problemDetails = (status: number, body: object, headers: object = {}): Response =>
  Response.json(
    { type: "about:blank", status, ...body },
    {
      status,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
    },
  );
