use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;
use latchstring_domain::key::FlowKey;
use latchstring_domain::problem::ProblemCode;
use latchstring_domain::text::ExternalId;
use latchstring_service::linked_connector::Place;
use latchstring_web_kit::problem::Problem;

use crate::problem::problem;
use crate::state::ApiState;

/// The environment that a path names.
#[derive(Debug)]
pub(super) struct Environment(pub(super) String);

/// The environment and the flow that a path names.
#[derive(Debug)]
pub(super) struct InFlow {
    pub(super) environment: String,
    pub(super) flow: FlowKey,
}

/// The environment and the tenant that a path names.
#[derive(Debug)]
pub(super) struct OfTenant {
    pub(super) environment: String,
    pub(super) tenant: ExternalId,
}

/// The environment, the flow and the tenant that a path names.
#[derive(Debug)]
pub(super) struct AtPlace(pub(super) Place);

async fn named(parts: &mut Parts, api: &ApiState, name: &str) -> Result<String, Problem> {
    let params = RawPathParams::from_request_parts(parts, api).await.map_err(|_| nothing())?;
    let found = params.iter().find(|(key, _)| *key == name).map(|(_, text)| text.to_owned());
    found.ok_or_else(nothing)
}

async fn flow(parts: &mut Parts, api: &ApiState) -> Result<FlowKey, Problem> {
    named(parts, api, "flow_id").await?.parse().map_err(|_| nothing())
}

async fn tenant(parts: &mut Parts, api: &ApiState) -> Result<ExternalId, Problem> {
    ExternalId::parse(&named(parts, api, "tenant").await?).map_err(|_| nothing())
}

impl FromRequestParts<ApiState> for Environment {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &ApiState) -> Result<Self, Problem> {
        named(parts, api, "env_id").await.map(Self)
    }
}

impl FromRequestParts<ApiState> for InFlow {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &ApiState) -> Result<Self, Problem> {
        Ok(Self { environment: named(parts, api, "env_id").await?, flow: flow(parts, api).await? })
    }
}

impl FromRequestParts<ApiState> for OfTenant {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &ApiState) -> Result<Self, Problem> {
        Ok(Self { environment: named(parts, api, "env_id").await?, tenant: tenant(parts, api).await? })
    }
}

impl FromRequestParts<ApiState> for AtPlace {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &ApiState) -> Result<Self, Problem> {
        let environment = named(parts, api, "env_id").await?;
        let (flow, tenant) = (flow(parts, api).await?, tenant(parts, api).await?);
        Ok(Self(Place { environment, flow, tenant }))
    }
}

fn nothing() -> Problem {
    problem(ProblemCode::NotFound, "There is nothing at this address.")
}
