//! Origins of other people's sites, as a workspace names them.

use std::fmt;

use url::{Host, Url};

/// The origin of a site (RFC 6454): scheme, host and port, in their normal form, such as `https://portal.example.com`.
///
/// It is `https`, but for a site on the same machine, which a developer serves by plain `http`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WebOrigin(String);

/// Why a text is not the origin of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseWebOriginError {
    /// Not a scheme, a host and perhaps a port, and nothing else.
    #[error("must be an origin such as https://portal.example.com, without a path")]
    NotAnOrigin,
    /// Neither `https` nor `http` on this machine.
    #[error("must begin with https://; http:// is for localhost only")]
    NotHttps,
    /// Longer than [`WebOrigin::MAX`] bytes.
    #[error("must have at most {} characters", WebOrigin::MAX)]
    TooLong,
}

impl WebOrigin {
    /// The most bytes of an origin.
    pub const MAX: usize = 300;

    /// Reads an origin.
    ///
    /// # Errors
    /// [`ParseWebOriginError`] for anything else: paths, wildcards, lists, user names, addresses that are no names.
    pub fn parse(text: &str) -> Result<Self, ParseWebOriginError> {
        if text.len() > Self::MAX {
            return Err(ParseWebOriginError::TooLong);
        }
        // A URL parser takes back what a person never meant: white space, tabs, backslashes.
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | ':' | '/' | '[' | ']');
        if !text.chars().all(plain) {
            return Err(ParseWebOriginError::NotAnOrigin);
        }
        let url = Url::parse(text).map_err(|_| ParseWebOriginError::NotAnOrigin)?;
        let has_slashes = text.get(url.scheme().len()..).is_some_and(|rest| rest.starts_with("://"));
        if !has_slashes || text.matches('/').count() > 2 || !url.username().is_empty() {
            return Err(ParseWebOriginError::NotAnOrigin);
        }
        match (url.scheme(), url.host()) {
            ("https", Some(Host::Domain(name))) if is_name(name) => {}
            ("http", _) if is_this_machine(&url) => {}
            ("https", _) => return Err(ParseWebOriginError::NotAnOrigin),
            _ => return Err(ParseWebOriginError::NotHttps),
        }
        Ok(Self(url.origin().ascii_serialization()))
    }

    /// The origin of an address, if it is that of a site as [`WebOrigin::parse`] takes it.
    #[must_use]
    pub fn of(address: &Url) -> Option<Self> {
        Self::parse(&address.origin().ascii_serialization()).ok()
    }

    /// The text, in ASCII.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, with the port where it is not the usual one.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, host)| host)
    }

    /// Whether it is plain `http`, of a site on the same machine.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.0.starts_with("http:")
    }
}

fn is_name(host: &str) -> bool {
    host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')) && host.contains('.')
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

impl fmt::Display for WebOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for WebOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WebOrigin({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t086_an_origin_is_a_scheme_a_host_a_port_and_nothing_more() {
        for (text, normal) in [
            ("https://a.test", "https://a.test"),
            ("https://A.Test:443", "https://a.test"),
            ("https://a.test:8443", "https://a.test:8443"),
            ("https://bücher.example", "https://xn--bcher-kva.example"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("http://[::1]:3000", "http://[::1]:3000"),
        ] {
            let origin = WebOrigin::parse(text).unwrap();
            assert_eq!(origin.as_str(), normal);
            assert_eq!(WebOrigin::parse(normal), Ok(origin), "its own normal form");
        }
        for text in [
            "",
            "*",
            "https:",
            "https://",
            "https://*",
            "https://*.a.test",
            "a.test",
            "//a.test",
            "https:a.test",
            "https:///a.test",
            "https://a.test/",
            "https://a.test/x",
            "https://a.test?x",
            "https://a.test#x",
            "https://a.test; script-src *",
            "https://a.test\r\nX: y",
            "https://a.test\u{0}",
            " https://a.test",
            "https://a.test ",
            "https://a.test,https://b.test",
            "'self' 'unsafe-inline'",
            "'none'",
            "null",
            "https://user@a.test",
            "https://user:pass@a.test",
            "https://a.test\\@evil.test",
            "https://a",
            "data:x",
            "https://192.0.2.1",
            "https://[::1]",
            "javascript:alert(1)",
            "https://a.test:99999",
            "https://a_b.test",
        ] {
            assert_eq!(WebOrigin::parse(text), Err(ParseWebOriginError::NotAnOrigin), "{text:?}");
        }
        for text in
            ["http://a.test", "ftp://a.test", "http://localhost.evil.test", "http://192.0.2.1", "ws://a.test"]
        {
            let refused = WebOrigin::parse(text).unwrap_err();
            assert_eq!(refused, ParseWebOriginError::NotHttps, "{text:?}");
        }
        let long = format!("https://{}.test", "a.".repeat(200));
        assert_eq!(WebOrigin::parse(&long), Err(ParseWebOriginError::TooLong));
    }
}
