/** The rooms of the house, in the order of the top bar. */
export const places = [
  { href: "/", label: "Home" },
  { href: "/board", label: "Board" },
  { href: "/notes", label: "Notes" },
  { href: "/systems", label: "Systems" },
  { href: "/walls", label: "Walls" },
  { href: "/people", label: "People" },
] as const;

export type PlaceHref = (typeof places)[number]["href"];

/** Which room an address belongs to: a request stands on the board, a session on one's own table, the map with the systems. */
export function placeOf(path: string): PlaceHref | undefined {
  if (path === "/" || path.startsWith("/sessions")) return "/";
  if (path.startsWith("/requests")) return "/board";
  if (path.startsWith("/teams")) return "/people";
  if (path === "/map") return "/systems";
  return places.find(({ href }) => href !== "/" && (path === href || path.startsWith(`${href}/`)))?.href;
}
