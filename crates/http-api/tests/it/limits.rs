//! Bodies that are too much of something.

use std::convert::Infallible;

use axum::body::Body;
use http::{Method, Request, header};
use serde_json::json;

use crate::common::{Api, Reply};

const PATH: &str = "/v2.2/company";

async fn post(api: &Api, body: impl Into<Body>) -> Reply {
    let request = Request::builder()
        .method(Method::POST)
        .uri(PATH)
        .header("X-API-Key", &api.key)
        .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
        .body(body.into())
        .unwrap();
    api.raw(request).await
}

#[tokio::test]
async fn t129_malformed_bodies_are_400_and_say_nothing_of_their_content() {
    let api = Api::new().await;
    let deep = format!("{{\"name\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let bodies: [(&str, Vec<u8>); 9] = [
        ("nothing", Vec::new()),
        ("not JSON", b"name=secret".to_vec()),
        ("cut off", b"{\"name\": \"secret".to_vec()),
        ("two documents", b"{\"name\":\"secret\"} {}".to_vec()),
        ("a list", b"[\"secret\"]".to_vec()),
        ("deep", deep.into_bytes()),
        ("a huge number", b"{\"name\": 1e400}".to_vec()),
        ("a repeated key", b"{\"name\":\"secret\",\"name\":\"secret\"}".to_vec()),
        ("no UTF-8", b"{\"name\":\"secret\xff\xfe\"}".to_vec()),
    ];
    for (what, body) in bodies {
        let reply = post(&api, body).await;
        assert_eq!(reply.problem(400), "malformed-body", "{what}");
        assert!(!reply.text.contains("secret"), "{what}: {}", reply.text);
    }
    assert_eq!(api.get(PATH).await.with(200), &json!([]));
}

#[tokio::test]
async fn t129_a_body_of_three_megabytes_is_413_whether_its_length_is_told_or_not() {
    let api = Api::new().await;
    let body = json!({"name": "x".repeat(3 * 1024 * 1024)}).to_string();
    assert_eq!(post(&api, body.clone()).await.problem(413), "body-too-large");
    // A stream does not tell how much will come.
    let chunks: Vec<_> =
        body.into_bytes().chunks(65_536).map(<[u8]>::to_vec).map(Ok::<_, Infallible>).collect();
    let streamed = Body::from_stream(futures_util::stream::iter(chunks));
    assert_eq!(post(&api, streamed).await.problem(413), "body-too-large");
}

#[tokio::test]
async fn t129_a_flood_of_unknown_fields_is_answered_with_a_bounded_list() {
    let api = Api::new().await;
    let fields: serde_json::Map<_, _> =
        (0..20_000).map(|n| (format!("{n}-{}", "x".repeat(20)), json!(1))).collect();
    let reply = post(&api, serde_json::Value::Object(fields).to_string()).await;
    assert_eq!(reply.refused().len(), 100);
    assert!(reply.text.len() < 20_000, "{} bytes", reply.text.len());

    let long = "y".repeat(500_000);
    let reply = post(&api, json!({"name": "Northwind", &long: 1}).to_string()).await;
    assert_eq!(reply.refused(), [" unknown-field"]);
    assert!(reply.text.len() < 1000);
}

#[tokio::test]
async fn a_body_that_is_not_declared_as_json_is_415() {
    let api = Api::new().await;
    for kind in
        [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("application/jsonp")]
    {
        let mut request = Request::builder().method(Method::POST).uri(PATH).header("X-API-Key", &api.key);
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let request = request.body(Body::from("{\"name\":\"Northwind\"}")).unwrap();
        assert_eq!(api.raw(request).await.problem(415), "unsupported-media-type", "{kind:?}");
    }
}
