//! Security headers: one fixed set per kind of answer, written over whatever a handler left there.
//!
//! A set is chosen for a whole face (see [`RequestLayer`](crate::request::RequestLayer)) and lands on every answer,
//! errors and panics included. A handler that needs another one, an embeddable page say, returns it as a part of its
//! response; setting single headers by hand has no effect, so no handler weakens a policy by accident.

mod page;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::{IntoResponseParts, ResponseParts};
use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::base_url::BaseUrl;
pub use page::{FrameAncestors, PageHeaders};

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const X_ROBOTS_TAG: HeaderName = HeaderName::from_static("x-robots-tag");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");

/// For everything that is not a document: nothing may load, run, frame or be framed.
const CLOSED_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'none'",
);

const SANDBOXED_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; object-src 'none'; form-action 'none'; \
     frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
);

/// Powers that neither the pages nor anything framed in them ever asks for.
const NO_PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
     hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()",
);

/// A complete set of security headers for one kind of answer. Cheap to clone.
#[derive(Debug, Clone)]
pub struct SecurityHeaders {
    headers: Arc<[(HeaderName, HeaderValue)]>,
    storable: bool,
}

impl SecurityHeaders {
    /// For API answers: never stored, never framed, nothing may run.
    #[must_use]
    pub fn api(base: &BaseUrl) -> Self {
        Self::build(base, Storing::Never, CLOSED_POLICY, SAME_ORIGIN, SAME_ORIGIN)
    }

    /// For HTML pages: never stored, own resources only, no inline script or style, framed only by `page`'s ancestors.
    ///
    /// `Cross-Origin-Opener-Policy` is `same-origin`, except on pages that may be framed: the embed script may also
    /// open those in a new tab, and they report back through `window.opener`. A redirect has none, in any set.
    #[must_use]
    pub fn page(base: &BaseUrl, page: &PageHeaders) -> Self {
        let opener = if page.is_embeddable() { HeaderValue::from_static("unsafe-none") } else { SAME_ORIGIN };
        let mut set = Self::build(base, Storing::Never, page.content_security_policy(), opener, SAME_ORIGIN);
        if !page.is_embeddable() {
            // For browsers that do not know `frame-ancestors`; the old header cannot express a list.
            set.push(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
        }
        set
    }

    /// For an HTML page that shows documents of ours in frames, each in a sandbox; otherwise as any page that nobody frames.
    #[must_use]
    pub fn framing_own(base: &BaseUrl) -> Self {
        let policy = PageHeaders::default().framing_own();
        let mut set = Self::build(base, Storing::Never, policy, SAME_ORIGIN, SAME_ORIGIN);
        set.push(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
        set
    }

    /// For a document that somebody else wrote, shown in a frame of a page of ours: it is of no origin, runs and loads nothing but
    /// pictures that are in it, and its links open windows that are free of it.
    #[must_use]
    pub fn sandboxed(base: &BaseUrl) -> Self {
        Self::build(base, Storing::Never, SANDBOXED_POLICY, SAME_ORIGIN, SAME_ORIGIN)
    }

    /// For files whose name holds the hash of their content: cached for a year and never asked for again.
    #[must_use]
    pub fn immutable_asset(base: &BaseUrl) -> Self {
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        Self::build(base, Storing::As(forever), CLOSED_POLICY, SAME_ORIGIN, SAME_ORIGIN)
    }

    /// For a public file that customers' sites load under a fixed name, such as the embed script.
    #[must_use]
    pub fn public_script(base: &BaseUrl, max_age: Duration) -> Self {
        let text = format!("public, max-age={}", max_age.as_secs());
        let storing = HeaderValue::try_from(text).map_or(Storing::Never, Storing::As);
        Self::build(base, storing, CLOSED_POLICY, SAME_ORIGIN, HeaderValue::from_static("cross-origin"))
    }

    fn build(
        base: &BaseUrl,
        storing: Storing,
        policy: HeaderValue,
        opener: HeaderValue,
        resource: HeaderValue,
    ) -> Self {
        let (storable, cache_control) = match storing {
            Storing::Never => (false, NO_STORE),
            Storing::As(value) => (true, value),
        };
        let mut headers = vec![
            (header::CACHE_CONTROL, cache_control),
            (header::CONTENT_SECURITY_POLICY, policy),
            (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (OPENER_POLICY, opener),
            (RESOURCE_POLICY, resource),
            (PERMISSIONS_POLICY, NO_PERMISSIONS),
            (X_ROBOTS_TAG, HeaderValue::from_static("noindex, nofollow")),
        ];
        if base.is_https() {
            // Without includeSubDomains: what lives below the operator's host is not ours to decide.
            let two_years = HeaderValue::from_static("max-age=63072000");
            headers.push((header::STRICT_TRANSPORT_SECURITY, two_years));
        }
        Self { headers: headers.into(), storable }
    }

    fn push(&mut self, name: HeaderName, value: HeaderValue) {
        self.headers = self.headers.iter().cloned().chain([(name, value)]).collect();
    }

    /// Takes the opener policy from the headers of an answer that leads on to another. No document is made of it, so there is nothing
    /// to keep apart, and a browser would cut a window off from its opener for good at the first such answer on the way (HTML Standard,
    /// "obtain a cross-origin opener policy", is asked of each response of a redirect).
    pub(crate) fn leave_opener(headers: &mut HeaderMap) {
        headers.remove(OPENER_POLICY);
    }

    /// Writes the set over `headers`; an answer that must not be stored also loses its validators.
    pub fn apply(&self, headers: &mut HeaderMap) {
        if !self.storable {
            for validator in [header::ETAG, header::LAST_MODIFIED, header::EXPIRES] {
                headers.remove(validator);
            }
        }
        headers.remove(header::X_FRAME_OPTIONS);
        for (name, value) in self.headers.iter() {
            headers.insert(name, value.clone());
        }
    }
}

enum Storing {
    Never,
    As(HeaderValue),
}

impl IntoResponseParts for SecurityHeaders {
    type Error = Infallible;

    /// Applies the set, and tells the request layer to keep it instead of the face's own.
    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        self.apply(parts.headers_mut());
        parts.extensions_mut().insert(self);
        Ok(parts)
    }
}
