use http::StatusCode;
use latchstring_domain::Timestamp;
use latchstring_domain::flow_session::{ConnectionTarget, FlowState};
use latchstring_domain::link::Link;
use latchstring_service::Failure;
use latchstring_service::flow_session::{FlowView, Receipt as Made, way_back};

use super::sites::utility_type;
use crate::route::failure::Answer;
use crate::route::visitor::{day, leading};
use crate::route::walker::Walker;
use crate::view::{Done, Provider, Purpose, Receipt, Step};

/// The receipts.
pub(in crate::route) fn page(walker: &Walker, view: &FlowView) -> Answer {
    let FlowState::Submitted { at } = view.session.state else {
        return Err(Failure::Defect("a session that is done was submitted").into());
    };
    if view.receipts.is_empty() {
        return Err(Failure::Defect("a submitted session has a receipt").into());
    }
    let is_new = matches!(view.session.target, ConnectionTarget::New(_));
    let usable = view.link.usable(&view.company, walker.latchstring().now()).is_ok()
        && view.session.came_by(&view.link);
    let page = Done {
        frame: walker.frame(view, Step::Done),
        purpose: if is_new { Purpose::Connect } else { Purpose::Reconnect },
        receipts: view.receipts.iter().map(|made| receipt(made, view, at)).collect(),
        another: (is_new && usable && takes_another(&view.link)).then(|| walker.session()),
        back: way_back(walker.latchstring(), &view.link, &view.workspace, &view.session).map(leading),
    };
    Ok(walker.visitor.page(StatusCode::OK, &page))
}

/// Whether the link means to be walked more than once. A portal says so; any other link by the uses that it has left.
fn takes_another(link: &Link) -> bool {
    link.portal().is_none_or(|portal| portal.options.connects_several)
}

fn receipt(made: &Made, view: &FlowView, submitted: Timestamp) -> Receipt {
    let is_new = matches!(view.session.target, ConnectionTarget::New(_));
    let connection = &made.connection;
    let provider = Provider {
        id: String::new(),
        name: connection.provider.name.as_str().to_owned(),
        domain: connection.provider.url.domain().to_owned(),
        country: None,
        logo_url: None,
    };
    // The receipt says what this recipient did: nothing of sites and types where they were left as they are.
    let sites = made.sites.iter().filter(|_| is_new || view.asks_for_sites);
    let types = connection.utility_types.iter().filter(|_| is_new || view.asks_for_sites);
    Receipt {
        provider,
        sites: sites.map(|site| site.name.as_str().to_owned()).collect(),
        types: types.map(|kind| utility_type(*kind)).collect(),
        date: day(if is_new { connection.created_at } else { submitted }),
        reference: connection.id.to_string(),
    }
}
