use std::time::Duration;

use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::invitation::{NotUsable, Presentation};
use latchstring_domain::link::Link;
use latchstring_domain::return_url::ReturnUrl;
use latchstring_domain::workspace::Workspace;
use latchstring_secrets::return_result::ReturnResult;

use crate::{Latchstring, workspace};

/// For how long the customer's program is to believe what a browser carries back.
const BELIEVED: Duration = Duration::from_secs(10 * 60);

/// Where a recipient may go when their walk has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayBack {
    /// The whole address.
    pub url: String,
    /// Its host, to be shown.
    pub host: String,
}

/// The way back after everything went well, if the inviter named one and the workspace still vouches for it. It carries
/// `status`, the customer's `state`, and what the customer's program can check as `result`, if the workspace has a secret
/// for that.
#[must_use]
pub fn way_back(
    ls: &Latchstring,
    link: &Link,
    workspace: &Workspace,
    session: &FlowSession,
) -> Option<WayBack> {
    let shown = link.presentation()?;
    let url = trusted(workspace, shown.success_url.as_ref())?;
    let result = result(ls, link, workspace, session, shown, url);
    let mut parameters = told("connected", shown);
    parameters.extend(result.as_deref().map(|result| ("result", result)));
    Some(leading(url, &parameters))
}

/// The way back from a link that ended before anything came of it.
#[must_use]
pub fn way_back_from(link: &Link, workspace: &Workspace, why: NotUsable) -> Option<WayBack> {
    let shown = link.presentation()?;
    let (url, status) = match why {
        NotUsable::Expired { .. } => (&shown.expired_url, "expired"),
        NotUsable::Revoked { .. } => (&shown.error_url, "revoked"),
        NotUsable::Fulfilled => (&shown.error_url, "fulfilled"),
    };
    let url = trusted(workspace, url.as_ref())?;
    Some(leading(url, &told(status, shown)))
}

/// An address that the workspace vouches for now, whatever it did when the link was made.
fn trusted<'a>(workspace: &Workspace, url: Option<&'a ReturnUrl>) -> Option<&'a ReturnUrl> {
    url.filter(|url| workspace.sites.leads_back_to(url))
}

fn told<'a>(status: &'a str, shown: &'a Presentation) -> Vec<(&'static str, &'a str)> {
    let state = shown.state.as_ref().map(|state| ("state", state.as_str()));
    std::iter::once(("status", status)).chain(state).collect()
}

fn leading(url: &ReturnUrl, parameters: &[(&str, &str)]) -> WayBack {
    WayBack { url: url.with(parameters), host: url.origin().host().to_owned() }
}

fn result(
    ls: &Latchstring,
    link: &Link,
    workspace: &Workspace,
    session: &FlowSession,
    shown: &Presentation,
    url: &ReturnUrl,
) -> Option<String> {
    let secret = workspace::return_secret(ls, workspace)?;
    let now = ls.now();
    let seconds = |millis: i64| millis.div_euclid(1000);
    let connections: Vec<String> = session.connected.iter().map(ToString::to_string).collect();
    secret.sign(&ReturnResult {
        issuer: &ls.links().address(workspace),
        audience: url.origin().as_str(),
        issued_at: seconds(now.unix_millis()),
        expires_at: seconds(now.saturating_add(BELIEVED).unix_millis()),
        invitation_id: &link.subject().uuid().to_string(),
        connection_ids: &connections,
        status: "connected",
        state: shown.state.as_ref().map(|state| state.as_str()),
    })
}
