use latchstring_domain::provider::{ParseProviderUrlError, ProviderUrl};
use proptest::prelude::*;

use ParseProviderUrlError::{NotAUrl, NotHttps, TooLong, UserInfo};

#[test]
fn only_a_public_https_address_names_a_provider() {
    let refused = [
        ("", NotAUrl),
        ("example.com", NotAUrl),
        ("/login", NotAUrl),
        ("//example.com", NotAUrl),
        ("https://", NotAUrl),
        ("http://example.com", NotHttps),
        ("ftp://example.com", NotHttps),
        ("javascript:alert(1)", NotHttps),
        ("data:text/html,x", NotHttps),
        ("file:///etc/passwd", NotHttps),
        ("https://user@example.com", UserInfo),
        ("https://user:secret@example.com", UserInfo),
        ("https://:secret@example.com", UserInfo),
        ("https://example.com@evil.test", UserInfo),
        ("https://127.0.0.1", NotAUrl),
        ("https://127.1", NotAUrl),
        ("https://2130706433", NotAUrl),
        ("https://0x7f.0.0.1", NotAUrl),
        ("https://0177.0.0.1", NotAUrl),
        ("https://\u{FF11}27.0.0.1", NotAUrl),
        ("https://169.254.169.254/latest/meta-data", NotAUrl),
        ("https://127.0.0.1.", NotAUrl),
        ("https://[::1]", NotAUrl),
        ("https://[::ffff:127.0.0.1]", NotAUrl),
        ("https://localhost", NotAUrl),
        ("https://localhost.", NotAUrl),
        ("https://LOCALHOST", NotAUrl),
        ("https://app.localhost", NotAUrl),
        ("https://app.localhost.", NotAUrl),
        ("https://intranet", NotAUrl),
        ("https://intranet:8443/login", NotAUrl),
        ("https://example.com.", NotAUrl),
        ("https://.example.com", NotAUrl),
        ("https://example..com", NotAUrl),
        ("https://exa mple.com", NotAUrl),
        ("https://xn--example-.com", NotAUrl),
        ("https://example.com:99999", NotAUrl),
    ];
    for (text, expected) in refused {
        assert_eq!(ProviderUrl::parse(text), Err(expected), "{text:?}");
    }
}

#[test]
fn an_address_is_kept_in_its_normal_form() {
    let table = [
        ("https://example.com", "https://example.com/", "example.com"),
        (" HTTPS://WWW.Example.COM:443/Login ", "https://www.example.com/Login", "example.com"),
        (
            "https://m\u{FC}nchen.example/\u{FC}",
            "https://xn--mnchen-3ya.example/%C3%BC",
            "xn--mnchen-3ya.example",
        ),
        ("https://example.com/a/../b?x=1", "https://example.com/b?x=1", "example.com"),
        ("https://example.com:8443/", "https://example.com:8443/", "example.com"),
        ("https://www.com/", "https://www.com/", "www.com"),
        ("https://www.www.com/", "https://www.www.com/", "www.com"),
        ("https://ex\u{430}mple.com/", "https://xn--exmple-4nf.com/", "xn--exmple-4nf.com"),
    ];
    for (text, normal, domain) in table {
        let url = ProviderUrl::parse(text).unwrap();
        assert_eq!((url.as_str(), url.domain()), (normal, domain));
    }
}

#[test]
fn the_length_is_bounded_as_given_and_in_normal_form() {
    let path = |length: usize| format!("https://example.com/{}", "a".repeat(length));
    let longest = ProviderUrl::MAX - path(0).len();
    assert!(ProviderUrl::parse(&path(longest)).is_ok());
    assert_eq!(ProviderUrl::parse(&path(longest + 1)), Err(TooLong));
    assert_eq!(ProviderUrl::parse(&format!("https://example.com/{}", "\u{FC}".repeat(100))), Err(TooLong));
}

proptest! {
    #[test]
    fn a_stored_address_reads_back_as_itself(
        text in "(https|http|HTTPS)://[a-z\u{FC}.@:%0-9]{1,20}\\.(com|localhost|1|\u{6F22}\u{5B57}\\.)[/?#:]\\PC{0,30}",
    ) {
        if let Ok(url) = ProviderUrl::parse(&text) {
            prop_assert!(url.as_str().len() <= ProviderUrl::MAX);
            prop_assert!(url.as_str().starts_with("https://"));
            prop_assert_eq!(ProviderUrl::parse(url.as_str()), Ok(url));
        }
    }
}
