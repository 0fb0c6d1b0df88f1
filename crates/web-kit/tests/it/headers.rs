use axum::Router;
use axum::routing::get;
use http::{HeaderMap, header};
use latchstring_web_kit::base_url::BaseUrl;
use latchstring_web_kit::headers::{FrameAncestors, PageHeaders, SecurityHeaders};
use std::time::Duration;

use crate::common::{api_layer, base};

fn listing(set: &SecurityHeaders) -> String {
    let mut headers = HeaderMap::new();
    set.apply(&mut headers);
    let mut lines: Vec<_> =
        headers.iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect();
    lines.sort();
    lines.join("\n")
}

fn embeddable() -> PageHeaders {
    PageHeaders {
        frame_ancestors: FrameAncestors::Origins(vec!["https://portal.example.org".parse().unwrap()]),
        images: vec!["https://logos.example.org".parse().unwrap()],
        form_targets: vec!["https://login.example.net".parse().unwrap()],
    }
}

#[test]
fn t096_the_header_sets_are_these() {
    insta::assert_snapshot!("api", listing(&SecurityHeaders::api(&base())));
    insta::assert_snapshot!("page", listing(&SecurityHeaders::page(&base(), &PageHeaders::default())));
    insta::assert_snapshot!("embeddable_page", listing(&SecurityHeaders::page(&base(), &embeddable())));
    insta::assert_snapshot!("immutable_asset", listing(&SecurityHeaders::immutable_asset(&base())));
    insta::assert_snapshot!(
        "public_script",
        listing(&SecurityHeaders::public_script(&base(), Duration::from_secs(300)))
    );
}

#[test]
fn t010_hsts_is_sent_exactly_when_the_base_url_is_https() {
    let loopback: BaseUrl = "http://localhost:8080".parse().unwrap();
    for (base, expected) in [(base(), true), (loopback, false)] {
        for set in [SecurityHeaders::api(&base), SecurityHeaders::page(&base, &PageHeaders::default())] {
            assert_eq!(listing(&set).contains("strict-transport-security"), expected);
        }
    }
}

#[test]
fn an_empty_list_of_ancestors_is_nobody() {
    let page = PageHeaders { frame_ancestors: FrameAncestors::Origins(Vec::new()), ..PageHeaders::default() };
    let (empty, nobody) =
        (SecurityHeaders::page(&base(), &page), SecurityHeaders::page(&base(), &PageHeaders::default()));
    assert_eq!(listing(&empty), listing(&nobody));
}

#[tokio::test]
async fn t007_a_handler_cannot_weaken_the_set_by_single_headers() {
    let loose = [
        (header::CACHE_CONTROL, "public"),
        (header::ETAG, "\"1\""),
        (header::LAST_MODIFIED, "Fri, 20 Nov 2026 00:00:00 GMT"),
        (header::CONTENT_SECURITY_POLICY, "default-src *"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    ];
    let router = Router::new().route("/", get(move || async move { (loose, "x") })).layer(api_layer());
    let answer = crate::common::get(&router, "/").await;
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!((answer.header("etag"), answer.header("last-modified")), ("", ""));
    assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
    assert_eq!(answer.headers.get_all(header::CACHE_CONTROL).iter().count(), 1);
}

#[tokio::test]
async fn a_handler_chooses_another_set_as_a_whole() {
    let asset = SecurityHeaders::immutable_asset(&base());
    let router = Router::new()
        .route("/app.css", get(move || async move { (asset, [(header::ETAG, "\"1\"")], "x") }))
        .layer(api_layer());
    let answer = crate::common::get(&router, "/app.css").await;
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(answer.header("etag"), "\"1\"");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}
