use std::time::Duration;

use axum::response::IntoResponse as _;
use http::{HeaderValue, Method, StatusCode, header};
use latchstring_web_kit::problem::{FieldError, Problem};
use uuid::Uuid;

#[test]
fn t127_the_serialized_shape_is_this() {
    let problem = Problem::unprocessable([
        FieldError::new("/recipient/email", "email-invalid", "This is not an e-mail address."),
        FieldError::new("/maxUses", "out-of-range", "Between 1 and 1000."),
    ])
    .title("Not acceptable")
    .instance(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001));
    insta::assert_json_snapshot!("validation_problem", problem);
    insta::assert_json_snapshot!(
        "bare_problem",
        Problem::not_found("invitation-not-found", "There is none.")
    );
}

#[test]
fn t127_a_server_error_never_carries_a_cause() {
    let leaky = Problem::new(StatusCode::BAD_GATEWAY, "provider-unreachable", "connect to 10.0.0.5: refused");
    let text = serde_json::to_string(&leaky).unwrap();
    assert!(text.contains("provider-unreachable") && !text.contains("10.0.0.5"), "{text}");
    assert!(!leaky.detail().is_empty());
}

#[test]
fn headers_ride_along() {
    let response = Problem::too_many_requests(Duration::from_millis(1200)).into_response();
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(response.headers()[header::RETRY_AFTER], "2");
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
    let seconds = |after| Problem::unavailable(after).headers()[header::RETRY_AFTER].clone();
    assert_eq!(
        (seconds(Duration::ZERO), seconds(Duration::from_secs(3))),
        (HeaderValue::from(1), HeaderValue::from(3))
    );
    let not_allowed =
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "x", "y").allow(&[Method::GET, Method::HEAD]);
    assert_eq!(not_allowed.headers()[header::ALLOW], "GET, HEAD");
    let challenge = HeaderValue::from_static("ApiKey");
    assert_eq!(Problem::unauthorized("x", "y", challenge).headers()[header::WWW_AUTHENTICATE], "ApiKey");
}
