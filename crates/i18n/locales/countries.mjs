// Writes countries.ftl of every language here: the names of CLDR, as this Node.js holds it, in the order of the language.
// Run it with `node crates/i18n/locales/countries.mjs` when a language is added or a country is renamed.
import { readdirSync, writeFileSync } from "node:fs";

const here = new URL(".", import.meta.url);
const english = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
// What CLDR names but ISO 3166-1 does not assign, so that no country of the domain has it.
const unassigned = new Set("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split(" "));
const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter(
  // A former code is named as the country that it has become part of.
  (code) => !unassigned.has(code) && english.of(code) && new Intl.Locale(`und-${code}`).region === code,
);

for (const folder of readdirSync(here, { withFileTypes: true })) {
  if (!folder.isDirectory()) continue;
  const tag = folder.name;
  const names = new Intl.DisplayNames(tag, { type: "region" });
  const { compare } = new Intl.Collator(tag);
  const countries = codes.map((code) => [code, names.of(code)]).sort((one, other) => compare(one[1], other[1]));
  const lines = countries.map(([code, name]) => `region-${code} = ${name}`);
  const head = "# Written by ../countries.mjs: the names of CLDR (Unicode License v3), in the order of the language.\n";
  writeFileSync(new URL(`${tag}/countries.ftl`, here), `${head}${lines.join("\n")}\n`);
}
