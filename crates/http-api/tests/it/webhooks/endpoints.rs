use http::Method;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::common::{Api, masked};

fn path(id: &str) -> String {
    format!("/v2.2/webhook/{id}")
}

fn everything() -> Value {
    json!({
        "url": "https://hooks.example.com/latchstring?tenant=acme",
        "description": "Billing",
        "eventTypes": ["invitation.viewed.v1", "connection.created.v2"],
        "headers": {"X-Tenant": "acme", "Authorization": "Bearer s3cret"},
        "enabled": false,
    })
}

#[tokio::test]
async fn t101_an_endpoint_is_made_and_its_secret_shown_this_once() {
    let api = Api::new().await;
    let made = api.post("/v2.2/webhook", everything()).await;
    let webhook = made.with(201).clone();
    let secret = webhook["secret"].as_str().unwrap().to_owned();
    assert!(secret.starts_with("whsec_") && secret.len() == 50, "{secret}");
    let mut hidden = webhook.clone();
    hidden["secret"] = json!("(shown)");
    assert_json_snapshot!(masked(&hidden));
    let id = webhook["id"].as_str().unwrap();
    let read = api.get(&path(id)).await;
    assert!(!read.text.contains(&secret) && !read.text.contains("s3cret"), "{}", read.text);
    let mut expected = webhook.clone();
    expected.as_object_mut().unwrap().remove("secret");
    assert_eq!(read.with(200), &expected);
    assert_eq!(api.get("/v2.2/webhook").await.with(200), &json!([expected]));
    let other = api.post("/v2.2/webhook", json!({"url": "https://hooks.example.com/"})).await;
    assert_ne!(other.with(201)["secret"], json!(secret));
}

#[tokio::test]
async fn bad_endpoints_are_refused_field_by_field() {
    let api = Api::new().await;
    let refused = async |body: Value| api.post("/v2.2/webhook", body).await.refused();
    assert_eq!(refused(json!({})).await, ["/url required"]);
    let with = |name: &str, value: Value| {
        let mut body = json!({"url": "https://hooks.example.com/"});
        body[name] = value;
        body
    };
    for url in
        ["", "hooks.example.com", "ftp://a/", "https://u:p@a/", "https://a/#b", "http://a/", "https://a b/"]
    {
        assert_eq!(refused(with("url", json!(url))).await, ["/url invalid-url"], "{url}");
    }
    let long = format!("https://a/{}", "x".repeat(2000));
    assert_eq!(refused(with("url", json!(long))).await, ["/url too-long"]);
    assert_eq!(refused(with("description", json!(""))).await, ["/description empty"]);
    let types = json!(["connection.created.v2", "connection.created.v1", "webhook.test.v1"]);
    let errors = ["/eventTypes/1 unknown-name", "/eventTypes/2 unknown-name"];
    assert_eq!(refused(with("eventTypes", types)).await, errors);
    let headers = json!({"Host": "a", "a b": "c", "X-A": "ü", "X-B": 1, "X-C": "fine"});
    let errors = [
        "/headers/X-B wrong-type",
        "/headers/Host reserved",
        "/headers/X-A illegal-characters",
        "/headers/a b illegal-characters",
    ];
    assert_eq!(refused(with("headers", headers)).await, errors);
    assert_eq!(refused(with("headers", json!({"x-a": "1", "X-A": "2"}))).await, ["/headers repeated"]);
    let many: Value =
        (0..21).map(|n| (format!("x-{n}"), json!("1"))).collect::<serde_json::Map<_, _>>().into();
    assert_eq!(refused(with("headers", many)).await, ["/headers too-many"]);
    assert_eq!(refused(with("enabled", json!("yes"))).await, ["/enabled wrong-type"]);
    assert_eq!(api.get("/v2.2/webhook").await.with(200), &json!([]), "nothing was made");
}

