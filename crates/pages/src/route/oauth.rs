//! `GET /p/oauth/callback`: back from a provider's own page.

use http::StatusCode;
use latchstring_domain::flow_session::FlowState;
use latchstring_domain::sign_in::Challenge;
use latchstring_service::flow_session::{self, FlowView};
use url::Url;

use super::dead_end;
use super::failure::Answer;
use super::step::{chosen, shown};
use super::visitor::Visitor;
use super::walker::Walker;
use crate::view::{Returned, Step};

/// What an authorisation server may say (RFC 6749, section 4.1.2; RFC 9207).
pub(super) const PARTS: [&str; 4] = ["code", "state", "iss", "error"];

/// Shows the answer in a form that is sent on, and changes nothing. It is shown to the browser that holds the session which
/// asked, and to nobody else: for everybody else there is nothing here.
pub(super) async fn returned(visitor: Visitor) -> Answer {
    let state = visitor.query("state").unwrap_or_default().to_owned();
    for pass in visitor.cookie().passes() {
        let Ok(view) = flow_session::view(visitor.state.latchstring(), &pass).await else { continue };
        if asked_with(&view).is_some_and(|asked| asked == state) {
            return page(&Walker { visitor, pass }, &view);
        }
    }
    Ok(dead_end::no_session(&visitor))
}

/// What a session that waits for such an answer will know it by.
fn asked_with(view: &FlowView) -> Option<String> {
    let FlowState::Challenged { challenge: Challenge::Redirect { url }, .. } = &view.session.state else {
        return None;
    };
    let url = Url::parse(url).ok()?;
    url.query_pairs().find(|(name, _)| name == "state").map(|(_, state)| state.into_owned())
}

fn page(walker: &Walker, view: &FlowView) -> Answer {
    let said = |name| walker.visitor.query(name).map(|value| (name, value.to_owned()));
    let page = Returned {
        frame: walker.frame(view, Step::SignIn),
        session: walker.session(),
        provider: shown(chosen(view)?, String::new()),
        answer: PARTS.into_iter().filter_map(said).collect(),
    };
    Ok(walker.visitor.page(StatusCode::OK, &page))
}
