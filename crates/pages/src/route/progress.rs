//! The named steps of a walk.

use latchstring_domain::flow_session::ConnectionTarget;
use latchstring_service::flow_session::FlowView;

use crate::view::Step;

/// The steps of the walk, in order.
pub(super) fn steps(view: &FlowView) -> Vec<Step> {
    if matches!(view.session.target, ConnectionTarget::Existing(_)) {
        return vec![Step::SignIn, Step::Done];
    }
    let sites = view.asks_for_sites.then_some(Step::Sites);
    [Step::Provider, Step::SignIn].into_iter().chain(sites).chain([Step::Done]).collect()
}
