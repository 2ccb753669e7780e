/** Joins class names, leaving out what is false or missing. Later utilities do not win by standing later. */
export const classNames = (...names: (string | false | null | undefined)[]) =>
  names.filter(Boolean).join(" ");
