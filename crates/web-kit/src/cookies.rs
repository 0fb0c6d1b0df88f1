//! Cookies that only this host can set and read, in one fixed shape.

use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use axum::response::{IntoResponseParts, ResponseParts};
use http::{HeaderMap, HeaderValue, header};
use thiserror::Error;

/// Browsers keep name and value up to 4096 bytes together (RFC 6265bis §5.6); the whole header is held below that.
const MAX_COOKIE: usize = 4096;

/// The name of a `__Host-` cookie, written as a constant.
///
/// ```
/// use latchstring_web_kit::cookies::HostCookie;
/// const FLOW: HostCookie = HostCookie::new("__Host-flow");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct HostCookie(&'static str);

/// Why a value cannot be put into a cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CookieError {
    /// It has a character that RFC 6265 does not allow in a value: control, space, quote, comma, semicolon, backslash.
    #[error("the cookie's value has a character that is not allowed")]
    Value,
    /// The whole cookie would be 4096 bytes or longer, and browsers would drop it.
    #[error("the cookie is too long")]
    TooLong,
}

/// Where the page that sets a cookie is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// In a tab of its own: `SameSite=Lax`.
    TopLevel,
    /// In a frame of another site: `SameSite=None; Partitioned`, kept apart per embedding site.
    Embedded,
}

impl HostCookie {
    /// The cookie of this full name.
    ///
    /// # Panics
    /// When the name does not start with `__Host-` or has characters other than letters, digits, `-` and `_` after it.
    /// In a constant, which is how this is meant to be used, that is an error of compilation.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        assert!(is_host_name(name.as_bytes()), "a host cookie is named __Host-<letters, digits, - or _>");
        Self(name)
    }

    /// The full name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// The cookie's value in a request. None when it is absent, malformed, or sent twice with different values.
    ///
    /// Names are compared exactly, and nothing is decoded or unquoted. Two values mean that somebody has planted one,
    /// and there is no telling which.
    #[must_use]
    pub fn read(self, headers: &HeaderMap) -> Option<&str> {
        let mut values = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim_matches([' ', '\t']).split_once('='))
            .filter(|(name, _)| *name == self.0)
            .map(|(_, value)| value);
        let first = values.next()?;
        (values.all(|other| other == first) && is_value(first)).then_some(first)
    }

    /// The cookie with a value, kept until the browser closes unless [`SetCookie::max_age`] says otherwise.
    ///
    /// # Errors
    /// When the value has a character that is not allowed, or the cookie would be too long.
    pub fn set(self, value: &str, placement: Placement) -> Result<SetCookie, CookieError> {
        if !is_value(value) {
            return Err(CookieError::Value);
        }
        let cookie = SetCookie { name: self, value: value.to_owned(), placement, max_age: None };
        // Room for the longest Max-Age is counted in.
        if cookie.clone().max_age(Duration::MAX).text().len() >= MAX_COOKIE {
            return Err(CookieError::TooLong);
        }
        Ok(cookie)
    }

    /// The cookie that makes the browser forget it; `placement` must be that of the cookie to forget.
    #[must_use]
    pub fn clear(self, placement: Placement) -> SetCookie {
        SetCookie { name: self, value: String::new(), placement, max_age: Some(Duration::ZERO) }
    }
}

/// A `Set-Cookie` header: always `Secure; HttpOnly; Path=/`, never `Domain`. Add it to a response as a part.
#[derive(Clone, PartialEq, Eq)]
pub struct SetCookie {
    name: HostCookie,
    value: String,
    placement: Placement,
    max_age: Option<Duration>,
}

impl SetCookie {
    /// Keeps the cookie for this long, in whole seconds, also when the browser closes.
    #[must_use]
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = Some(age);
        self
    }

    fn text(&self) -> String {
        let placement = match self.placement {
            Placement::TopLevel => "SameSite=Lax",
            Placement::Embedded => "SameSite=None; Partitioned",
        };
        let age = self.max_age.map(|age| format!("; Max-Age={}", age.as_secs())).unwrap_or_default();
        format!("{}={}; Path=/; Secure; HttpOnly; {placement}{age}", self.name.0, self.value)
    }

    /// The header's value, marked as sensitive so that HTTP libraries do not print it.
    #[must_use]
    pub fn to_header_value(&self) -> HeaderValue {
        // Name and value were checked to be visible ASCII, so the fallback is never taken.
        let mut value = HeaderValue::try_from(self.text()).unwrap_or(HeaderValue::from_static(""));
        value.set_sensitive(true);
        value
    }
}

impl fmt::Debug for SetCookie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SetCookie")
            .field("name", &self.name.0)
            .field("placement", &self.placement)
            .field("max_age", &self.max_age)
            .finish_non_exhaustive()
    }
}

impl IntoResponseParts for SetCookie {
    type Error = Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        parts.headers_mut().append(header::SET_COOKIE, self.to_header_value());
        Ok(parts)
    }
}

/// `cookie-value` of RFC 6265 §4.1.1, without the quoted form.
fn is_value(value: &str) -> bool {
    value.bytes().all(|byte| matches!(byte, 0x21 | 0x23..=0x2B | 0x2D..=0x3A | 0x3C..=0x5B | 0x5D..=0x7E))
}

const fn is_host_name(name: &[u8]) -> bool {
    let Some((prefix, mut rest)) = name.split_at_checked(7) else { return false };
    if !matches!(prefix, b"__Host-") || rest.is_empty() {
        return false;
    }
    while let [byte, tail @ ..] = rest {
        if !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            return false;
        }
        rest = tail;
    }
    true
}
