import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { classNames } from "@/components/ui/class-names";

/** Spread it on the control: it ties label, hint and error to it. */
export type ControlProps = {
  id: string;
  name: string;
  required?: boolean;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
};

type FieldProps = {
  label: ReactNode;
  name: string;
  hint?: ReactNode;
  /** Stands above the control, in words that say what to do. */
  error?: ReactNode;
  required?: boolean;
  /** Beside the label, quietly: "if you like". */
  aside?: ReactNode;
  className?: string;
};

/** Label, hint, error, then the control, which the child renders with the props it is given. */
export function Field({
  label,
  name,
  hint,
  error,
  required,
  aside,
  className,
  children,
}: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const described = describedBy(id, hint, error);
  return (
    <div className={classNames("min-w-0", className)}>
      <div className="flex flex-wrap items-baseline gap-x-1.5">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside && <span className="text-ink-3">{aside}</span>}
      </div>
      <Help id={id} hint={hint} error={error} />
      <div className="mt-1">
        {children({
          id,
          name,
          required: required || undefined,
          "aria-describedby": described,
          "aria-invalid": error ? true : undefined,
        })}
      </div>
    </div>
  );
}

/** The same for several controls that answer one question: a fieldset whose legend is the label. */
export function FieldGroup({
  label,
  hint,
  error,
  aside,
  className,
  children,
}: Omit<FieldProps, "name" | "required"> & { children: ReactNode }) {
  const id = useId();
  return (
    <fieldset className={classNames("min-w-0", className)} aria-describedby={describedBy(id, hint, error)}>
      <legend className="font-medium">
        {label}
        {aside && <span className="font-normal text-ink-3"> {aside}</span>}
      </legend>
      <Help id={id} hint={hint} error={error} />
      <div className="mt-1">{children}</div>
    </fieldset>
  );
}

const describedBy = (id: string, hint: ReactNode, error: ReactNode) =>
  [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ") || undefined;

function Help({ id, hint, error }: { id: string; hint: ReactNode; error: ReactNode }) {
  return (
    <>
      {hint && (
        <p id={`${id}-hint`} className="text-meta text-ink-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-meta text-danger" data-field-error>
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
          <span>{error}</span>
        </p>
      )}
    </>
  );
}
