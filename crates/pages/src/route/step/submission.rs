//! The last word of a walk, which spends a use: said with the last step that there is, and once more where it got lost.

use axum::response::Response;
use http::StatusCode;
use latchstring_domain::flow_session::{FlowState, Step};
use latchstring_service::flow_session::{self, FlowView, SubmitError};

use super::sites;
use crate::route::body::Posted;
use crate::route::failure::{Answer, defect};
use crate::route::walker::Walker;
use crate::view::{DeadEndKind, Onward, SitesProblem, Step as At};

/// What follows a step that went well: the next one. Where nothing is left to be asked, as of a repair that is signed in or
/// a portal without sites and fields, it is submitted at once.
pub(super) async fn next(walker: &Walker) -> Answer {
    match walker.view().await?.session.step() {
        Step::Submit => submit(walker).await,
        _ => Ok(walker.go_on()),
    }
}

/// Submits. Where sites that were chosen are gone meanwhile, they have to be chosen again.
async fn submit(walker: &Walker) -> Answer {
    match flow_session::submit(walker.latchstring(), &walker.pass, &walker.visitor.origin()).await {
        Ok(_) => Ok(walker.go_on()),
        Err(SubmitError::SitesGone(_)) => {
            // Read again: what is shown now has to be what can be chosen now.
            let view = walker.view().await?;
            Ok(sites::show(walker, &view, &sites::expected(&view), Some(SitesProblem::Changed)))
        }
        Err(SubmitError::Flow(error)) => Err(walker.stop(error).await),
        Err(other) => Err(defect(&other).into()),
    }
}

/// Whether nothing is left but the last word: the recipient has no choice to look at once more.
pub(in crate::route) fn is_all_there(view: &FlowView) -> bool {
    !can_choose_sites(view) || matches!(view.session.state, FlowState::FieldsMapped { .. })
}

/// Whether the recipient may choose sites: at that step, and again until the walk is submitted, unless it asked for none.
pub(in crate::route) fn can_choose_sites(view: &FlowView) -> bool {
    view.session.chooses_sites()
        && match &view.session.state {
            FlowState::SignedIn(_) => true,
            // Chosen once, they can be chosen again even if none is left to be asked for.
            FlowState::SitesChosen { sites, .. } | FlowState::FieldsMapped { sites, .. } => {
                view.asks_for_sites || !sites.sites().is_empty()
            }
            _ => false,
        }
}

/// The page for a last word that got lost.
pub(in crate::route) fn page(walker: &Walker, view: &FlowView) -> Response {
    let at = match view.session.state {
        FlowState::FieldsMapped { .. } => At::Fields,
        _ => At::SignIn,
    };
    let (frame, onward) = (walker.frame(view, at), Onward::Submit(walker.session()));
    walker.visitor.dead_end(StatusCode::OK, frame, DeadEndKind::Unfinished, Some(onward), None)
}

/// `POST /p/s/{id}/submit`: "Finish" on that page.
pub(in crate::route) async fn again(posted: Posted) -> Answer {
    next(&posted.walker).await
}
