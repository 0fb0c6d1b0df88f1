use latchstring_web_kit::base_url::{BaseUrl, BaseUrlError, WebOrigin};
use proptest::prelude::*;

fn parse(text: &str) -> Result<BaseUrl, BaseUrlError> {
    text.parse()
}

#[test]
fn t010_plain_http_is_refused_unless_the_host_is_loopback() {
    for text in
        ["http://example.com", "http://10.0.0.1:8080", "http://[2001:db8::1]", "http://localhost.evil.test"]
    {
        assert!(matches!(parse(text), Err(BaseUrlError::Insecure { .. })), "{text}");
    }
    for text in [
        "http://localhost:8080",
        "http://127.0.0.1",
        "http://127.9.9.9:1",
        "http://[::1]:8080",
        "http://a.localhost",
    ] {
        assert!(!parse(text).unwrap().is_https(), "{text}");
    }
    let error = parse("http://example.com/x").unwrap_err().to_string();
    assert!(error.contains("must be https") && error.contains("example.com"), "{error}");
}

#[test]
fn a_base_url_is_absolute_and_bare() {
    assert!(matches!(parse("example.com"), Err(BaseUrlError::Unreadable(_))));
    assert!(matches!(parse("/p"), Err(BaseUrlError::Unreadable(_))));
    assert!(matches!(parse("ftp://example.com"), Err(BaseUrlError::Scheme { .. })));
    assert!(matches!(parse("mailto:a@example.com"), Err(BaseUrlError::Scheme { .. })));
    assert_eq!(parse("https://a@example.com"), Err(BaseUrlError::UserInfo));
    assert_eq!(parse("https://:b@example.com"), Err(BaseUrlError::UserInfo));
    assert_eq!(parse("https://example.com/?"), Err(BaseUrlError::Query));
    assert_eq!(parse("https://example.com/#"), Err(BaseUrlError::Fragment));
    assert_eq!(parse("https://exam\tple.com"), Err(BaseUrlError::Whitespace));
    assert_eq!(parse(" https://example.com"), Err(BaseUrlError::Whitespace));
}

#[test]
fn joining_encodes_segments_and_keeps_the_base_path() {
    for text in ["https://Example.com:443/connect", "https://example.com/connect/"] {
        let base = parse(text).unwrap();
        assert_eq!(base.as_str(), "https://example.com/connect");
        assert_eq!(base.origin().as_str(), "https://example.com");
        assert_eq!(base.join("/p/i/lsi_abc").as_str(), "https://example.com/connect/p/i/lsi_abc");
        assert_eq!(base.join("p/a b?c#d").as_str(), "https://example.com/connect/p/a%20b%3Fc%23d");
        assert_eq!(base.join("").as_str(), "https://example.com/connect");
    }
    assert_eq!(parse("https://example.com").unwrap().join("/p").as_str(), "https://example.com/p");
}

proptest! {
    #[test]
    fn joining_never_leaves_the_base(path in any::<String>()) {
        let base = parse("https://example.com/connect").unwrap();
        let url = base.join(&path);
        prop_assert!(url.as_str() == base.as_str() || url.as_str().starts_with("https://example.com/connect/"), "{}", url);
        prop_assert_eq!((url.query(), url.fragment()), (None, None));
    }

    #[test]
    fn an_origin_has_no_character_with_a_meaning_in_a_policy(text in "https?://[ -~]{1,20}") {
        if let Ok(origin) = text.parse::<WebOrigin>() {
            prop_assert!(!origin.as_str().contains([' ', ';', ',', '*', '\'', '"']), "{}", origin);
        }
    }
}

#[test]
fn an_origin_is_a_scheme_a_host_and_a_port() {
    let ok = |text: &str| text.parse::<WebOrigin>().map(|origin| origin.to_string());
    assert_eq!(ok("https://Portal.Example.com:443/").unwrap(), "https://portal.example.com");
    assert_eq!(ok("https://portal.example.com:8443").unwrap(), "https://portal.example.com:8443");
    assert_eq!(ok("http://localhost:3000").unwrap(), "http://localhost:3000");
    for text in [
        "http://example.com",
        "https://*.example.com",
        "https://example.com/path",
        "https://a@example.com",
        "https://example.com?x",
        "https://a;b",
        "null",
        "*",
        "data:text/html,x",
    ] {
        assert!(ok(text).is_err(), "{text}");
    }
}
