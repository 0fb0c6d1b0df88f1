//! What is handed in by those who have no API key, and read by the collector.

use axum::body::Body;
use http::{Request, header};
use serde_json::{Value, json};

use crate::common::{Api, MFA_ADDRESS, MFA_DOMAIN, Reply, masked};

const TEXT: &str = "Your code is 482913.";

/// A connection, and the path to its address.
async fn connected(api: &Api) -> (String, String) {
    let company = api.company().await;
    let site = api.site(&company).await;
    let id = api.connection(&company, &site).await;
    let path = format!("/v2.2/inbound/mfa/{id}@{MFA_DOMAIN}");
    (id, path)
}

/// A request with these headers beside its type.
async fn with(api: &Api, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    api.raw(request.body(Body::from(body.to_owned())).unwrap()).await
}

#[tokio::test]
async fn a_code_goes_from_the_mail_service_to_the_collector() {
    let api = Api::new().await;
    api.takes_codes().await;
    let (id, path) = connected(&api).await;
    let codes = format!("/v2.2/connection/{id}/mfa-codes");
    let empty = json!({"address": format!("{id}@{MFA_DOMAIN}"), "codes": []});
    assert_eq!(api.get(&codes).await.with(200), &empty);

    let message = json!({"sender": "Pacific Power <no-reply@pacificpower.example>", "subject": "Sign in", "text": TEXT});
    let reply = api.post(&path, message).await;
    assert_eq!((reply.status.as_u16(), reply.text.as_str()), (202, ""));
    // Mail servers may change the letter case of an address, and clients may escape what stands in it.
    let path = path.to_uppercase().replace("/V2.2/INBOUND/MFA/", "/v2/inbound/mfa/").replace('@', "%40");
    api.post(&path, json!({"text": "111222 or 333444"})).await.with(202);
    let read = api.get(&codes).await;
    let mut read = masked(read.with(200));
    assert_eq!(read["address"], format!("{id}@{MFA_DOMAIN}"));
    read["address"] = json!("[address]");
    insta::assert_json_snapshot!("mfa_codes", read);
    let reader = api.new_key(&[latchstring_domain::api_key::Scope::ConnectionsRead]).await;
    let refused = api.send_as(&reader, http::Method::GET, &codes, None).await;
    assert_eq!(refused.problem(403), "scope-missing");

    let events = api.get(&format!("/v2.2/connection/{id}/events")).await;
    let events = events.with(200).to_string();
    assert!(events.contains("MFA_CODE_RECEIVED") && events.contains("MFA_CODES_READ"), "{events}");
    assert!(!events.contains("482913") && !events.contains("Pacific"), "{events}");
}

#[tokio::test]
async fn the_answer_is_the_same_whether_anybody_waits_or_not() {
    let api = Api::new().await;
    api.takes_codes().await;
    let (_, known) = connected(&api).await;
    let body = || json!({"text": TEXT});
    let expected = api.post(&known, body()).await;
    for address in [MFA_ADDRESS, "anna@mfa.example.com", "@mfa.example.com", "a@b@mfa.example.com"] {
        let reply = api.post(&format!("/v2.2/inbound/mfa/{address}"), body()).await;
        assert_eq!((reply.status, &reply.text), (expected.status, &expected.text), "{address}");
    }
    // Another domain is nobody's here, and nobody can have signed it.
    for address in ["anna@other.example", "anna", "anna@"] {
        let reply = api.post(&format!("/v2.2/inbound/mfa/{address}"), body()).await;
        assert_eq!(reply.problem(403), "signature-invalid", "{address}");
    }
}

