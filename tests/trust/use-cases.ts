import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** A use case by the name of its function, and the file of `lib` it is in. */
export type UseCase = { readonly name: string; readonly file: string };

/**
 * Functions of `lib` that `app` imports: those that act for somebody (`forSomebody`: their first parameter is a `Context`
 * or holds an `Actor`), and those that are handed a `JobContext`, for which nobody has to be signed in (`forNobody`).
 */
export function findUseCases(): { forSomebody: UseCase[]; forNobody: UseCase[] } {
  const found = globSync("app/**/*.{ts,tsx}").flatMap(importsFromLib);
  const declared = new Map([...new Set(found.map(({ file }) => file))].map((file) => [file, actingIn(file)]));
  const pick = (kind: Acting) =>
    [
      ...new Map(
        found.flatMap(({ file, name }) =>
          [...(declared.get(file) ?? [])]
            .filter(([one, acts]) => acts === kind && (name === "*" || name === one))
            .map(([one]) => [`${file} ${one}`, { name: one, file }] as const),
        ),
      ).values(),
    ].sort((a, b) => a.name.localeCompare(b.name, "en"));
  return { forSomebody: pick("somebody"), forNobody: pick("nobody") };
}

type Acting = "somebody" | "nobody";

const parsed = (file: string) =>
  ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);

function importsFromLib(file: string): { file: string; name: string }[] {
  return parsed(file).statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const from = statement.moduleSpecifier.text;
    const clause = statement.importClause;
    if (!from.startsWith("@/lib/") || !clause || clause.phaseModifier === ts.SyntaxKind.TypeKeyword)
      return [];
    const target = `${from.slice(2)}.ts`;
    const named = clause.namedBindings;
    if (named && ts.isNamespaceImport(named)) return [{ file: target, name: "*" }];
    if (!named) return [];
    return named.elements
      .filter(({ isTypeOnly }) => !isTypeOnly)
      .map(({ propertyName, name }) => ({ file: target, name: (propertyName ?? name).text }));
  });
}

/** Exported functions of a file, and on whose behalf each acts. Others are left out. */
function actingIn(file: string): Map<string, Acting> {
  const functions = parsed(file).statements.flatMap((statement): [string, ts.SignatureDeclaration][] => {
    if (!ts.canHaveModifiers(statement)) return [];
    const isExported = ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    if (ts.isFunctionDeclaration(statement) && statement.name) return [[statement.name.text, statement]];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      initializer && ts.isIdentifier(name) && ts.isArrowFunction(initializer)
        ? [[name.text, initializer] as [string, ts.SignatureDeclaration]]
        : [],
    );
  });
  return new Map(
    functions.flatMap(([name, { parameters }]): [string, Acting][] => {
      const type = parameters[0]?.type?.getText() ?? "";
      if (/\bContext\b|\bactor: Actor\b/.test(type)) return [[name, "somebody"]];
      return /\bJobContext\b/.test(type) ? [[name, "nobody"]] : [];
    }),
  );
}

type Perform = (context: unknown, input: unknown) => unknown;

export async function load({ file, name }: UseCase): Promise<Perform> {
  const module = (await import(path.resolve(file))) as Record<string, Perform>;
  const perform = module[name];
  if (!perform) throw new Error(`${file} exports no ${name}.`);
  return perform;
}
