use std::str::FromStr;

use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;
use latchstring_domain::problem::ProblemCode;
use latchstring_web_kit::problem::Problem;

use crate::problem::problem;
use crate::state::ApiState;

/// The one id in a route's path. A text that is no id is an id of nothing: 404.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PathId<Id>(pub(crate) Id);

impl<Id: FromStr + Send> FromRequestParts<ApiState> for PathId<Id> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &ApiState) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, api).await.map_err(|_| nothing())?;
        let id = params.iter().next().and_then(|(_, text)| text.parse().ok());
        id.map(Self).ok_or_else(nothing)
    }
}

/// The two ids in a route's path, in its order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PathIds<First, Second>(pub(crate) First, pub(crate) Second);

impl<First: FromStr + Send, Second: FromStr + Send> FromRequestParts<ApiState> for PathIds<First, Second> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, api: &ApiState) -> Result<Self, Problem> {
        let params = RawPathParams::from_request_parts(parts, api).await.map_err(|_| nothing())?;
        let mut texts = params.iter().map(|(_, text)| text);
        let first = texts.next().and_then(|text| text.parse().ok());
        let second = texts.next().and_then(|text| text.parse().ok());
        first.zip(second).map(|(first, second)| Self(first, second)).ok_or_else(nothing)
    }
}

fn nothing() -> Problem {
    problem(ProblemCode::NotFound, "There is nothing with this id.")
}
