// Reads openapi.json and shows it. Everything is made as text nodes, so nothing in the document can become markup.
"use strict";

const METHODS = ["get", "post", "put", "patch", "delete"];
let api;

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// Paragraphs and `code`, which is all the markup that the descriptions use.
function prose(text) {
  return (text ?? "").split(/\n\s*\n/).filter(Boolean).map((paragraph) => {
    const parts = paragraph.split("`");
    return make("p", {}, ...parts.map((part, i) => (i % 2 ? make("code", {}, part) : part)));
  });
}

function resolve(schema) {
  const name = schema?.$ref?.split("/").pop();
  return name ? { ...api.components.schemas[name], named: name } : schema ?? {};
}

// The properties of an object, those of its parts among them.
function shape(schema) {
  const whole = resolve(schema);
  const merged = { properties: { ...whole.properties }, required: [...(whole.required ?? [])] };
  for (const part of whole.allOf ?? []) {
    const inner = shape(part);
    Object.assign(merged.properties, inner.properties);
    merged.required.push(...inner.required);
  }
  return merged;
}

function variants(schema) {
  const whole = resolve(schema);
  const list = whole.oneOf ?? whole.anyOf ?? [];
  return list.filter((part) => part.type !== "null");
}

function typeName(schema) {
  const whole = resolve(schema);
  const choices = variants(schema);
  if (choices.length) return choices.map(typeName).join(" or ") + (canBeNull(whole) ? " or null" : "");
  const types = [whole.type ?? "object"].flat();
  const main = types.find((type) => type !== "null");
  let name = main === "array" ? `list of ${typeName(whole.items)}`
    : main === "string" ? whole.format ?? main : main;
  if (main === "object" && whole.named) name = whole.named;
  return types.includes("null") ? `${name} or null` : name;
}

function canBeNull(schema) {
  return [schema.type].flat().includes("null") || (schema.oneOf ?? []).some((part) => part.type === "null");
}

function bounds(schema) {
  const said = [];
  const range = (low, high, unit) => {
    if (low !== undefined && high !== undefined) said.push(`${low} to ${high}${unit}`);
    else if (low !== undefined) said.push(`at least ${low}${unit}`);
    else if (high !== undefined) said.push(`at most ${high}${unit}`);
  };
  range(schema.minimum, schema.maximum, "");
  range(schema.minLength, schema.maxLength, " characters");
  range(schema.minItems, schema.maxItems, " items");
  if (schema.default !== undefined) said.push(`${JSON.stringify(schema.default)} unless said`);
  return said.join(", ");
}

function field(name, schema, required, description, depth) {
  const whole = resolve(schema);
  const inner = whole.items ? resolve(whole.items) : whole;
  const names = whole.enum ?? inner.enum;
  const body = make("dd", {}, ...prose(description ?? whole.description));
  const limits = bounds({ ...whole, ...schema });
  if (limits) body.append(make("p", { class: "values" }, limits));
  if (names) {
    const list = names.flatMap((value, i) => [i ? " " : "", make("code", {}, String(value))]);
    body.append(names.length > 8
      ? make("details", {}, make("summary", {}, `${names.length} values`), make("p", {}, ...list))
      : make("p", { class: "values" }, ...list));
  }
  const nested = nestedFields(schema, depth + 1);
  if (nested) body.append(make("details", {}, make("summary", {}, `Fields of ${name}`), nested));
  return make("div", {},
    make("dt", {}, make("code", {}, name), make("span", { class: "type" }, typeName(schema)),
      required ? make("span", { class: "must" }, "required") : null),
    body);
}

function nestedFields(schema, depth) {
  if (depth > 4) return null;
  const choices = variants(schema);
  if (choices.length === 1) return nestedFields(choices[0], depth);
  const whole = resolve(schema);
  if (whole.type === "array" || [whole.type].flat().includes("array")) return nestedFields(whole.items, depth);
  const { properties, required } = shape(schema);
  const names = Object.keys(properties);
  if (!names.length) return null;
  return make("dl", { class: "fields" },
    ...names.map((name) => field(name, properties[name], required.includes(name), undefined, depth)));
}

// An example value of a schema, from the examples and names in it.
function sample(schema, depth = 0) {
  const whole = { ...resolve(schema), ...schema };
  if (whole.example !== undefined) return whole.example;
  if (whole.examples) return whole.examples[0];
  if (whole.enum) return whole.enum[0];
  const choices = variants(schema);
  if (choices.length) return sample(choices[0], depth);
  const type = [whole.type].flat().find((one) => one !== "null");
  if (type === "array") return depth > 4 ? [] : [sample(whole.items, depth + 1)];
  const { properties } = shape(schema);
  if (Object.keys(properties).length) {
    if (depth > 4) return {};
    return Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, sample(part, depth + 1)]));
  }
  if (type === "integer" || type === "number") return whole.minimum ?? 0;
  if (type === "boolean") return whole.default ?? false;
  if (type === "object") return {};
  return { uuid: "019aa0b2-3c4d-7e5f-8a6b-7c8d9e0f1a2b", date: "2026-01-31", password: "…",
    "date-time": "2026-01-31T09:30:00.000Z" }[whole.format] ?? "text";
}

function figure(text, label) {
  const button = make("button", { type: "button", "aria-label": `Copy ${label}` }, "Copy");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  return make("figure", {}, make("pre", { tabindex: "0", "aria-label": label }, text), button);
}

