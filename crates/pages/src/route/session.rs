use axum::response::{IntoResponse as _, Redirect, Response};
use latchstring_domain::flow_session::Step;

use super::dead_end::no_session;
use super::failure::Answer;
use super::step::{address, challenge, done, forwarding, mapping, provider, sign_in, sites, submission};
use super::visitor::Visitor;
use super::walker::{self, Walker};

/// `GET /p/s/{id}`: the page of the step that a session is at. With `?choose=1` the search for another provider, as long as
/// there is a choice, with `?address=1` the field for another address while one has to be proved, and with `?sites=1` the sites again, until it is submitted.
pub(super) async fn show(walker: Walker) -> Answer {
    let view = walker.view().await?;
    let asks = |name| walker.visitor.query(name).is_some();
    match view.session.step() {
        Step::Address => Ok(address::page(&walker, &view)),
        Step::Provider | Step::SignIn | Step::Challenge
            if (asks("choose") || asks("flow")) && provider::is_open(&view) =>
        {
            provider::search_page(&walker, &view).await
        }
        Step::Provider => provider::page(&walker, &view).await,
        Step::SignIn => sign_in::page(&walker, &view),
        Step::Challenge => challenge::page(&walker, &view),
        Step::Mapping | Step::Forwarding | Step::Submit
            if asks("sites") && submission::can_choose_sites(&view) =>
        {
            Ok(sites::page(&walker, &view))
        }
        Step::Sites => Ok(sites::page(&walker, &view)),
        Step::Forwarding => forwarding::page(&walker, &view),
        Step::Mapping => mapping::page(&walker, &view),
        Step::Submit if submission::is_all_there(&view) => Ok(submission::page(&walker, &view)),
        Step::Submit => Ok(sites::page(&walker, &view)),
        Step::Done => done::page(&walker, &view),
    }
}

/// `GET /p/s`: the session that this browser began last. A landing page leaves this address in the history in its own place
/// once its link is used, since its own is the link.
pub(super) async fn latest(visitor: Visitor) -> Response {
    match visitor.cookie().passes().first() {
        Some(pass) => Redirect::to(&walker::path(pass.session_id())).into_response(),
        None => no_session(&visitor),
    }
}

/// `GET` of an address that takes POSTs: somebody went to the address bar of a page that a POST had answered.
pub(super) async fn back_to_step(walker: Walker) -> Response {
    walker.go_on()
}
