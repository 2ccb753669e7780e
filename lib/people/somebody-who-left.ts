/**
 * In whose name the requests of deleted people stay, all of them together, so that nobody can tell whose they were. Made
 * when first needed, deactivated from the beginning; the address can be nobody's (RFC 2606).
 */
export const SOMEBODY_WHO_LEFT = {
  id: "1ef70000-0000-4000-8000-000000000000",
  name: "Somebody who left",
  email: "somebody.who.left@deskside.invalid",
} as const;
