use http::{HeaderMap, HeaderName, HeaderValue};
use latchstring_web_kit::form::{CrossSite, require_same_origin};

use crate::common::base;

fn check(fields: &[(&str, &str)]) -> Result<(), CrossSite> {
    let mut headers = HeaderMap::new();
    for (name, value) in fields {
        headers.append(name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap());
    }
    require_same_origin(&headers, &base())
}

#[test]
fn t092_only_a_form_of_our_own_pages_is_accepted() {
    assert_eq!(check(&[("sec-fetch-site", "same-origin")]), Ok(()));
    assert_eq!(check(&[("sec-fetch-site", "same-origin"), ("origin", "null")]), Ok(()));
    assert_eq!(check(&[("origin", "https://connect.example.com")]), Ok(()));
}

#[test]
fn t092_every_other_provenance_is_refused() {
    for site in ["cross-site", "same-site", "none", "", "SAME-ORIGIN"] {
        let fields = [("sec-fetch-site", site), ("origin", "https://connect.example.com")];
        assert_eq!(check(&fields), Err(CrossSite::Declared), "{site}");
    }
    let twice = [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")];
    assert_eq!(check(&twice), Err(CrossSite::Declared));
    for origin in [
        "http://connect.example.com",
        "https://connect.example.com:8443",
        "https://connect.example.com.evil.test",
        "https://evil.test",
    ] {
        assert_eq!(check(&[("origin", origin)]), Err(CrossSite::OtherOrigin), "{origin}");
    }
    assert_eq!(check(&[("origin", "null")]), Err(CrossSite::OpaqueOrigin));
    assert_eq!(check(&[]), Err(CrossSite::Unattributed));
    assert_eq!(check(&[("referer", "https://connect.example.com/p")]), Err(CrossSite::Unattributed));
}

#[test]
fn t014_the_host_a_client_claims_has_no_say_in_what_is_ours() {
    for name in ["host", "x-forwarded-host"] {
        let fields = [(name, "evil.test"), ("origin", "https://evil.test")];
        assert_eq!(check(&fields), Err(CrossSite::OtherOrigin), "{name}");
    }
}
