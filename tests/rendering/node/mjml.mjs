// stdin: MJML; argv: the folder of node_modules. Exit 1 and the faults on stderr where it is not valid.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.argv[2]}/`);
const mjml2html = require("mjml");
try {
  await mjml2html(readFileSync(0, "utf8"), { validationLevel: "strict" });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
