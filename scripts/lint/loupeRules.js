// Lint rules of this project that no package has: what a file is called and how it opens.
// @ts-check

/** @type {import("eslint").Rule.RuleModule} */
const opensWithComment = {
  meta: {
    type: "suggestion",
    docs: { description: "a file opens with one sentence on what it is" },
    messages: { missing: "Open the file with a comment: one sentence on what it is." },
  },
  create(context) {
    return {
      Program(program) {
        // The first line of a program that the shell starts counts as a comment of its own type.
        const comments = context.sourceCode.getAllComments().filter(({ type }) => type === "Line" || type === "Block");
        const [opens] = comments;
        const firstToken = context.sourceCode.getFirstToken(program);
        const end = opens?.range?.[1] ?? Infinity;
        const isFirst = opens !== undefined && (firstToken === null || end <= firstToken.range[0]);
        if (!isFirst || /^\s*(eslint|@ts-)/.test(opens.value))
          context.report({ loc: { line: 1, column: 0 }, messageId: "missing" });
      },
    };
  },
};

/** @type {import("eslint").Rule.RuleModule} */
const plainFileName = {
  meta: {
    type: "suggestion",
    docs: { description: "a file is named after what it holds" },
    messages: { vague: 'Name the file after what it holds; "{{ word }}" says nothing.' },
  },
  create(context) {
    return {
      Program() {
        const name = context.filename.split(/[\\/]/).at(-1) ?? "";
        const word = /([uU]tils?|[hH]elpers?|[mM]anager|[mM]isc|[cC]ommon)(?=[A-Z.])/.exec(name)?.[1];
        if (word !== undefined) context.report({ loc: { line: 1, column: 0 }, messageId: "vague", data: { word } });
      },
    };
  },
};

export const loupeRules = { rules: { "opens-with-comment": opensWithComment, "plain-file-name": plainFileName } };
