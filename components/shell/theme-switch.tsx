"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useEffect, useState } from "react";
import { type Theme, themeCookie, themeOf } from "@/components/shell/theme";
import { classNames } from "@/components/ui/class-names";

const themes: { theme: Theme; label: string; Icon: typeof Sun }[] = [
  { theme: "light", label: "Light", Icon: Sun },
  { theme: "dark", label: "Dark", Icon: Moon },
  { theme: "system", label: "System", Icon: Monitor },
];

/** A year, in seconds. */
const KEPT_S = 365 * 24 * 60 * 60;

/** Light, dark, or as the system says: at once here, and by a cookie on the next page the server sends. */
export function ThemeSwitch({ className }: { className?: string }) {
  const [chosen, setChosen] = useState<Theme>();
  useEffect(() => setChosen(themeOf(document.documentElement.dataset.theme)), []);

  const choose = (theme: Theme) => {
    setChosen(theme);
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    const age = theme === "system" ? 0 : KEPT_S;
    const isHttps = window.location.protocol === "https:";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
    document.cookie = `${themeCookie(isHttps)}=${theme}; path=/; max-age=${age}; samesite=lax${isHttps ? "; secure" : ""}`;
  };
  return (
    <fieldset className={className}>
      <legend className="sr-only">Appearance</legend>
      <div className="flex rounded-control border border-line-strong">
        {themes.map(({ theme, label, Icon }) => (
          <button
            key={theme}
            type="button"
            aria-pressed={chosen === theme}
            onClick={() => choose(theme)}
            className={classNames(
              "flex min-h-8 flex-1 items-center justify-center gap-1.5 px-2 text-meta not-first:border-l not-first:border-line first:rounded-l-[5px] last:rounded-r-[5px] hover:bg-hover max-md:min-h-11",
              "aria-pressed:bg-accent-tint aria-pressed:font-medium aria-pressed:text-accent-ink focus-visible:z-1",
            )}
          >
            <Icon aria-hidden className="size-3.5" strokeWidth={1.75} />
            {label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
