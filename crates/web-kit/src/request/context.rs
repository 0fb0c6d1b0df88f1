//! What is known about a request before anybody looks at its path.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use url::form_urlencoded;
use uuid::Uuid;

use super::{Notes, X_REQUEST_ID};
use crate::client_ip::{PeerAddr, TrustedProxies};
use crate::cookies::HostCookie;
use crate::problem::Problem;

const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Where browsers, old and new, announce that nobody is looking yet.
const PREFETCH_HEADERS: [HeaderName; 4] = [
    HeaderName::from_static("sec-purpose"),
    HeaderName::from_static("purpose"),
    HeaderName::from_static("x-purpose"),
    HeaderName::from_static("x-moz"),
];

/// The longest user agent that is kept, in bytes of UTF-8.
const MAX_USER_AGENT: usize = 512;

/// Who asks and how, made once per request by the request layer and taken by handlers as an extractor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestContext {
    /// The request's id: in its log lines, its `x-request-id` and the `instance` of its problem.
    pub request_id: Uuid,
    /// The client's canonical address; none when the request came over no socket of ours.
    pub client_ip: Option<IpAddr>,
    /// The user agent, at most 512 bytes; characters that steer a terminal or turn text around are replaced.
    pub user_agent: Option<Arc<str>>,
    /// Whether the answer is going into a frame of another document.
    pub is_embedded: bool,
    /// Whether the client declared the request as made ahead of a person's wish.
    pub is_prefetch: bool,
    /// `Accept-Language` as sent, for the faces that speak several languages.
    pub accept_language: Option<HeaderValue>,
    /// The languages that the visitor chose, where the face offers a choice.
    pub language: LanguageWish,
    /// What handlers leave for whoever says that the request has failed.
    pub notes: Notes,
}

/// The languages that a visitor chose on a page, as tags that nobody has looked up yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LanguageWish {
    /// With this request, by `?lang=`.
    pub asked: Option<Arc<str>>,
    /// With an earlier one; it came back in a cookie.
    pub kept: Option<Arc<str>>,
}

impl LanguageWish {
    fn of(request: &Request, cookie: HostCookie) -> Self {
        let mut query = form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes());
        let asked = query.find(|(name, _)| name == "lang").map(|(_, tag)| tag);
        Self {
            asked: asked.filter(|tag| is_tag(tag)).map(|tag| (*tag).into()),
            kept: cookie.read(request.headers()).filter(|tag| is_tag(tag)).map(Into::into),
        }
    }

    /// Both, the newer one first.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.asked.iter().chain(&self.kept).map(|tag| &**tag)
    }
}

/// Whether a text can be a language tag (RFC 5646, section 4.4.1: 35 bytes are room for all of them).
fn is_tag(text: &str) -> bool {
    text.len() <= 35 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

impl RequestContext {
    pub(super) fn of(
        request: &Request,
        proxies: &TrustedProxies,
        language: Option<HostCookie>,
        ids: &dyn Fn() -> Uuid,
    ) -> Self {
        let headers = request.headers();
        let peer = request.extensions().get::<PeerAddr>().map(|peer| peer.0.ip());
        let from_proxy = peer.is_some_and(|ip| proxies.contains(ip));
        Self {
            request_id: from_proxy.then(|| proxy_request_id(headers)).flatten().unwrap_or_else(ids),
            client_ip: peer.map(|ip| proxies.client_ip(ip, headers)),
            user_agent: headers.get(header::USER_AGENT).map(|value| tidy(value.as_bytes())),
            is_embedded: headers
                .get(SEC_FETCH_DEST)
                .is_some_and(|dest| matches!(dest.as_bytes(), b"iframe" | b"frame" | b"embed" | b"object")),
            is_prefetch: is_prefetch(headers),
            accept_language: headers.get(header::ACCEPT_LANGUAGE).cloned(),
            language: language.map(|cookie| LanguageWish::of(request, cookie)).unwrap_or_default(),
            notes: Notes::default(),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for RequestContext {
    type Rejection = Problem;

    /// Fails only on a router that does not wear the request layer.
    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            tracing::error!("a handler wants a request context, but its router has no request layer");
            Problem::internal()
        })
    }
}

/// The id a proxy gave the request: exactly one, and in the usual spelling of a UUID, so it cannot forge a log line.
fn proxy_request_id(headers: &HeaderMap) -> Option<Uuid> {
    let mut values = headers.get_all(X_REQUEST_ID).iter();
    let text = values.next()?.to_str().ok().filter(|text| text.len() == 36)?;
    if values.next().is_some() { None } else { Uuid::try_parse(text).ok() }
}

fn is_prefetch(headers: &HeaderMap) -> bool {
    PREFETCH_HEADERS.iter().filter_map(|name| headers.get(name)?.to_str().ok()).any(|value| {
        value.split([';', ',', ' ']).any(|word| {
            ["prefetch", "prerender", "preview"].iter().any(|known| word.trim().eq_ignore_ascii_case(known))
        })
    })
}

fn tidy(user_agent: &[u8]) -> Arc<str> {
    let readable = user_agent.get(..MAX_USER_AGENT).unwrap_or(user_agent);
    let mut out = String::with_capacity(readable.len());
    for c in String::from_utf8_lossy(readable).chars() {
        let c = if c.is_control() || turns_text(c) { char::REPLACEMENT_CHARACTER } else { c };
        if out.len().saturating_add(c.len_utf8()) > MAX_USER_AGENT {
            break;
        }
        out.push(c);
    }
    out.into()
}

/// Bidirectional overrides and isolates (Unicode UAX #9), which make a log line read as another.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
