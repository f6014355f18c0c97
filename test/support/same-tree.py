"""Compares pairs of Python sources by the tree that the interpreter makes of them: which differ, and where first."""
import ast
import json
import sys

sys.setrecursionlimit(20000)


class Normal(ast.NodeTransformer):
    """What the reader documents as a normalisation: an import of several modules is several imports, and operands of `or` are one list."""

    def visit_Import(self, node):
        return [ast.Import(names=[name]) for name in node.names]

    def visit_BoolOp(self, node):
        self.generic_visit(node)
        values = []
        for value in node.values:
            same = isinstance(value, ast.BoolOp) and type(value.op) is type(node.op) and not values
            values.extend(value.values if same else [value])
        return ast.BoolOp(op=node.op, values=values)

    def visit_Constant(self, node):
        # A prefix u means nothing.
        return ast.Constant(value=node.value)


def tree(source):
    return ast.dump(Normal().visit(ast.parse(source)))


answers = []
for path, original, printed in json.load(sys.stdin):
    try:
        before = tree(original)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        continue
    try:
        after = tree(printed)
    except SyntaxError as error:
        answers.append({"path": path, "problem": f"does not parse: {error}: {error.text}"})
        continue
    if before != after:
        at = next((i for i, (a, b) in enumerate(zip(before, after)) if a != b), min(len(before), len(after)))
        answers.append({"path": path, "problem": f"«{before[max(0, at - 80):at + 60]}» became «{after[max(0, at - 80):at + 60]}»"})
print(json.dumps(answers))
