use latchstring_service::flow_session;

use crate::route::body::Posted;
use crate::route::failure::Answer;

/// `POST /p/s/{id}/finish`: the recipient has connected what they wanted. Spends nothing.
pub(in crate::route) async fn finish(posted: Posted) -> Answer {
    let walker = &posted.walker;
    match flow_session::finish(walker.latchstring(), &walker.pass).await {
        Ok(()) => Ok(walker.go_on()),
        Err(error) => Err(walker.stop(error).await),
    }
}
