//! What the tests share: a base URL, countable request ids, and one call into a router.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use latchstring_web_kit::base_url::BaseUrl;
use latchstring_web_kit::headers::SecurityHeaders;
use latchstring_web_kit::request::{RequestIds, RequestLayer};
use tower::ServiceExt as _;
use uuid::Uuid;

pub(crate) const FIRST_ID: &str = "01900000-0000-7000-8000-000000000001";

pub(crate) fn base() -> BaseUrl {
    "https://connect.example.com".parse().unwrap()
}

pub(crate) fn ids() -> RequestIds {
    let count = AtomicU64::new(0);
    Arc::new(move || {
        let low = u128::from(count.fetch_add(1, Ordering::Relaxed) + 1);
        Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + low)
    })
}

pub(crate) fn api_layer() -> RequestLayer {
    RequestLayer::new(ids(), SecurityHeaders::api(&base()))
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

pub(crate) async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

pub(crate) async fn get(router: &Router, path: &str) -> Answer {
    send(router, Request::get(path).body(Body::empty()).unwrap()).await
}
