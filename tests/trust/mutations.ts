import { readFileSync } from "node:fs";
import ts from "typescript";

/** A check that can be taken out; `isPicked` where it is no statement. */
export type Mutation = {
  readonly file: string;
  readonly line: number;
  readonly what: string;
  readonly isPicked: boolean;
};
type Edit = Mutation & {
  readonly from: number;
  readonly to: number;
  readonly make: (isOut: string) => string;
};

/** What is thrown at whoever may not. */
const REFUSAL = /"forbidden"|"signed_out"|^forbidden$|^notFound\(/;
/** Calls that do nothing but refuse. What refuses for the state of a thing, and not for who asks, is left. */
const REFUSING =
  /^(requireAdmin|accessOrRefuse|refuseUnlessMay\w*|refuseUnlessPairs|refuseUnlessAsked|refuseNewcomers)$/;
/** The framework's way out of a page. */
const LEADING_AWAY = /^(redirect|notFound)\(/;

/**
 * In SQL and where a value is picked, a check is no statement: the text as it stands, and what stands there with a
 * switch `OUT`. One that is no longer found is an error, so that the list stays true.
 */
const PICKED = JSON.parse(readFileSync("tests/trust/picked-checks.json", "utf8")) as {
  readonly file: string;
  readonly text: string;
  readonly switched: string;
}[];

/** The checks of one file, and its text with a switch at each: `count` is the number of the first. */
export function withSwitches(file: string, text: string, count: number): { text: string; found: Mutation[] } {
  const edits = [...statements(file, text), ...picked(file, text)].sort((a, b) => a.from - b.from);
  let changed = text;
  for (const [at, edit] of [...edits.entries()].reverse()) {
    const isOut = `(String((globalThis as any).takenOut ?? process.env.TAKEN_OUT) === "${count + at}")`;
    changed = changed.slice(0, edit.from) + edit.make(isOut) + changed.slice(edit.to);
  }
  return { text: changed, found: edits.map(({ from: _, to: __, make: ___, ...one }) => one) };
}

function statements(file: string, text: string): Edit[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const edits: Edit[] = [];
  const edit = (node: ts.Node, make: Edit["make"]) =>
    edits.push({
      ...{ file, make, isPicked: false, from: node.getStart(), to: node.getEnd() },
      line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
      what: node.getText().replace(/\s+/g, " ").slice(0, 90),
    });
  const visit = (node: ts.Node): void => {
    if (ts.isIfStatement(node) && !node.elseStatement && refuses(node.thenStatement))
      edit(node.expression, (isOut) => `!${isOut} && (${node.expression.getText()})`);
    if (ts.isExpressionStatement(node) && REFUSING.test(calledIn(node.expression)))
      edit(node, (isOut) => `if (!${isOut}) ${node.getText()}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edits;
}

function refuses(then: ts.Statement): boolean {
  const only = ts.isBlock(then) ? then.statements[0] : then;
  if (!only) return false;
  if (ts.isThrowStatement(only)) return REFUSAL.test(only.expression.getText());
  return ts.isExpressionStatement(only) && LEADING_AWAY.test(only.expression.getText());
}

function calledIn(expression: ts.Expression): string {
  const call = ts.isAwaitExpression(expression) ? expression.expression : expression;
  return ts.isCallExpression(call) ? call.expression.getText() : "";
}

function picked(file: string, text: string): Edit[] {
  return PICKED.filter((one) => one.file === file).flatMap(({ text: what, switched }) => {
    const places = [...text.matchAll(new RegExp(RegExp.escape(what), "g"))];
    if (places.length === 0) throw new Error(`${file} has no ${what} any more.`);
    return places.map(({ index }) => ({
      ...{ file, what, isPicked: true, from: index, to: index + what.length },
      line: text.slice(0, index).split("\n").length,
      make: (isOut: string) => switched.replace("OUT", isOut),
    }));
  });
}
