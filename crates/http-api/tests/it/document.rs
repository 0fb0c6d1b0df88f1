//! The OpenAPI document: the same as the committed one, sound, and true of what the routes read.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use http::Method;
use serde_json::{Map, Value, json};

use crate::common::{Api, ENVIRONMENT, MFA_ADDRESS, PICTURE, Reply};

pub(crate) fn document() -> Value {
    serde_json::to_value(latchstring_http_api::openapi()).unwrap()
}

#[test]
fn the_committed_document_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/openapi.json");
    let text = format!("{}\n", latchstring_http_api::openapi().to_pretty_json().unwrap());
    if std::env::var_os("LATCHSTRING_REGENERATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == text,
        "docs/reference/openapi.json is out of date; run ./tests/regenerate and read the difference"
    );
}

#[test]
fn every_reference_leads_somewhere_and_every_schema_is_used() {
    let document = document();
    let mut used = BTreeSet::new();
    references(&document, &mut used);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let known: BTreeSet<_> = schemas.keys().map(|name| format!("#/components/schemas/{name}")).collect();
    assert_eq!(used, known);
}

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get("$ref") {
                found.insert(reference.clone());
            }
            map.values().for_each(|value| references(value, found));
        }
        _ => {}
    }
}

/// One operation of the document.
pub(crate) struct Operation<'a> {
    /// Where it is on the server, as the document templates it.
    pub(crate) path: String,
    pub(crate) method: &'a str,
    /// Whether it belongs to the interface that passes over what it does not know.
    pub(crate) loose: bool,
    pub(crate) operation: &'a Map<String, Value>,
}

pub(crate) fn operations(document: &Value) -> Vec<Operation<'_>> {
    let paths = document["paths"].as_object().unwrap();
    let mut all = Vec::new();
    for (path, item) in paths {
        let loose = item.get("servers").is_some();
        let path = if loose { path.clone() } else { format!("/v2.2{path}") };
        for (method, operation) in item.as_object().unwrap().iter().filter(|(name, _)| *name != "servers") {
            let operation = operation.as_object().unwrap();
            all.push(Operation { path: path.clone(), method, loose, operation });
        }
    }
    all
}

#[test]
fn every_operation_says_what_it_is_and_how_it_fails() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    let mut ids = BTreeSet::new();
    let tags: Vec<_> = document["tags"].as_array().unwrap().iter().map(|tag| &tag["name"]).collect();
    for Operation { path, method, loose, operation } in operations(&document) {
        let what = format!("{method} {path}");
        assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{what}");
        assert!(!operation["summary"].as_str().unwrap().ends_with('.'), "{what}");
        assert!(tags.contains(&&operation["tags"][0]), "{what}");
        if path == "/v2.2/ping" {
            continue;
        }
        let answers = operation["responses"].as_object().unwrap();
        let mut wanted = vec!["500", "503"];
        // What is signed is answered alike, whatever there is.
        if !operation.contains_key("security") {
            wanted.extend(["401", "403"]);
            wanted.extend(path.contains('{').then_some("404"));
        }
        if operation.contains_key("requestBody") {
            wanted.extend(["400", "408", "413", "415"]);
            wanted.extend((!loose).then_some("422"));
        }
        for status in wanted {
            let answer = answers.get(status).unwrap_or_else(|| panic!("{what} has no {status}"));
            let example = &answer["content"]["application/problem+json"]["example"];
            assert_eq!(example["status"].to_string(), status, "{what}");
        }
    }
}

fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => document.pointer(&reference[1..]).unwrap(),
        None => schema,
    }
}

/// The properties of an object and of what it is put together from.
pub(crate) fn properties(document: &Value, schema: &Value) -> (BTreeSet<String>, BTreeSet<String>) {
    let schema = resolve(document, schema);
    let mut names: BTreeSet<String> =
        schema["properties"].as_object().into_iter().flat_map(|map| map.keys().cloned()).collect();
    let texts = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut required: BTreeSet<String> =
        texts(&schema["required"]).iter().map(|name| name.as_str().unwrap().to_owned()).collect();
    for part in texts(&schema["allOf"]) {
        let (more, needed) = properties(document, &part);
        names.extend(more);
        required.extend(needed);
    }
    (names, required)
}

