//! The steps of the walk: for each the page of a session that is at it, and what its form does.

pub(super) mod address;
pub(super) mod challenge;
pub(super) mod code;
mod connectors;
pub(super) mod done;
mod elsewhere;
pub(super) mod finish;
pub(super) mod forwarding;
mod gated;
pub(super) mod hand_off;
pub(super) mod mapping;
pub(super) mod provider;
pub(super) mod sign_in;
pub(super) mod sites;
pub(super) mod submission;

use axum::response::Response;
use http::StatusCode;
use latchstring_domain::branding::FileKind;
use latchstring_domain::provider::Provider;
use latchstring_service::Failure;
use latchstring_service::flow_session::FlowView;

use super::failure::Stop;
use super::walker::Walker;
use crate::brand::file_path;
use crate::view::{self, DeadEndKind, Onward};

/// A provider as the pages show it. `sent` is what a form sends when it is chosen.
pub(super) fn shown(provider: &Provider, sent: String) -> view::Provider {
    let mut countries = provider.countries.iter();
    let only = countries.next().filter(|_| countries.next().is_none());
    view::Provider {
        id: sent,
        name: provider.name.as_str().to_owned(),
        domain: provider.url.domain().to_owned(),
        country: only.map(|country| country.code().to_owned()),
        logo_url: provider.logo.as_ref().map(|logo| file_path(&logo.file, FileKind::Png)),
    }
}

/// The provider that a session has chosen by now.
pub(super) fn chosen(view: &FlowView) -> Result<&Provider, Stop> {
    view.chosen
        .as_ref()
        .ok_or_else(|| Failure::Defect("a session past its first step has no provider").into())
}

/// The page for a provider, or all of an offer, that was taken out of the catalog since the link was made.
fn withdrawn(walker: &Walker, view: &FlowView) -> Response {
    let onward = (!view.receipts.is_empty()).then(|| Onward::Finish(walker.session()));
    let (frame, kind) = (walker.plain_frame(view), DeadEndKind::NothingOffered);
    // Who sees their receipts has nothing to ask for.
    let reference = onward.is_none().then(|| view.link.subject().uuid().to_string());
    walker.visitor.dead_end(StatusCode::GONE, frame, kind, onward, reference)
}
