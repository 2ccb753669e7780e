"use client";

import { type RefObject, useLayoutEffect } from "react";

/**
 * When what holds the focus leaves the page with `place` (a button that has done its one thing, a menu whose dialog was
 * answered), the focus goes to the heading of the section around it, or of the page, instead of nowhere.
 */
export function useFocusLeftBehind(place: RefObject<HTMLElement | null>) {
  useLayoutEffect(() => {
    const here = place.current;
    const { pathname } = window.location;
    return () => {
      const at = document.activeElement;
      if (!here?.contains(at) && !at?.closest("[role=dialog], [role=alertdialog]")) return;
      const near = here?.closest("section")?.querySelector<HTMLElement>("h2");
      requestAnimationFrame(() => {
        const isLost = document.activeElement === document.body;
        if (!isLost || window.location.pathname !== pathname) return;
        const heading = near?.isConnected ? near : document.querySelector<HTMLElement>("main h1");
        heading?.setAttribute("tabindex", "-1");
        heading?.focus({ preventScroll: true });
      });
    };
  }, [place]);
}
