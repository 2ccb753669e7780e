"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * A link that stands in a list, or among many. What it leads to is fetched ahead once it is pointed at or focused; only
 * being on the screen asks nothing of the server, where one page would ask for everything it lists.
 */
export function ListLink(props: Omit<ComponentProps<typeof Link>, "prefetch" | "onMouseEnter" | "onFocus">) {
  const [isMeant, setMeant] = useState(false);
  const mean = () => setMeant(true);
  return <Link {...props} prefetch={isMeant ? null : false} onMouseEnter={mean} onFocus={mean} />;
}
