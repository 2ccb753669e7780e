"use client";

import { unstable_rethrow } from "next/navigation";
import {
  type ComponentProps,
  createContext,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useTransition,
} from "react";
import { type Action, type ActionResult, inputOf } from "./action";

const NO_ANSWER: ActionResult<never> = {
  ok: false,
  code: "no_answer",
  message: "Deskside did not answer. What you typed is still here; try again.",
  fields: {},
};

/** Runs a server action once at a time and keeps its last refusal. */
export function useAction<T>(action: Action<T>, onDone?: (value: T) => void) {
  const [refusal, setRefusal] = useState<Extract<ActionResult<T>, { ok: false }> | null>(null);
  const [pending, start] = useTransition();
  const run = useCallback(
    (input: unknown) =>
      start(async () => {
        const result = await action(input).catch((error: unknown) => {
          unstable_rethrow(error);
          return NO_ANSWER as ActionResult<T>;
        });
        setRefusal(result.ok ? null : result);
        if (result.ok) onDone?.(result.value);
      }),
    [action, onDone],
  );
  return { run, pending, refusal };
}

type FormState = { fields: Record<string, string>; pending: boolean };
const FormContext = createContext<FormState>({ fields: {}, pending: false });

/** The refusal that belongs to a field of the form around it. */
export const useFieldError = (name: string | undefined): string | undefined => {
  const { fields } = useContext(FormContext);
  return name === undefined ? undefined : fields[name];
};

/** Whether the form around it is being sent. */
export const useFormPending = (): boolean => useContext(FormContext).pending;

type Props<T> = Omit<ComponentProps<"form">, "action" | "onSubmit"> & {
  action: Action<T>;
  onDone?: (value: T) => void;
  /** Keeps what is typed on this device under this name until the form went through. */
  draftKey?: string;
  /** More input than the fields hold. */
  extra?: Record<string, unknown>;
};

/**
 * The one form pattern: sends its fields to a server action; a refusal is shown beside the fields, keeps what was
 * typed and moves the focus to the first field that needs work.
 */
export function ActionForm<T>({ action, onDone, draftKey, extra, children, ...rest }: Props<T>) {
  const form = useRef<HTMLFormElement>(null);
  const done = useCallback(
    (value: T) => {
      if (draftKey) localStorage.removeItem(draftKey);
      onDone?.(value);
    },
    [draftKey, onDone],
  );
  const { run, pending, refusal } = useAction(action, done);

  useEffect(() => {
    if (refusal) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [refusal]);

  const general =
    refusal &&
    Object.keys(refusal.fields).every((name) => !form.current?.querySelector(`[name="${CSS.escape(name)}"]`));
  return (
    <FormContext value={{ fields: refusal?.fields ?? {}, pending }}>
      <form
        {...rest}
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) run({ ...inputOf(new FormData(event.currentTarget)), ...extra });
        }}
      >
        {general && (
          <p role="alert" className="rounded-control bg-danger-tint px-3 py-2 text-meta text-danger">
            {refusal.message}
          </p>
        )}
        {children}
      </form>
    </FormContext>
  );
}
