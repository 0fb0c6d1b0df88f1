use axum::Form;
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::response::IntoResponse as _;
use http::request::Parts;
use latchstring_web_kit::form::require_same_origin;
use latchstring_web_kit::problem::Problem;
use secrecy::{ExposeSecret as _, SecretString};

use super::PagesState;
use super::failure::Stop;
use super::walker::Walker;

/// Refuses what no page of ours sent.
pub(super) fn same_origin(parts: &Parts, state: &PagesState) -> Result<(), Problem> {
    require_same_origin(&parts.headers, state.base())
        .map_err(|_| Problem::forbidden("cross-site", "The form was not sent by a page of ours."))
}

/// A form that a page of this session sent: the browser attests the origin and holds the pass, and the form carries the
/// session's proof. Nothing it holds is shown by accident, since any of it may be a password.
pub(super) struct Posted {
    pub(super) walker: Walker,
    fields: Vec<(String, SecretString)>,
}

impl FromRequest<PagesState> for Posted {
    type Rejection = Stop;

    async fn from_request(request: Request, state: &PagesState) -> Result<Self, Stop> {
        let (mut parts, body) = request.into_parts();
        same_origin(&parts, state)?;
        let walker = Walker::from_request_parts(&mut parts, state).await?;
        let fields = Form::<Vec<(String, String)>>::from_request(Request::from_parts(parts, body), state)
            .await
            .map_err(|rejection| Stop::from(rejection.into_response()))?;
        let mut fields: Vec<_> =
            fields.0.into_iter().map(|(name, value)| (name, SecretString::from(value))).collect();
        // The proof is the first field of every form. It is taken out, so that a provider may call a field so too.
        let proof = fields.iter().position(|(name, _)| name == "csrf").map(|at| fields.remove(at));
        if proof.is_some_and(|(_, proof)| walker.pass.verify_csrf(proof.expose_secret())) {
            return Ok(Self { walker, fields });
        }
        Err(walker.not_ours().await.into())
    }
}

impl Posted {
    /// The first value of a field; empty when it was not sent.
    pub(super) fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// Every value of a field, as for boxes that were ticked.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.fields.iter().filter(move |(key, _)| key == name);
        named.map(|(_, value)| value.expose_secret())
    }

    /// Whether a field was sent, if only empty.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(key, _)| key == name)
    }
}
