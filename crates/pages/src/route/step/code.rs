use axum::response::Response;
use http::StatusCode;
use latchstring_domain::flow_session::{AskedCode, Gate};
use latchstring_service::flow_session::{self, FlowView, TriedCode, TryCodeError};

use super::gated;
use crate::route::body::Posted;
use crate::route::dead_end;
use crate::route::failure::{Answer, defect};
use crate::route::start::hand_over;
use crate::route::walker::Walker;
use crate::view::{Code, CodeProblem};

/// The page for a code that was asked for.
pub(super) fn show(
    walker: &Walker,
    view: &FlowView,
    asked: &AskedCode,
    problem: Option<CodeProblem>,
) -> Response {
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let wait = asked.another_at().since(walker.latchstring().now());
    let page = Code {
        frame: walker.plain_frame(view),
        session: walker.session(),
        address: asked.claimed.masked(),
        // A wait that ends within this second is still one.
        wait: wait.as_millis().div_ceil(1000).try_into().unwrap_or(u32::MAX),
        problem,
    };
    walker.visitor.page(status, &page)
}

/// The same page after something did not work.
pub(super) async fn again(walker: &Walker, problem: CodeProblem) -> Answer {
    let view = walker.view().await?;
    match &view.session.gate {
        Gate::Asked(asked) => Ok(show(walker, &view, asked, Some(problem))),
        _ => Ok(walker.go_on()),
    }
}

/// `POST /p/s/{id}/code`: one try.
pub(in crate::route) async fn answer(posted: Posted) -> Answer {
    let walker = &posted.walker;
    let view = walker.view().await?;
    match &view.session.gate {
        Gate::Asked(_) => {}
        Gate::Closed if !walker.latchstring().sends_mail() => return Ok(gated::page(walker, &view)),
        _ => return Ok(walker.go_on()),
    }
    // People group digits, and copy what stands around them.
    let typed: String = posted.get("code").split_whitespace().collect();
    // Whoever presses a button over an empty field, a mail scanner for one, has not guessed.
    if typed.is_empty() {
        return again(walker, CodeProblem::Missing).await;
    }
    let (ls, origin) = (walker.latchstring(), walker.visitor.origin());
    match flow_session::try_code(ls, &walker.pass, &typed, &origin).await {
        Ok(TriedCode::Proved { pass }) => {
            let Posted { walker, .. } = posted;
            let path = walker.path();
            hand_over(walker.visitor, &pass, &view.session, &path)
        }
        Ok(TriedCode::Wrong { left }) => again(walker, CodeProblem::Wrong { left }).await,
        Err(TryCodeError::NotACode) => again(walker, CodeProblem::NotACode).await,
        Err(TryCodeError::NoCode) => again(walker, CodeProblem::Void).await,
        Err(TryCodeError::TooMany) => {
            Ok(dead_end::too_many_codes(&walker.visitor, walker.plain_frame(&view)))
        }
        Err(TryCodeError::Flow(error)) => Err(walker.stop(error).await),
        Err(other) => Err(defect(&other).into()),
    }
}
