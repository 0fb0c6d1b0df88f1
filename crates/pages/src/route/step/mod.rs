//! The steps of the walk: for each the page of a session that is at it, and what its form does.

pub(super) mod challenge;
pub(super) mod done;
pub(super) mod gated;
pub(super) mod provider;
pub(super) mod sign_in;
pub(super) mod sites;

use axum::response::Response;
use latchstring_domain::flow_session::{ConnectionTarget, Step};
use latchstring_domain::provider::Provider;
use latchstring_service::Failure;
use latchstring_service::flow_session::{self, FlowView, SubmitError};

use super::failure::{Answer, Stop};
use super::walker::Walker;
use crate::view;

/// A provider as the pages show it. `sent` is what a form sends when it is chosen.
fn shown(provider: &Provider, sent: String) -> view::Provider {
    let mut countries = provider.countries.iter();
    let only = countries.next().filter(|_| countries.next().is_none());
    view::Provider {
        id: sent,
        name: provider.name.as_str().to_owned(),
        domain: provider.url.domain().to_owned(),
        country: only.map(|country| country.name().to_owned()),
        logo_url: None,
    }
}

/// The provider that a session has chosen by now.
fn chosen(view: &FlowView) -> Result<&Provider, Stop> {
    view.chosen
        .as_ref()
        .ok_or_else(|| Failure::Defect("a session past its first step has no provider").into())
}

/// What follows a good sign-in: for a new connection the sites, for a repair nothing, so it is submitted at once.
async fn signed_in(walker: &Walker) -> Answer {
    let session = walker.view().await?.session;
    match (session.step(), session.target) {
        (Step::Submit, ConnectionTarget::Existing(_)) => finish(walker).await,
        _ => Ok(walker.go_on()),
    }
}

/// Submits a repair, which has no sites to choose.
async fn finish(walker: &Walker) -> Answer {
    match submit(walker).await? {
        Submission::Done(response) => Ok(response),
        Submission::SitesGone => Err(Failure::Defect("a repair has no sites to lose").into()),
    }
}

enum Submission {
    Done(Response),
    SitesGone,
}

async fn submit(walker: &Walker) -> Result<Submission, Stop> {
    match flow_session::submit(walker.latchstring(), &walker.pass, &walker.visitor.origin()).await {
        Ok(_) => Ok(Submission::Done(walker.go_on())),
        Err(SubmitError::SitesGone(_)) => Ok(Submission::SitesGone),
        Err(SubmitError::Flow(error)) => Err(walker.stop(error).await),
        Err(other) => Err(super::failure::defect(&other).into()),
    }
}
