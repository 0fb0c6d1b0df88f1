use axum::response::Response;
use http::StatusCode;
use latchstring_domain::flow_session::{Gate, Step};
use latchstring_service::flow_session::{self, FlowView, HandOffError};

use super::address;
use crate::route::body::Posted;
use crate::route::failure::{Answer, defect};
use crate::route::walker::Walker;
use crate::view::{AddressField, AddressProblem, DeadEndKind, HandOff, Onward};

/// Where it is below a session's path.
pub(in crate::route) const PATH: &str = "/hand-off";

/// Whether the recipient can pass the link on: with a proved address, which is not the only one there is, and nothing signed in to.
pub(super) fn is_offered(walker: &Walker, view: &FlowView) -> bool {
    let before_signing_in = matches!(view.session.step(), Step::Provider | Step::SignIn | Step::Challenge);
    let Gate::Passed(own) = &view.session.gate else { return false };
    let has_colleagues = view.link.allowed().is_some_and(|list| !list.admits_only(own));
    before_signing_in && has_colleagues && walker.latchstring().sends_mail()
}

/// `GET /p/s/{id}/hand-off`: the field for a colleague's address.
pub(in crate::route) async fn show(walker: Walker) -> Answer {
    let view = walker.view().await?;
    match is_offered(&walker, &view) {
        true => Ok(page(&walker, &view, AddressField::default())),
        false => Ok(walker.go_on()),
    }
}

fn page(walker: &Walker, view: &FlowView, field: AddressField) -> Response {
    let status = if field.problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = HandOff { frame: walker.plain_frame(view), session: walker.session(), field };
    walker.visitor.page(status, &page)
}

/// `POST /p/s/{id}/hand-off`: "Send the link" to the `email` that was typed. The page that follows is the same for every
/// address.
pub(in crate::route) async fn hand_off(posted: Posted) -> Answer {
    let walker = &posted.walker;
    let view = walker.view().await?;
    if !is_offered(walker, &view) {
        return Ok(walker.go_on());
    }
    let to = match address::read(posted.get("email")) {
        Ok(to) => to,
        Err(field) if field.problem == Some(AddressProblem::Missing) => {
            let problem = Some(AddressProblem::NobodyNamed);
            return Ok(page(walker, &view, AddressField { problem, ..field }));
        }
        Err(field) => return Ok(page(walker, &view, field)),
    };
    let (ls, origin) = (walker.latchstring(), walker.visitor.origin());
    let kind = match flow_session::hand_off(ls, &walker.pass, &to, &origin).await {
        Ok(()) => DeadEndKind::HandedOff,
        Err(HandOffError::Yourself) => {
            let typed = to.as_str().to_owned();
            let problem = Some(AddressProblem::Yourself);
            return Ok(page(walker, &view, AddressField { typed, problem }));
        }
        Err(HandOffError::TooMany) => DeadEndKind::TooManyHandOffs,
        Err(HandOffError::NoMail) => return Ok(walker.go_on()),
        Err(HandOffError::Flow(error)) => return Err(walker.stop(error).await),
        Err(other) => return Err(defect(&other).into()),
    };
    let status = if kind == DeadEndKind::HandedOff { StatusCode::OK } else { StatusCode::TOO_MANY_REQUESTS };
    let onward = Some(Onward::Go { href: walker.path() });
    Ok(walker.visitor.dead_end(status, walker.plain_frame(&view), kind, onward, None))
}
