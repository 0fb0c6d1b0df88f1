//! Whether a form came from a page of ours.

use http::{HeaderMap, HeaderName, header};
use thiserror::Error;

use crate::base_url::BaseUrl;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Why a form post is not accepted as coming from a page of ours. All of them are a 403.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CrossSite {
    /// The browser says that another site, or a sibling of ours, sent it.
    #[error("the browser says that the form was sent from elsewhere")]
    Declared,
    /// `Origin` names another origin.
    #[error("the form was sent from another origin")]
    OtherOrigin,
    /// `Origin` is `null`: a sandboxed frame, or a browser that withholds the origin and knows no `Sec-Fetch-Site`.
    #[error("the form was sent from an opaque origin")]
    OpaqueOrigin,
    /// Neither `Sec-Fetch-Site` nor `Origin` is there.
    #[error("nothing tells where the form was sent from")]
    Unattributed,
}

/// Accepts a request that changes state only when the browser attests that a page of ours sent it.
///
/// `Sec-Fetch-Site` decides when present, and only `same-origin` will do; scripts cannot set it. Otherwise `Origin` has
/// to be the configured one; the request's own `Host` is not asked, because a stranger may choose it. Note that under
/// our `Referrer-Policy: no-referrer` a browser without `Sec-Fetch-Site` (Safari before 16.4) sends `Origin: null` with
/// a form (Fetch Standard, "append a request Origin header") and is refused as [`CrossSite::OpaqueOrigin`].
///
/// # Errors
/// [`CrossSite`] says what is missing or wrong.
pub fn require_same_origin(headers: &HeaderMap, base: &BaseUrl) -> Result<(), CrossSite> {
    let mut sites = headers.get_all(SEC_FETCH_SITE).iter();
    if let Some(site) = sites.next() {
        let ours = site.as_bytes() == b"same-origin" && sites.next().is_none();
        return if ours { Ok(()) } else { Err(CrossSite::Declared) };
    }
    let mut origins = headers.get_all(header::ORIGIN).iter();
    match (origins.next(), origins.next()) {
        (None, _) => Err(CrossSite::Unattributed),
        (Some(origin), None) if origin.as_bytes() == base.origin().as_str().as_bytes() => Ok(()),
        (Some(origin), None) if origin.as_bytes() == b"null" => Err(CrossSite::OpaqueOrigin),
        (Some(_), _) => Err(CrossSite::OtherOrigin),
    }
}
