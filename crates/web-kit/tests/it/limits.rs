use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::routing::{get, post};
use futures_util::stream;
use http::{Request, StatusCode};
use latchstring_web_kit::limits::Limits;

use crate::common::{api_layer, send};

fn router(limits: Limits) -> Router {
    Router::new()
        .route("/echo", post(|body: Bytes| async move { body.len().to_string() }))
        .route("/never", get(std::future::pending::<()>))
        .layer(api_layer().limits(limits))
}

fn streamed(pieces: usize) -> Body {
    let piece = Bytes::from(vec![b'a'; 1024]);
    Body::from_stream(stream::iter((0..pieces).map(move |_| Ok::<_, std::io::Error>(piece.clone()))))
}

#[tokio::test]
async fn t129_a_body_over_the_limit_is_413_whether_announced_or_not() {
    let router = router(Limits { body: 10 * 1024, ..Limits::default() });
    for (body, length) in [(Body::from(vec![b'a'; 10 * 1024 + 1]), true), (streamed(11), false)] {
        let mut request = Request::post("/echo").body(body).unwrap();
        if length {
            request.headers_mut().insert("content-length", (10 * 1024 + 1).into());
        }
        let answer = send(&router, request).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "announced: {length}");
        assert_eq!(answer.json()["code"], "body-too-large");
    }
    let fits = send(&router, Request::post("/echo").body(streamed(10)).unwrap()).await;
    assert_eq!((fits.status, fits.body.as_slice()), (StatusCode::OK, b"10240".as_slice()));
}

#[tokio::test]
async fn a_limit_above_axums_own_holds() {
    let router = router(Limits { body: 5 * 1024 * 1024, ..Limits::default() });
    let answer = send(&router, Request::post("/echo").body(streamed(4 * 1024)).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn t129_time_runs_out_for_the_client_with_408_and_for_us_with_503() {
    let router = router(Limits { time: Duration::from_secs(30), ..Limits::default() });
    let stuck = Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
    let slow_client = send(&router, Request::post("/echo").body(stuck).unwrap()).await;
    assert_eq!(slow_client.status, StatusCode::REQUEST_TIMEOUT);
    assert_eq!(slow_client.header("connection"), "close");
    assert_eq!(slow_client.json()["code"], "request-timeout");

    let slow_server = send(&router, Request::get("/never").body(Body::empty()).unwrap()).await;
    assert_eq!(slow_server.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(slow_server.header("retry-after"), "5");
    assert_eq!(slow_server.json()["code"], "unavailable");
}
