use std::time::Duration;

use axum::response::IntoResponse as _;
use http::{HeaderMap, HeaderValue, header};
use latchstring_web_kit::cookies::{CookieError, HostCookie, Placement};

const FLOW: HostCookie = HostCookie::new("__Host-flow");

fn cookies(lines: &[&str]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for line in lines {
        headers.append(header::COOKIE, HeaderValue::from_str(line).unwrap());
    }
    headers
}

#[test]
fn t048_a_cookie_has_the_one_shape_of_its_placement() {
    let text = |placement| {
        let cookie = FLOW.set("v1.abc", placement).unwrap().max_age(Duration::from_secs(1800));
        cookie.to_header_value().to_str().unwrap().to_owned()
    };
    assert_eq!(
        text(Placement::TopLevel),
        "__Host-flow=v1.abc; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=1800"
    );
    assert_eq!(
        text(Placement::Embedded),
        "__Host-flow=v1.abc; Path=/; Secure; HttpOnly; SameSite=None; Partitioned; Max-Age=1800"
    );
    assert_eq!(
        FLOW.clear(Placement::Embedded).to_header_value(),
        "__Host-flow=; Path=/; Secure; HttpOnly; SameSite=None; Partitioned; Max-Age=0"
    );
}

#[test]
fn t048_a_value_that_would_break_out_or_be_dropped_is_refused() {
    for value in ["a;b", "a b", "a\"", "a,b", "a\\b", "a\r\nSet-Cookie: x=y", "ä"] {
        assert_eq!(FLOW.set(value, Placement::TopLevel).unwrap_err(), CookieError::Value, "{value:?}");
    }
    assert_eq!(FLOW.set(&"a".repeat(4096), Placement::TopLevel).unwrap_err(), CookieError::TooLong);
    let longest = (0..4096).rev().find_map(|n| FLOW.set(&"a".repeat(n), Placement::Embedded).ok()).unwrap();
    assert!(longest.to_header_value().len() < 4096);
}

#[test]
fn a_cookie_is_read_by_its_exact_name() {
    let read = |lines: &[&str]| FLOW.read(&cookies(lines)).map(str::to_owned);
    assert_eq!(read(&["a=1; __Host-flow=x=y; b=2"]).as_deref(), Some("x=y"));
    assert_eq!(read(&["a=1", "__Host-flow=z"]).as_deref(), Some("z"));
    assert_eq!(read(&["__host-flow=x; __Host-flow2=x; x__Host-flow=x; __Host-flow"]), None);
    assert_eq!(read(&["__Host-flow=\"x\""]), None);
    assert_eq!(read(&["__Host-flow=same; __Host-flow=same"]).as_deref(), Some("same"));
    assert_eq!(read(&["__Host-flow=one; __Host-flow=two"]), None);
    assert_eq!(read(&["__Host-flow=one", "__Host-flow="]), None);
    assert_eq!(read(&[]), None);
}

#[test]
fn a_cookie_shows_its_value_to_nobody_but_the_browser() {
    let cookie = FLOW.set("hush-hush", Placement::TopLevel).unwrap();
    assert!(!format!("{cookie:?}").contains("hush"));
    assert!(!format!("{:?}", cookie.to_header_value()).contains("hush"));
    let response = ([(header::SET_COOKIE, "other=1")], cookie, "body").into_response();
    assert_eq!(response.headers().get_all(header::SET_COOKIE).iter().count(), 2);
}
