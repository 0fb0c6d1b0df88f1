//! Having the provider's codes forwarded.

use axum::response::Response;
use http::StatusCode;
use latchstring_domain::flow_session::Step;
use latchstring_domain::mfa::{ForwardingStep, MfaAddress, MfaForwarding};
use latchstring_service::flow_session::{self, AnswerForwardingError, FlowView};

use super::{chosen, shown, submission};
use crate::route::body::Posted;
use crate::route::failure::{Answer, Stop, defect};
use crate::route::walker::Walker;
use crate::view::{Forwarding, ForwardingProblem, Step as At};

/// What to do, and whether a test has arrived.
pub(in crate::route) fn page(walker: &Walker, view: &FlowView) -> Answer {
    show(walker, view, None)
}

fn show(walker: &Walker, view: &FlowView, problem: Option<ForwardingProblem>) -> Result<Response, Stop> {
    let connection = view.session.target.id();
    let address = view.workspace.mfa_domain.clone().map(|domain| MfaAddress { connection, domain });
    let page = Forwarding {
        frame: walker.frame(view, At::Codes),
        session: walker.session(),
        provider: shown(chosen(view)?, String::new()),
        address: address.map(|address| address.to_string()),
        arrived: matches!(view.session.forwarding(), ForwardingStep::Asked { arrived_at: Some(_) }),
        can_wait: !view.session.keeps_credentials(),
        problem,
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(walker.visitor.page(status, &page))
}

/// The same page after an answer was not taken.
async fn again(walker: &Walker, problem: ForwardingProblem) -> Answer {
    let view = walker.view().await?;
    match view.session.step() {
        Step::Forwarding => show(walker, &view, Some(problem)),
        _ => Ok(walker.go_on()),
    }
}

/// `POST /p/s/{id}/forwarding`: `answer`, which is `forwarded`, `turned-off` with `off`, or `later`. Submits, which spends a use.
pub(in crate::route) async fn answer(posted: Posted) -> Answer {
    let walker = &posted.walker;
    let answer = match posted.get("answer") {
        "forwarded" => MfaForwarding::Forwarded,
        // A mail scanner presses buttons and ticks nothing; here it might have come without typing a password.
        "turned-off" if posted.get("off") != "yes" => {
            return again(walker, ForwardingProblem::NotTicked).await;
        }
        "turned-off" => MfaForwarding::TurnedOff,
        "later" => MfaForwarding::Later,
        _ => return Ok(walker.go_on()),
    };
    match flow_session::answer_forwarding(walker.latchstring(), &walker.pass, answer).await {
        Ok(()) => submission::next(walker).await,
        Err(AnswerForwardingError::NothingArrived) => again(walker, ForwardingProblem::NothingArrived).await,
        Err(AnswerForwardingError::NothingElse) => Ok(walker.go_on()),
        Err(AnswerForwardingError::Flow(error)) => Err(walker.stop(error).await),
        Err(other) => Err(defect(&other).into()),
    }
}