/// Things that ids in paths name, and the path of an operation on them.
pub(crate) async fn filled(api: &Api) -> impl Fn(&str) -> String + use<> {
    let company = api.company().await;
    let site = api.site(&company).await;
    let connection = api.connection(&company, &site).await;
    let flow = api.flow("invoices").await;
    let webhook = api.webhook().await;
    let invitation = json!({"allowedEmails": ["mike@example.org"], "expiresInSeconds": 86_400});
    let invitation = api.post(&format!("/v2.2/invitation/company/{company}"), invitation).await.created();
    let provider = api.provider("Nordlys", "https://nordlys.example").await;
    api.takes_codes().await;
    let place = format!("/v2/{ENVIRONMENT}/{flow}/tenant/linkedConnectors");
    let body = json!({"connector": {"id": "sandbox", "config": {"username": "a", "password": "b"}}});
    api.post(&place, body).await.with(200);
    move |path: &str| {
        let names = [
            ("{company_id}", &company),
            ("{site_id}", &site),
            ("{connection_id}", &connection),
            ("{invitation_id}", &invitation),
            ("{flow_id}", &flow),
            ("{webhook_id}", &webhook),
            ("{datasource_id}", &provider),
        ];
        let path = names.into_iter().fold(path.to_owned(), |path, (name, id)| path.replace(name, id));
        let path = path.replace("{address}", MFA_ADDRESS);
        path.replace("{env_id}", ENVIRONMENT).replace("{tenant}", "tenant")
    }
}

/// A key is rotated once, so each call has a fresh one.
pub(crate) async fn with_fresh_key(api: &Api, path: &str) -> String {
    if !path.contains("{api_key_id}") {
        return path.to_owned();
    }
    let wish = json!({"name": "Fresh", "scopes": ["invitations:read"]});
    path.replace("{api_key_id}", &api.post("/v2.2/api-key", wish).await.created())
}

/// The body of an operation that takes one in JSON, not as a file, and not signed: what is read of that one, and what is passed
/// over, `inbound` looks at.
pub(crate) fn json_body(operation: &Map<String, Value>) -> Option<&Value> {
    // The rows of a bulk are looked at by `invitations::bulk`.
    if operation["operationId"] == "receiveEmailEvent" || operation["operationId"] == "askForBulkInvitations"
    {
        return None;
    }
    operation.get("requestBody").filter(|body| body["content"].get("application/json").is_some())
}

#[tokio::test]
async fn every_body_is_described_as_it_is_read() {
    let document = document();
    let api = Api::new().await;
    let filled = filled(&api).await;
    let mut seen = 0;
    for Operation { path, method, loose, operation } in operations(&document) {
        let Some(body) = json_body(operation) else { continue };
        let (names, required) = properties(&document, &body["content"]["application/json"]["schema"]);
        let path = filled(&path);
        let method: Method = method.to_uppercase().parse().unwrap();
        let send = async |body: Value| {
            let path = with_fresh_key(&api, &path).await;
            api.send_as(&api.key, method.clone(), &path, Some(&body)).await
        };
        let errors = |reply: &Reply| if loose { reply.loosely_refused() } else { reply.refused() };

        // Values of a type that no field has: each described field is read, and nothing else is.
        let wrong: Map<_, _> = names.iter().map(|name| (name.clone(), json!([[]]))).collect();
        if !names.is_empty() {
            let refused = errors(&send(Value::Object(wrong)).await);
            let refused_names: BTreeSet<_> =
                refused.iter().map(|error| error[1..].split(['/', ' ']).next().unwrap().to_owned()).collect();
            assert_eq!(refused_names, names, "{method} {path}");
            assert!(!refused.iter().any(|error| error.ends_with("unknown-field")), "{refused:?}");
        }

        let nothing = send(json!({})).await;
        let needed: BTreeSet<_> = if nothing.status.is_success() {
            BTreeSet::new()
        } else {
            let needed = errors(&nothing);
            needed.iter().filter_map(|error| Some(error.strip_suffix(" required")?[1..].to_owned())).collect()
        };
        if body["required"] != json!(true) {
            assert!(required.is_empty(), "{method} {path}");
            // Nobody is mailed twice within five minutes.
            api.pass(Duration::from_secs(300));
            let path = with_fresh_key(&api, &path).await;
            let reply = api.send_as(&api.key, method.clone(), &path, None).await;
            assert!(reply.status.is_success(), "{path}: {}", reply.text);
        }
        // One of several fields has to be there, which `required` cannot say.
        let one_of = ["url", "deliveryId", "expiresInSeconds", "id"];
        let said = |name: &String| required.contains(name) || !one_of.contains(&name.as_str());
        let needed: BTreeSet<_> = needed.into_iter().filter(said).collect();
        assert_eq!(needed, required, "{method} {path}");
        seen += 1;
    }
    assert_eq!(seen, 36);
}

