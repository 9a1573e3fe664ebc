// stdin: HTML; argv: the folder of node_modules, then clients. stdout: JSON {client: [title, …]} of errors.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, ...clients] = process.argv.slice(2);
const module = pathToFileURL(`${folder}/node_modules/caniemail/dist/index.js`).href;
const { caniemail } = await import(module);
const { issues } = caniemail({ clients, html: readFileSync(0, "utf8") });
const found = {};
for (const [client, list] of issues.errors) {
  found[client] = [...new Set(list.map((issue) => issue.title))].sort();
}
process.stdout.write(JSON.stringify(found));
