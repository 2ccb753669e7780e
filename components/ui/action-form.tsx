"use client";

import { unstable_rethrow } from "next/navigation";
import {
  type ComponentProps,
  createContext,
  Fragment,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useTransition,
} from "react";
import { type Action, type ActionResult, inputOf } from "./action";
import { type DraftFields, useFormDraft } from "./form-draft";

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

export type Refusal = Extract<ActionResult<unknown>, { ok: false }>;

type FormState = {
  refusal: Refusal | null;
  pending: boolean;
  draft: { keptAt: number | null; discard: () => void } | null;
};
const FormContext = createContext<FormState>({ refusal: null, pending: false, draft: null });

/** The refusal that belongs to a field of the form around it. */
export const useFieldError = (name: string | undefined): string | undefined => {
  const { refusal } = useContext(FormContext);
  if (name === undefined || !refusal) return undefined;
  // Of a field with many values one may be refused: `teamIds.0`.
  const one = Object.keys(refusal.fields).find((path) => path.startsWith(`${name}.`));
  return refusal.fields[name] ?? (one && refusal.fields[one]);
};

/** Why the form around it was refused the last time it was sent. */
export const useFormRefusal = (): Refusal | null => useContext(FormContext).refusal;

/** Whether the form around it is being sent. */
export const useFormPending = (): boolean => useContext(FormContext).pending;

/** What is kept of the form around it; null where nothing is. */
export const useKeptDraft = () => useContext(FormContext).draft;

type Props<T> = Omit<ComponentProps<"form">, "action" | "onSubmit" | "children"> & {
  action: Action<T>;
  onDone?: (value: T) => void;
  /** More input than the fields hold. */
  extra?: Record<string, unknown>;
  /** Refusals with these codes are shown by the form's own children, with `useFormRefusal`. */
  ownRefusals?: readonly string[];
} & (
    | { draftKey?: undefined; children: ReactNode }
    | {
        /** Keeps what is typed on this device under this name until the form went through. */
        draftKey: string;
        /** Is handed what was kept, by the names of the fields, as `defaultValue`s. */
        children: (draft: DraftFields) => ReactNode;
      }
  );

/**
 * The one form pattern: sends its fields to a server action; a refusal is shown beside the fields, keeps what was
 * typed and moves the focus to the first field that needs work.
 */
export function ActionForm<T>(props: Props<T>) {
  const { action, onDone, draftKey, extra, ownRefusals = [], children, ...rest } = props;
  const form = useRef<HTMLFormElement>(null);
  const draft = useFormDraft(form, draftKey);
  const { finish } = draft;
  const done = useCallback(
    (value: T) => {
      finish();
      onDone?.(value);
    },
    [finish, onDone],
  );
  const { run, pending, refusal } = useAction(action, done);

  useEffect(() => {
    if (refusal) firstToMend(form.current)?.focus();
  }, [refusal]);

  return (
    <FormContext
      value={{
        refusal,
        pending,
        draft: draftKey ? { keptAt: draft.keptAt, discard: draft.discard } : null,
      }}
    >
      <form
        {...rest}
        ref={form}
        noValidate
        onInput={draft.touch}
        onClick={draft.touch}
        onKeyUp={draft.touch}
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) run({ ...inputOf(new FormData(event.currentTarget)), ...extra });
        }}
      >
        <GeneralRefusal form={form} own={ownRefusals} />
        <Fragment key={draft.round}>
          {typeof children === "function" ? children(draft.fields) : children}
        </Fragment>
      </form>
    </FormContext>
  );
}

/** Said above the fields where no field says it. */
function GeneralRefusal({ form, own }: { form: RefObject<HTMLFormElement | null>; own: readonly string[] }) {
  const { refusal } = useContext(FormContext);
  const [unsaid, setUnsaid] = useState<Refusal | null>(null);
  useEffect(() => {
    const isSaid = form.current?.querySelector("[data-field-error]");
    setUnsaid(isSaid ? null : refusal);
  }, [form, refusal]);
  if (!unsaid || own.includes(unsaid.code)) return null;
  return (
    <p role="alert" className="rounded-control bg-danger-tint px-3 py-2 text-meta text-danger">
      {unsaid.message}
    </p>
  );
}

const CONTROL = "input:not([type=hidden]):not(:disabled), select, textarea, button";

/** The first control of the first field that shows an error: some fields are several controls. */
function firstToMend(form: HTMLFormElement | null): HTMLElement | null {
  const field = form?.querySelector("[data-field-error]")?.closest("fieldset, div");
  return (
    field?.querySelector<HTMLElement>(`:is(${CONTROL})[aria-invalid=true]`) ??
    field?.querySelector<HTMLElement>(CONTROL) ??
    null
  );
}
