import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

export type MessageTone = "danger" | "warn" | "info";

const looks = {
  danger: { box: "border-danger bg-danger-tint", icon: "text-danger", Icon: CircleAlert },
  warn: { box: "border-warn-line bg-warn-tint", icon: "text-warn", Icon: TriangleAlert },
  info: { box: "border-line-strong bg-surface", icon: "text-ink-2", Icon: Info },
};

/**
 * What happened (`title`), what it means (children), one way on (`action`).
 * `announce` reads it out when it appears: give it to what follows from something the person did.
 */
export function Message({
  tone = "info",
  title,
  icon,
  action,
  announce = false,
  flush = false,
  className,
  children,
}: {
  tone?: MessageTone;
  title: ReactNode;
  icon?: ReactNode;
  action?: ReactNode;
  announce?: boolean;
  /** Without corners and sides, for the top of a panel. */
  flush?: boolean;
  className?: string;
  children?: ReactNode;
}) {
  const { box, icon: colour, Icon } = looks[tone];
  return (
    <div
      role={announce ? (tone === "danger" ? "alert" : "status") : undefined}
      className={classNames(
        "flex items-start gap-3 border px-3.5 py-3",
        flush ? "border-x-0 border-t-0" : "rounded-control",
        box,
        className,
      )}
    >
      <span className={classNames("mt-0.75 shrink-0 [&>svg]:size-4", colour)} aria-hidden>
        {icon ?? <Icon strokeWidth={1.75} />}
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children && <div className="text-meta text-ink-2">{children}</div>}
        {action && <div className="mt-2.5 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  );
}
