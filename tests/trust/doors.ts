import { globSync, readFileSync } from "node:fs";
import ts from "typescript";

/** What a browser can reach without another door: a page, a route handler by its method, or a server action. */
export type Door = {
  readonly kind: "page" | "route" | "action";
  readonly file: string;
  /** The function's name in its file: a method, an action's name, or `default`. */
  readonly exported: string;
  readonly name: string;
};

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

export function findDoors(): Door[] {
  return globSync("app/**/*.{ts,tsx}")
    .flatMap(doorsIn)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function doorsIn(file: string): Door[] {
  const text = readFileSync(file, "utf8");
  const pathname = `/${file
    .split("/")
    .slice(1, -1)
    .filter((part) => !/^\(.*\)$/.test(part))
    .join("/")}`;
  if (/\/route\.ts$/.test(file))
    return exportsOf(file, text)
      .filter((name) => METHODS.includes(name))
      .map((exported) => ({ kind: "route", file, exported, name: `${exported} ${pathname}` }));
  if (/\/page\.tsx$/.test(file))
    return [{ kind: "page", file, exported: "default", name: `page ${pathname}` }];
  // A directive inside a function makes that one an action; there is none of these, and none may come unseen.
  if (!/["']use server["']/.test(text)) return [];
  if (!/^\s*["']use server["']/.test(text)) throw new Error(`${file} hides an action in a function.`);
  const folder = file.replace(/^app\//, "").replace(/(\/actions)?\.ts$/, "");
  return exportsOf(file, text).map((exported) => ({
    ...{ kind: "action", file, exported, name: `action ${exported} of ${folder}` },
  }));
}

function exportsOf(file: string, text: string): string[] {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement))
      throw new Error(`${file} exports in a way that is not read here.`);
    if (!ts.canHaveModifiers(statement)) return [];
    if (!ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isFunctionDeclaration(statement)) return statement.name?.text ?? [];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name)
        ? name.text
        : name.elements.map((one) => (one as ts.BindingElement).name.getText()),
    );
  });
}
