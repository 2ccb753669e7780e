/** Written by the page itself, so the one cookie that scripts may read. Over https no other host can set it. */
export const themeCookie = (isHttps: boolean): string => (isHttps ? "__Host-theme" : "theme");

export type Theme = "light" | "dark" | "system";

/** What the cookie says; anything that is not a theme means the system's. */
export const themeOf = (value: string | undefined): Theme =>
  value === "light" || value === "dark" ? value : "system";
