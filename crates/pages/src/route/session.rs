use axum::response::Response;
use http::StatusCode;
use latchstring_domain::flow_session::{ConnectionTarget, Step};

use super::failure::Answer;
use super::step::{challenge, done, gated, provider, sign_in, sites};
use super::walker::Walker;
use crate::view::{DeadEndKind, Onward, Step as At};

/// `GET /p/s/{id}`: the page of the step that a session is at; with `?choose=1` the search for another provider, as long as
/// there is a choice.
pub(super) async fn show(walker: Walker) -> Answer {
    let view = walker.view().await?;
    let search = walker.visitor.query("choose").is_some() && provider::is_open(&view);
    match (view.session.step(), view.session.target) {
        (Step::Address, _) => Ok(gated::page(&walker, &view)),
        (Step::Provider | Step::SignIn | Step::Challenge, _) if search => {
            provider::search_page(&walker, &view).await
        }
        (Step::Provider, _) => provider::page(&walker, &view).await,
        (Step::SignIn, _) => sign_in::page(&walker, &view),
        (Step::Challenge, _) => challenge::page(&walker, &view),
        (Step::Sites, _) | (Step::Submit, ConnectionTarget::New(_)) => Ok(sites::page(&walker, &view)),
        (Step::Submit, ConnectionTarget::Existing(_)) => {
            let (frame, onward) = (walker.frame(&view, At::SignIn), Onward::Finish(walker.session()));
            let kind = DeadEndKind::Unfinished;
            Ok(walker.visitor.dead_end(StatusCode::OK, frame, kind, Some(onward), None))
        }
        (Step::Done, _) => done::page(&walker, &view),
    }
}

/// `GET` of an address that takes POSTs: somebody went to the address bar of a page that a POST had answered.
pub(super) async fn back_to_step(walker: Walker) -> Response {
    walker.go_on()
}
