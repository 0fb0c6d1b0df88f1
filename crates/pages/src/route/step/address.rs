use axum::response::Response;
use http::StatusCode;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::flow_session::Gate;
use latchstring_service::flow_session::{self, AskCodeError, FlowView};

use super::{code, gated};
use crate::route::body::Posted;
use crate::route::dead_end;
use crate::route::failure::{Answer, defect};
use crate::route::walker::Walker;
use crate::view::{Address, AddressField, AddressProblem, CodeProblem};

/// The page of a session that has to prove an address: for the address, or for the code that was asked for.
pub(in crate::route) fn page(walker: &Walker, view: &FlowView) -> Response {
    if !walker.latchstring().sends_mail() {
        return gated::page(walker, view);
    }
    match &view.session.gate {
        Gate::Asked(asked) if walker.visitor.query("address").is_none() => {
            code::show(walker, view, asked, None)
        }
        _ => show(walker, view, AddressField::default()),
    }
}

fn show(walker: &Walker, view: &FlowView, field: AddressField) -> Response {
    let status = if field.problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Address { frame: walker.plain_frame(view), session: walker.session(), field };
    walker.visitor.page(status, &page)
}

/// What was typed into the field of an address.
pub(in crate::route) fn read(typed: &str) -> Result<EmailAddress, AddressField> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(AddressField { problem: Some(AddressProblem::Missing), ..AddressField::default() });
    }
    EmailAddress::parse(typed).map_err(|_| AddressField::wrong(typed))
}

/// `POST /p/s/{id}/address`: asks for a code, for the address that was typed, or once more for the one before where the form
/// has no field for one.
pub(in crate::route) async fn ask(posted: Posted) -> Answer {
    let walker = &posted.walker;
    let view = walker.view().await?;
    let claimed = match &view.session.gate {
        Gate::Asked(asked) if !posted.has("email") => asked.claimed.clone(),
        Gate::Open | Gate::Passed(_) => return Ok(walker.go_on()),
        _ => match read(posted.get("email")) {
            Ok(address) => address,
            Err(field) if walker.latchstring().sends_mail() => return Ok(show(walker, &view, field)),
            Err(_) => return Ok(gated::page(walker, &view)),
        },
    };
    let (ls, origin) = (walker.latchstring(), walker.visitor.origin());
    let language = walker.visitor.language(view.link.locale()).tag();
    match flow_session::ask_code(ls, &walker.pass, &claimed, language, &origin).await {
        Ok(()) => Ok(walker.go_on()),
        Err(AskCodeError::NoMail) => Ok(gated::page(walker, &view)),
        // Whoever comes back to the address of before finds the code that is under way.
        Err(AskCodeError::TooSoon { .. }) if posted.has("email") => Ok(walker.go_on()),
        Err(AskCodeError::TooSoon { .. }) => code::again(walker, CodeProblem::TooSoon).await,
        Err(AskCodeError::TooMany) => {
            Ok(dead_end::too_many_codes(&walker.visitor, walker.plain_frame(&view)))
        }
        Err(AskCodeError::Flow(error)) => Err(walker.stop(error).await),
        Err(other) => Err(defect(&other).into()),
    }
}
