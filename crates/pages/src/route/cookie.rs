use http::HeaderMap;
use latchstring_domain::Timestamp;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::FlowSessionId;
use latchstring_service::flow_session::FlowPass;
use latchstring_web_kit::cookies::{CookieError, HostCookie, Placement, SetCookie};
use secrecy::{ExposeSecret as _, SecretString};

/// Set by the first page in a frame, to see whether it comes back: browsers may withhold every cookie there.
const PROBE: HostCookie = HostCookie::new("__Host-latchstring-probe");
const FLOW: HostCookie = HostCookie::new("__Host-latchstring-flow");

/// How many sessions one browser keeps: somebody with several links opens them in several tabs.
const MAX_SESSIONS: usize = 5;

/// The sessions that a browser holds, newest last: `id.token` each, joined by `~`.
///
/// One cookie for all of them rather than one each: a name per session would leave cookies behind without a bound, and
/// some proxies take only so many.
pub(super) struct FlowCookie(Vec<(FlowSessionId, SecretString)>);

/// Whether the browser keeps cookies where the page is shown, as far as this request tells.
pub(super) fn keeps_cookies(headers: &HeaderMap) -> bool {
    PROBE.read(headers).is_some() || FLOW.read(headers).is_some()
}

/// The cookie that tells so with the next request.
pub(super) fn probe(placement: Placement) -> Result<SetCookie, CookieError> {
    PROBE.set("1", placement)
}

impl FlowCookie {
    /// What the browser sent. What is not an entry is passed over.
    pub(super) fn read(headers: &HeaderMap) -> Self {
        let entries = FLOW.read(headers).unwrap_or_default().split('~').filter_map(|entry| {
            let (id, token) = entry.split_once('.')?;
            let id = id.parse().ok()?;
            // Only what can be a token is kept: it is sent back, and must fit into a cookie again.
            FlowPass::new(id, token)?;
            Some((id, SecretString::from(token)))
        });
        Self(entries.take(MAX_SESSIONS).collect())
    }

    /// The pass of this session, if the browser holds one.
    pub(super) fn pass(&self, id: FlowSessionId) -> Option<FlowPass> {
        let (_, token) = self.0.iter().find(|(held, _)| *held == id)?;
        FlowPass::new(id, token.expose_secret())
    }

    /// The passes that the browser holds, newest first.
    pub(super) fn passes(&self) -> Vec<FlowPass> {
        self.0.iter().rev().filter_map(|(id, token)| FlowPass::new(*id, token.expose_secret())).collect()
    }

    /// The cookie with one session more, or another pass to one that it has. It lives as long as the session takes steps.
    pub(super) fn with(
        self,
        pass: &FlowPass,
        session: &FlowSession,
        now: Timestamp,
        placement: Placement,
    ) -> Result<SetCookie, CookieError> {
        let mut entries = self.0;
        entries.retain(|(held, _)| *held != pass.session_id());
        entries.push((pass.session_id(), SecretString::from(pass.expose_token())));
        let oldest = entries.len().saturating_sub(MAX_SESSIONS);
        let kept = entries.iter().skip(oldest);
        let value: Vec<_> = kept.map(|(id, token)| format!("{id}.{}", token.expose_secret())).collect();
        Ok(FLOW.set(&value.join("~"), placement)?.max_age(session.expires_at.since(now)))
    }
}
