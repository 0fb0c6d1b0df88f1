//! The Content-Security-Policy of a page.

use std::fmt::Write as _;

use http::HeaderValue;

use crate::base_url::WebOrigin;

/// Who may put a page into a frame.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum FrameAncestors {
    /// Nobody.
    #[default]
    Nobody,
    /// Pages of these origins, which must be the workspace's own choice. An empty list is nobody.
    Origins(Vec<WebOrigin>),
}

/// What one page may do beyond the default, which is: load from its own origin, send forms to it, be framed by nobody.
///
/// There is no way to allow inline script or style.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageHeaders {
    /// Who may frame the page.
    pub frame_ancestors: FrameAncestors,
    /// Further origins that images may come from, a workspace's logo host say.
    pub images: Vec<WebOrigin>,
    /// Further origins that a form may lead to. Chromium applies `form-action` to the redirects that follow a form
    /// too, so a form whose answer redirects to a provider's sign-in needs that provider's origin here.
    pub form_targets: Vec<WebOrigin>,
}

impl PageHeaders {
    pub(super) fn is_embeddable(&self) -> bool {
        matches!(&self.frame_ancestors, FrameAncestors::Origins(origins) if !origins.is_empty())
    }

    /// The policy of a page that frames documents of ours.
    pub(super) fn framing_own(&self) -> HeaderValue {
        let policy = self.content_security_policy();
        let framing = policy.to_str().map(|policy| format!("{policy}; frame-src 'self'"));
        framing.ok().and_then(|policy| HeaderValue::try_from(policy).ok()).unwrap_or(super::CLOSED_POLICY)
    }

    pub(super) fn content_security_policy(&self) -> HeaderValue {
        let mut policy = String::from(
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; \
             base-uri 'none'; object-src 'none'",
        );
        directive(&mut policy, "img-src 'self'", &self.images);
        directive(&mut policy, "form-action 'self'", &self.form_targets);
        match &self.frame_ancestors {
            FrameAncestors::Origins(origins) if !origins.is_empty() => {
                directive(&mut policy, "frame-ancestors", origins);
            }
            FrameAncestors::Origins(_) | FrameAncestors::Nobody => {
                policy.push_str("; frame-ancestors 'none'")
            }
        }
        // An origin is visible ASCII by construction; should that ever break, the page is closed rather than open.
        HeaderValue::try_from(policy).unwrap_or(super::CLOSED_POLICY)
    }
}

fn directive(policy: &mut String, start: &str, origins: &[WebOrigin]) {
    policy.push_str("; ");
    policy.push_str(start);
    for origin in origins {
        // Writing to a String cannot fail.
        let _ = write!(policy, " {origin}");
    }
}
