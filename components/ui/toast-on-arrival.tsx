"use client";

import { useEffect } from "react";
import { type ToastMessage, toast } from "@/components/ui/toast";

/**
 * Says what the last page's deed came to, once: `param` is then taken out of the address, so that neither a reload
 * nor Back says it again. Render it when the parameter is there.
 */
export function ToastOnArrival({
  param,
  message,
  action,
  icon,
}: Omit<ToastMessage, "action"> & { param: string; action?: { label: string; href: string } }) {
  const label = action?.label;
  const href = action?.href;
  useEffect(() => {
    const address = new URL(window.location.href);
    if (!address.searchParams.has(param)) return;
    address.searchParams.delete(param);
    window.history.replaceState(window.history.state, "", address);
    toast({ message, icon, ...(label && href && { action: { label, href } }) });
  }, [param, message, icon, label, href]);
  return null;
}
