use axum::response::Response;
use latchstring_domain::flow_session::{Step, StepError};
use latchstring_service::flow_session::{self, FlowError, OpenError};

use super::body::Posted;
use super::dead_end;
use super::failure::{Answer, Stop};
use super::start::begin;
use super::walker::Walker;

/// `POST /p/s/{id}/restart`: back to the first step. A session that is done or timed out has none any more, so the link
/// is opened once more for it.
pub(super) async fn restart(posted: Posted) -> Answer {
    let walker = posted.walker;
    match flow_session::restart(walker.latchstring(), &walker.pass).await {
        Ok(()) => Ok(walker.go_on()),
        Err(FlowError::Step(StepError::WrongStep { at: Step::Done } | StepError::Expired)) => {
            again(walker).await
        }
        Err(error) => Err(walker.stop(error).await),
    }
}

async fn again(walker: Walker) -> Result<Response, Stop> {
    let origin = walker.visitor.origin();
    match flow_session::open_again(walker.latchstring(), &walker.pass, &origin).await {
        Ok(opened) => begin(walker.visitor, &opened),
        Err(OpenError::NotUsable(why)) => Err(walker.stop(FlowError::Link(why)).await),
        Err(OpenError::Failed(failure)) => Err(failure.into()),
        Err(_) => Err(dead_end::no_session(&walker.visitor).into()),
    }
}