#[tokio::test]
async fn what_is_not_signed_here_and_now_is_refused_before_it_is_read() {
    let api = Api::new().await;
    let (_, path) = connected(&api).await;
    let secret = api.takes_codes().await;
    let now = api.latchstring().now().unix_seconds();
    let body = json!({"text": TEXT}).to_string();
    let time = now.to_string();
    let signature = secret.sign("msg_a", now, body.as_bytes());
    let whole = [("webhook-id", "msg_a"), ("webhook-timestamp", &time), ("webhook-signature", &signature)];
    for left_out in 0..whole.len() {
        let mut headers = whole.to_vec();
        headers.remove(left_out);
        assert_eq!(with(&api, &path, &headers, &body).await.problem(403), "signature-invalid");
        headers = whole.to_vec();
        headers.push(whole[left_out]);
        assert_eq!(with(&api, &path, &headers, &body).await.problem(403), "signature-invalid", "twice");
    }
    for (place, value) in [(0, "msg_b"), (1, "soon"), (1, ""), (2, "v1,AAAA"), (2, "v1,"), (2, "")] {
        let mut headers = whole;
        headers[place].1 = value;
        assert_eq!(with(&api, &path, &headers, &body).await.problem(403), "signature-invalid", "{value}");
    }
    let changed = body.replace("482913", "482914");
    assert_eq!(with(&api, &path, &whole, &changed).await.problem(403), "signature-invalid");
    assert_eq!(with(&api, &path, &whole, "not JSON").await.problem(403), "signature-invalid");
    let old = (now - 301).to_string();
    let signature = secret.sign("msg_a", now - 301, body.as_bytes());
    let headers = [("webhook-id", "msg_a"), ("webhook-timestamp", &old), ("webhook-signature", &signature)];
    let reply = with(&api, &path, &headers, &body).await;
    assert_eq!(reply.problem(403), "signature-invalid");
    assert!(reply.text.contains("five minutes"), "{}", reply.text);
    with(&api, &path, &whole, &body).await.with(202);
    // An API key is no signature.
    let headers = [("x-api-key", api.key.as_str())];
    assert_eq!(with(&api, &path, &headers, &body).await.problem(403), "signature-invalid");
}

#[tokio::test]
async fn what_is_signed_and_wrong_is_told_by_its_field() {
    let api = Api::new().await;
    api.takes_codes().await;
    let (_, path) = connected(&api).await;
    let long = |length: usize| "x".repeat(length);
    for (body, error) in [
        (json!({}), "/text required"),
        (json!({"text": null}), "/text null-not-allowed"),
        (json!({"text": 1}), "/text wrong-type"),
        (json!({"text": long(50_001)}), "/text too-long"),
        (json!({"text": "", "subject": long(999)}), "/subject too-long"),
        (json!({"text": "", "sender": long(501)}), "/sender too-long"),
        (json!({"text": "", "html": ""}), "/html unknown-field"),
    ] {
        assert_eq!(api.post(&path, body).await.refused(), [error]);
    }
    api.post(&path, json!({"text": long(50_000), "subject": long(998), "sender": long(500)})).await.with(202);
}

#[tokio::test]
async fn the_secret_is_shown_once_and_the_domain_can_be_set_and_emptied() {
    let api = Api::new().await;
    let of = async |domain: Value| api.patch("/v2.2/workspace", json!({"mfaDomain": domain})).await;
    assert_eq!(of(json!("MFA.Example.com")).await.with(200)["mfaDomain"], "mfa.example.com");
    for domain in [json!("example"), json!(""), json!("a b.example"), json!("192.0.2.1")] {
        assert_eq!(of(domain).await.refused(), ["/mfaDomain invalid-domain"]);
    }
    assert_eq!(of(json!(null)).await.with(200)["mfaDomain"], json!(null));
    let first = api.post("/v2.2/workspace/inbound-secret", json!({})).await.with(200).clone();
    let second = api.post("/v2.2/workspace/inbound-secret", json!({})).await.with(200).clone();
    let text = |made: &Value| made["secret"].as_str().unwrap().to_owned();
    assert!(text(&first).starts_with("whsec_"));
    assert_ne!(text(&first), text(&second));
    let shown = api.get("/v2.2/workspace").await;
    assert!(!shown.text.contains("whsec_"));
}
