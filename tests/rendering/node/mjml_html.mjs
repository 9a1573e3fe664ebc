// stdin: MJML; argv: the folder of node_modules; stdout: the HTML official MJML makes of it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.argv[2]}/`);
const mjml2html = require("mjml");
const made = await mjml2html(readFileSync(0, "utf8"), {});
process.stdout.write(made.html);