// What a new caller should send: the fields that are required or have an example, without those that exclude others.
function bodySample(schema) {
  const { properties, required } = shape(schema);
  const has = (part) => ({ ...resolve(part), ...part }).example !== undefined;
  const shown = Object.entries(properties).filter(([name, part]) => required.includes(name) || has(part));
  return Object.fromEntries(shown.map(([name, part]) => [name, sample(part)]));
}

function curl(method, path, operation, body) {
  const server = new URL(api.servers?.[0]?.url ?? "", document.baseURI).href.replace(/\/$/, "");
  const lines = [`curl ${method === "get" ? "" : `-X ${method.toUpperCase()} `}'${server}${path}'`];
  if (operation.security?.every((one) => Object.keys(one).length) ?? true) lines.push(`-H "X-API-Key: $LATCHSTRING_KEY"`);
  if (body) lines.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(body, null, 2).replaceAll("'", "'\\''")}'`);
  return lines.join(" \\\n  ");
}

function answers(responses) {
  const items = Object.entries(responses).map(([status, response]) => {
    const media = Object.values(response.content ?? {})[0];
    const item = make("li", {}, make("span", { class: `status ${status < 300 ? "good" : "bad"}` }, status), " ",
      response.description);
    if (media && status < 300) {
      const fields = variants(media.schema).length
        ? make("div", {}, ...variants(media.schema).map((one) =>
          make("details", {}, make("summary", {}, typeName(one)), nestedFields(one, 0))))
        : nestedFields(media.schema, 0);
      if (fields) item.append(fields.tagName === "DL"
        ? make("details", {}, make("summary", {}, "Fields"), fields) : fields);
      item.append(make("details", {}, make("summary", {}, "Example"),
        figure(JSON.stringify(sample(media.schema), null, 2), "example answer")));
    } else if (media?.example) {
      item.append(make("details", {}, make("summary", {}, `Example: ${media.example.code}`),
        figure(JSON.stringify(media.example, null, 2), "example error")));
    }
    return item;
  });
  return make("ul", { class: "answers" }, ...items);
}

function article(method, path, operation) {
  const id = operation.operationId;
  const node = make("article", { id },
    make("h3", {}, make("a", { href: `#${id}` }, operation.summary ?? id)),
    operation.deprecated ? make("p", { class: "deprecated" }, "Deprecated") : null,
    make("p", { class: "call" }, make("span", { class: `method ${method}` }, method), make("code", {}, path)),
    ...prose(operation.description));
  for (const [place, title] of [["path", "In the path"], ["query", "In the query"]]) {
    const parameters = (operation.parameters ?? []).filter((one) => one.in === place);
    if (!parameters.length) continue;
    node.append(make("h4", {}, title), make("dl", { class: "fields" },
      ...parameters.map((one) => field(one.name, one.schema, one.required, one.description, 0))));
  }
  const schema = operation.requestBody?.content?.["application/json"]?.schema;
  const body = schema ? bodySample(schema) : null;
  if (schema) {
    node.append(make("h4", {}, "Body"), nestedFields(schema, 0) ?? "");
  }
  node.append(make("h4", {}, "Request"), figure(curl(method, path, operation, body), "request"));
  node.append(make("h4", {}, "Answers"), answers(operation.responses ?? {}));
  return node;
}

function show() {
  document.getElementById("version").textContent = `API ${api.info.version}`;
  const main = document.getElementById("content");
  const index = document.getElementById("index");
  main.replaceChildren(make("h1", {}, `${api.info.title} API`), ...prose(api.info.description));
  const calls = Object.entries(api.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ path, method, operation: item[method] })));
  for (const tag of api.tags ?? []) {
    const own = calls.filter((call) => call.operation.tags?.includes(tag.name));
    if (!own.length) continue;
    const section = make("section", {}, make("h2", {}, tag.name), make("p", { class: "lead" }, tag.description ?? ""));
    const links = make("ul", {});
    for (const { path, method, operation } of own) {
      section.append(article(method, path, operation));
      links.append(make("li", {}, make("a", { href: `#${operation.operationId}` },
        make("span", { class: `method ${method}` }, method),
        operation.deprecated ? make("s", {}, operation.summary) : operation.summary)));
    }
    main.append(section);
    index.append(make("div", {}, make("h2", {}, tag.name), links));
  }
  main.append(make("p", { class: "nothing", id: "nothing", role: "status", hidden: "" }, "Nothing found."));
}

function search(words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const node of document.querySelectorAll("article")) {
    const text = node.textContent.toLowerCase();
    const hit = wanted.every((word) => text.includes(word));
    node.hidden = !hit;
    document.querySelector(`nav a[href="#${node.id}"]`).parentElement.hidden = !hit;
    found += hit;
  }
  for (const group of document.querySelectorAll("main > section, nav > div")) {
    group.hidden = !group.querySelector("article:not([hidden]), li:not([hidden])");
  }
  document.getElementById("nothing").hidden = found > 0;
}

function mark() {
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === location.hash) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

async function start() {
  const state = document.getElementById("state");
  try {
    const answer = await fetch("openapi.json");
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    api = await answer.json();
  } catch (error) {
    state.textContent = `The document could not be loaded: ${error.message}.`;
    return;
  }
  show();
  const input = document.getElementById("search");
  input.addEventListener("input", () => search(input.value));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && event.target.tagName !== "INPUT") { event.preventDefault(); input.focus(); }
  });
  addEventListener("hashchange", mark);
  mark();
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

start();