#[test]
fn t132_every_body_is_described_as_strict_as_it_is_read() {
    let document = document();
    for Operation { path, method, loose, operation } in operations(&document) {
        let Some(body) = json_body(operation) else { continue };
        let schema = resolve(&document, &body["content"]["application/json"]["schema"]);
        let nested = schema["properties"].as_object().into_iter().flat_map(Map::values);
        let nested = nested.map(|property| property.get("items").unwrap_or(property));
        for schema in nested.map(|property| resolve(&document, property)).chain([schema]) {
            if schema.get("properties").is_some() && !loose {
                assert_eq!(schema["additionalProperties"], false, "{method} {path}: {schema}");
            }
        }
    }
}

/// The properties of an object with an example, and of what it is put together from.
fn examples(document: &Value, schema: &Value) -> Map<String, Value> {
    let schema = resolve(document, schema);
    let mut found = Map::new();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let described = resolve(document, property);
        let example =
            property.get("example").or(described.get("example")).or(described.pointer("/examples/0"));
        found.extend(example.map(|example| (name.clone(), example.clone())));
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        found.extend(examples(document, part));
    }
    found
}

#[tokio::test]
async fn every_example_of_a_body_is_accepted() {
    let document = document();
    let api = Api::new().await;
    api.pictures.hold(PICTURE);
    let filled = filled(&api).await;
    let site = filled("{site_id}");
    for Operation { path, method, operation, .. } in operations(&document) {
        let Some(body) = json_body(operation) else { continue };
        let content = &body["content"]["application/json"];
        let mut example = match &content["example"] {
            Value::Object(whole) => whole.clone(),
            _ => examples(&document, &content["schema"]),
        };
        match operation["operationId"].as_str().unwrap() {
            "createConnection" => {
                example.insert("sites".to_owned(), json!([site]));
                example.insert("password".to_owned(), json!("a password has no example"));
            }
            // The links of other examples live longer.
            "updateWorkspace" => drop(example.remove("maxExpiresInSeconds")),
            "linkConnector" => {
                let connector = &document["components"]["schemas"]["ConnectorToLink"];
                example.insert("connector".to_owned(), Value::Object(examples(&document, connector)));
            }
            _ => {}
        }
        let method: Method = method.to_uppercase().parse().unwrap();
        let path = with_fresh_key(&api, &filled(&path)).await;
        let reply = api.send_as(&api.key, method, &path, Some(&Value::Object(example))).await;
        // The examples name one external id, so the second that takes it is told so.
        assert!(
            reply.status.is_success() || reply.problem(409) == "already-exists",
            "{path}: {}",
            reply.text
        );
    }
}

#[tokio::test]
async fn the_served_document_names_this_deployment() {
    let api = Api::new().await;
    let served = api.get("/openapi.json").await;
    let mut served = served.with(200).clone();
    assert_eq!(served["servers"][0]["url"], "https://connect.example.com/v2.2");
    let mut committed = document();
    assert_eq!(committed["servers"][0]["url"], "/v2.2");
    let of_portal = "/paths/~1{env_id}~1magicLink/servers/0/url";
    assert_eq!(served.pointer(of_portal).unwrap(), "https://connect.example.com");
    assert_eq!(committed.pointer(of_portal).unwrap(), "/");
    for document in [&mut served, &mut committed] {
        document.as_object_mut().unwrap().remove("servers");
        for item in document["paths"].as_object_mut().unwrap().values_mut() {
            item.as_object_mut().unwrap().remove("servers");
        }
    }
    assert_eq!(served, committed);
}

#[tokio::test]
async fn the_reader_is_one_small_page_that_loads_nothing_from_elsewhere() {
    let api = Api::new().await;
    let mut bytes = 0;
    for (path, kind) in [
        ("/docs", "text/html; charset=utf-8"),
        ("/docs/viewer.css", "text/css; charset=utf-8"),
        ("/docs/viewer.js", "text/javascript; charset=utf-8"),
    ] {
        let reply = api.get(path).await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.header("content-type"), kind);
        for elsewhere in ["http://", "https://", "//cdn", "@import", "innerHTML", "style=", "onclick"] {
            assert!(!reply.text.contains(elsewhere), "{path} has {elsewhere}");
        }
        bytes += reply.text.len();
    }
    assert!(bytes < 25_000, "{bytes}");
    let policy = api.get("/docs").await;
    assert!(policy.header("content-security-policy").contains("script-src 'self'"));
}