#[tokio::test]
async fn t101_a_secret_from_elsewhere_has_24_to_64_bytes() {
    let api = Api::new().await;
    let with = |secret: String| json!({"url": "https://hooks.example.com/", "secret": secret});
    // Base64 of 0, 23, 65 bytes, one without its prefix, and one that is no base64.
    let base64 = |bytes: usize| {
        let (threes, rest) = (bytes / 3, bytes % 3);
        let end = ["", "AA==", "AAA="][rest];
        format!("whsec_{}{end}", "AAAA".repeat(threes))
    };
    for secret in [base64(0), base64(23), base64(65), "AAAA".repeat(8), "whsec_???".to_owned()] {
        let errors = api.post("/v2.2/webhook", with(secret.clone())).await.refused();
        assert_eq!(errors, ["/secret illegal-characters"], "{secret}");
    }
    for bytes in [24, 64] {
        let secret = base64(bytes);
        let made = api.post("/v2.2/webhook", with(secret.clone())).await;
        assert_eq!(made.with(201)["secret"], json!(secret));
    }
}

#[tokio::test]
async fn an_endpoint_is_changed_in_parts_and_emptied_by_null() {
    let api = Api::new().await;
    let made = api.post("/v2.2/webhook", everything()).await.with(201).clone();
    let id = made["id"].as_str().unwrap().to_owned();
    let change = async |body: Value| {
        api.send_as(&api.key, Method::PATCH, &path(&id), Some(&body)).await.with(200).clone()
    };
    let enabled = change(json!({"enabled": true})).await;
    assert_eq!((&enabled["enabled"], &enabled["disabledBecause"]), (&json!(true), &Value::Null));
    assert_eq!(enabled["headerNames"], json!(["authorization", "x-tenant"]), "what is not named stays");
    let changed = change(json!({
        "url": "https://other.example.com/", "description": null, "eventTypes": [], "headers": null,
    }))
    .await;
    assert_eq!(changed["url"], "https://other.example.com/");
    assert_eq!(changed["description"], Value::Null);
    assert_eq!((&changed["eventTypes"], &changed["headerNames"]), (&json!([]), &json!([])));
    assert_eq!(change(json!({})).await, changed, "a wish that changes nothing is written nowhere");
    let events = api.get("/v2.2/event?type=WEBHOOK_UPDATED").await.with(200)["events"].clone();
    let told = |event: &Value| (event["sequence"].as_u64(), event["data"]["changed"].clone());
    let mut told: Vec<_> = events.as_array().unwrap().iter().map(told).collect();
    told.sort_by_key(|(sequence, _)| *sequence);
    let told: Vec<_> = told.into_iter().map(|(_, changed)| changed).collect();
    assert_eq!(told, [json!(["enabled"]), json!(["url", "description", "eventTypes", "headers"])]);
    let refused = api.send_as(&api.key, Method::PATCH, &path(&id), Some(&json!({"secret": "x"}))).await;
    assert_eq!(refused.refused(), ["/secret unknown-field"]);
}

#[tokio::test]
async fn t102_a_secret_is_replaced_with_an_overlap_or_at_once() {
    let api = Api::new().await;
    let id = api.webhook().await;
    let rotate = format!("{}/rotate-secret", path(&id));
    let rotated = api.post(&rotate, json!({})).await.with(200).clone();
    let secret = rotated["secret"].as_str().unwrap();
    assert!(secret.starts_with("whsec_"));
    assert!(rotated["previousSecretUntil"].is_string());
    let urgent = api.post(&rotate, json!({"overlapSeconds": 0})).await.with(200).clone();
    assert_eq!(urgent["previousSecretUntil"], Value::Null);
    assert_ne!(urgent["secret"], rotated["secret"]);
    let same = json!({"secret": urgent["secret"]});
    assert_eq!(api.post(&rotate, same).await.refused(), ["/secret already-exists"]);
    let long = json!({"overlapSeconds": 604_801, "secret": 1});
    assert_eq!(
        api.post(&rotate, long).await.refused(),
        ["/overlapSeconds out-of-range", "/secret wrong-type"]
    );
    assert!(!api.get(&path(&id)).await.text.contains("whsec_"));
}

#[tokio::test]
async fn a_deleted_endpoint_is_gone_and_a_workspace_has_fifty_at_most() {
    let api = Api::new().await;
    let id = api.webhook().await;
    assert_eq!(api.delete(&path(&id)).await.status, 204);
    assert_eq!(api.delete(&path(&id)).await.problem(404), "not-found");
    assert_eq!(api.get(&path(&id)).await.problem(404), "not-found");
    for _ in 0..50 {
        api.webhook().await;
    }
    let more = api.post("/v2.2/webhook", json!({"url": "https://hooks.example.com/"})).await;
    assert_eq!(more.problem(409), "too-many-webhooks");
}
