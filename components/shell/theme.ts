export const THEME_COOKIE = "theme";

export type Theme = "light" | "dark" | "system";

/** What the cookie says; anything that is not a theme means the system's. */
export const themeOf = (value: string | undefined): Theme =>
  value === "light" || value === "dark" ? value : "system";
