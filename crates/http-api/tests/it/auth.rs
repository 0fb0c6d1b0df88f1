//! API keys: where they may be, and what a bad one is told.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use http::{Method, Request, header};
use latchstring_domain::api_key::Scope;
use tracing_subscriber::fmt::MakeWriter;

use crate::common::{Api, Reply};

const PATH: &str = "/v2.2/company";

async fn with_header(api: &Api, name: &str, value: &str) -> Reply {
    let request = Request::builder().uri(PATH).header(name, value).body(Body::empty()).unwrap();
    api.raw(request).await
}

#[tokio::test]
async fn ping_needs_no_key_and_tells_the_version() {
    let api = Api::new().await;
    for version in ["v2.2", "v2.1", "v2"] {
        let request = Request::get(format!("/{version}/ping")).body(Body::empty()).unwrap();
        assert_eq!(api.raw(request).await.with(200), &serde_json::json!({"version": "1.2.3"}));
    }
}

#[tokio::test]
async fn the_header_may_be_written_in_any_case() {
    let api = Api::new().await;
    for name in ["X-API-Key", "x-api-key", "X-Api-Key", "X-API-KEY"] {
        with_header(&api, name, &api.key).await.with(200);
    }
}

#[tokio::test]
async fn a_missing_key_is_asked_for() {
    let api = Api::new().await;
    let reply = api.raw(Request::get(PATH).body(Body::empty()).unwrap()).await;
    assert_eq!(reply.problem(401), "api-key-missing");
    assert_eq!(reply.header("www-authenticate"), "ApiKey realm=\"latchstring\"");
    let bearer = with_header(&api, "Authorization", &format!("Bearer {}", api.key)).await;
    assert_eq!(bearer.problem(401), "api-key-missing");
}

#[tokio::test]
async fn t042_unknown_expired_and_revoked_keys_get_one_answer() {
    let api = Api::new().await;
    let expiring = api.expiring_key(&[Scope::InvitationsRead], Some(Duration::from_secs(60))).await;
    with_header(&api, "X-API-Key", &expiring).await.with(200);
    api.pass(Duration::from_secs(60));
    let expired = with_header(&api, "X-API-Key", &expiring).await;
    let mut wrong = api.key.clone();
    wrong.replace_range(wrong.len() - 1.., if wrong.ends_with('A') { "B" } else { "A" });
    let unknown = with_header(&api, "X-API-Key", &wrong).await;
    // Of another deployment: a right text that is stored nowhere here.
    let elsewhere = Api::new().await;
    elsewhere.new_key(&[Scope::InvitationsRead]).await;
    let foreign = with_header(&api, "X-API-Key", &elsewhere.new_key(&[Scope::InvitationsRead]).await).await;
    api.revoke_all_keys().await;
    let revoked = with_header(&api, "X-API-Key", &api.key).await;

    let without_instance = |reply: &Reply| {
        assert_eq!(reply.problem(401), "api-key-invalid");
        let mut body = reply.json.clone();
        body.as_object_mut().unwrap().remove("instance");
        body
    };
    let answers = [&expired, &unknown, &foreign, &revoked].map(without_instance);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[tokio::test]
async fn two_keys_are_none() {
    let api = Api::new().await;
    let request =
        Request::get(PATH).header("X-API-Key", &api.key).header("X-API-Key", &api.key).body(Body::empty());
    assert_eq!(api.raw(request.unwrap()).await.problem(401), "api-key-invalid");
}

#[tokio::test]
async fn t043_a_key_outside_the_header_is_refused_and_its_value_is_logged_nowhere() {
    let log = Log::default();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let api = Api::new().await;
    let key = &api.key;
    let get = |uri: String| Request::get(uri).body(Body::empty()).unwrap();
    let body = format!("{{\"name\":\"Northwind\",\"apiKey\":\"{key}\"}}");
    let requests = [
        ("query string", get(format!("{PATH}?api_key={key}"))),
        ("query string", get(format!("{PATH}?x-api-key=secret-of-another-kind"))),
        ("query string", get(format!("{PATH}?externalId={key}"))),
        (
            "query string",
            Request::get(format!("{PATH}?X-API-KEY={key}"))
                .header("X-API-Key", key)
                .body(Body::empty())
                .unwrap(),
        ),
        (
            "cookie",
            Request::get(PATH)
                .header(header::COOKIE, format!("a=b; X-API-Key={key}"))
                .body(Body::empty())
                .unwrap(),
        ),
        (
            "cookie",
            Request::get(PATH).header(header::COOKIE, format!("session={key}")).body(Body::empty()).unwrap(),
        ),
        (
            "body",
            Request::post(PATH)
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(body))
                .unwrap(),
        ),
    ];
    for (place, request) in requests {
        let reply = api.raw(request).await;
        assert_eq!(reply.problem(401), "api-key-missing", "{place}");
        let detail = reply.json["detail"].as_str().unwrap();
        assert!(
            detail.contains("X-API-Key") && detail.contains(place) && detail.contains("revoke"),
            "{detail}"
        );
        assert!(!reply.text.contains(key) && !reply.text.contains("secret-of-another-kind"));
    }
    let log = log.text();
    assert_eq!(log.matches("WARN").count(), 7, "{log}");
    assert!(!log.contains(key) && !log.contains("secret-of-another-kind"), "{log}");
    assert_eq!(api.send_as(key, Method::GET, PATH, None).await.with(200), &serde_json::json!([]));
}

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
