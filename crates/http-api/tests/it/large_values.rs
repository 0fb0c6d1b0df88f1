//! Values that no database should be asked to hold.

use http::Method;
use serde_json::{Map, Value, json};

use crate::common::Api;
use crate::document::{Operation, document, filled, json_body, operations, properties, with_fresh_key};

/// Some hundred kilobytes, and one character that PostgreSQL cannot hold.
fn values() -> [String; 2] {
    ["x".repeat(300_000), "a\0b".to_owned()]
}

/// Fields whose free text is kept nowhere, or as it came: the hotglue-shaped interface passes over what it does not know, and a
/// message for the collector is sealed before it is stored.
const KEPT_SEALED: [&str; 4] = ["password", "username", "text", "config"];

#[tokio::test]
async fn t153_what_is_too_long_or_holds_a_nul_is_refused_before_it_reaches_a_database() {
    let document = document();
    let api = Api::new().await;
    let filled = filled(&api).await;
    let mut tried = 0;
    for Operation { path, method, operation, .. } in operations(&document) {
        let Some(body) = json_body(operation) else { continue };
        let (names, _) = properties(&document, &body["content"]["application/json"]["schema"]);
        let path = with_fresh_key(&api, &filled(&path)).await;
        let method: Method = method.to_uppercase().parse().unwrap();
        for name in names.iter().filter(|name| !KEPT_SEALED.contains(&name.as_str())) {
            for value in values() {
                for wrapped in
                    [json!(value), json!([value]), json!({"key": value}), json!({value.as_str(): "x"})]
                {
                    let body = Value::Object(Map::from_iter([(name.clone(), wrapped)]));
                    let reply = api.send_as(&api.key, method.clone(), &path, Some(&body)).await;
                    let what = format!("{method} {path} {name}: {}", reply.status);
                    assert!(reply.status.is_client_error(), "{what}");
                    assert!(reply.text.len() < 10_000, "{what} says too much");
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 800, "{tried}");
}

#[tokio::test]
async fn t153_parameters_are_bounded_too() {
    let document = document();
    let api = Api::new().await;
    let filled = filled(&api).await;
    for Operation { path, method, operation, .. } in operations(&document) {
        if method != "get" {
            continue;
        }
        let parameters = operation.get("parameters").and_then(Value::as_array).cloned().unwrap_or_default();
        let in_query = parameters.iter().filter(|parameter| parameter["in"] == "query");
        for name in in_query.map(|parameter| parameter["name"].as_str().unwrap()) {
            for value in ["x".repeat(5_000), "a%00b".to_owned()] {
                let path = format!("{}?{name}={value}", with_fresh_key(&api, &filled(&path)).await);
                let reply = api.get(&path).await;
                assert!(reply.status.is_client_error(), "{} {name}: {}", &path[..40], reply.status);
            }
        }
    }
}
